"""One workbook that carries a whole perangkat daerah out and in again: what stands on its sheets, read and compared."""
