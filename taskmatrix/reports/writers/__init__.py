"""Documents written: in a terminal, as Markdown, HTML or DOCX."""
