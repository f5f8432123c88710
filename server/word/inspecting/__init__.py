"""Any .docx as the layout that Word makes of it, and what is to be said of it."""
