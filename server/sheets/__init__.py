"""Spreadsheets (.xlsx) both ways; the only place that knows openpyxl."""
