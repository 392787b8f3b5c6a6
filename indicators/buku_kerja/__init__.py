"""Workbooks that carry facts out and in again: written with locked cells, read back cell by cell with addresses."""
