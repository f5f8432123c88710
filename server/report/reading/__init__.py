"""A report in any file: lines, and which part of the paper each of them is."""
