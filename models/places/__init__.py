"""Units of Viet Nam before and since 1 July 2025: facts of the National Statistics Office of Viet Nam."""
