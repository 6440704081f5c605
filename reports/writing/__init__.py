"""Where every file for the user is written: beside its place, flushed, renamed; what is not ours stays."""
