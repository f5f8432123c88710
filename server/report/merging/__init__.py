"""A new draft over a text that people have edited: what follows the figures, what stays, what a person is asked."""
