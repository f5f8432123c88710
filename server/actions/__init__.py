"""What a person can do: one function each, the only writers; the caller opens the transaction."""
