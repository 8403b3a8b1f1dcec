"""The SQLite database: one file per noun."""
