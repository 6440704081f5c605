"""What every written workbook shares: formats, heights of text, the head of a page."""
