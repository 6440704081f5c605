"""The pages of comparison.xlsx, and the names that plans.xlsx gives to codes."""
