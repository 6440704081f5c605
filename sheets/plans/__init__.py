"""plans.xlsx, one module a sheet."""
