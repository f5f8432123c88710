"""Word files both ways; the only package that knows python-docx and OOXML."""
