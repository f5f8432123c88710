"""A new year: which data files an administrator may put in the place of shipped ones, how they are edited, and what changed by them."""
