"""Reports rendered from random figures, and what the checks see when one thing in them is changed."""
