"""The marked copy of an input: each problem coloured and said in its cell, all listed on one sheet."""
