"""台账: record lists, pasted blocks, and the figures they add up to."""
