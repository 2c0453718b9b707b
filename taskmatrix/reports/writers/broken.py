"""A template of the user's that cannot be used."""


class BrokenTemplate(Exception):
    """What is wrong with a template, and the line where that is known."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
