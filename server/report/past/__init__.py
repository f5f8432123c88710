"""Last year's report: where its parts go, what is carried over and how."""
