"""What happened to a report, as values: told to readers, replayed to any moment, thinned when it is old."""
