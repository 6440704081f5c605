"""Which grid is which sheet, where its heading is, which rows are records. Reads no value."""
