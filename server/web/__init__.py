"""Pages and forms over HTTP: reads go to storage, writes to actions."""
