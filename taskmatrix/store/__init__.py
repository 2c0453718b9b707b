"""The SQLite file: open, migrate, append events, query. All SQL lives here."""
