"""The sheets of plans.xlsx, one module a sheet, and what they share: formats, names, figures, remarks."""
