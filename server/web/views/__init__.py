"""What pages show, gathered from storage and the library as frozen values."""
