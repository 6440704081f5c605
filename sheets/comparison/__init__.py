"""comparison.xlsx, one module a page, and the names read back from runs."""
