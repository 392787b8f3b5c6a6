"""Workbooks of other making: a person points at sheet, head and columns, and the rows become those of our workbook."""
