"""The encrypted vault: rows in, values out; SQLAlchemy Core over SQLCipher pages."""
