"""Data to documents: terminal, plain text, JSON, CSV, Markdown, HTML."""
