"""SQLModel tables and the queries over them; rows never leave, values do."""
