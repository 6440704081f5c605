"""What every written workbook shares: formats, heights of text, where pages begin and end."""
