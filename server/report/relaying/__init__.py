"""A document that others made, set anew: its words as they are, its layout as the standard asks, and what became different in words."""
