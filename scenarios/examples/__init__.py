"""Shipped examples: one folder of CSV files a workbook. The places are real, every person is invented."""
