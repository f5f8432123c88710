"""Is a document what GB/T 9704-2012 asks for: its effective layout as values, one function a rule, and what each expects."""
