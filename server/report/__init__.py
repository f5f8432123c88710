"""What a report is and what is true of it: pure values and functions."""
