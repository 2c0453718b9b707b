"""What was typed, as text."""


def heard(spoken: str) -> str:
    """Return what was typed as text, also where the terminal's encoding could not tell."""
    try:
        spoken.encode()
    except UnicodeEncodeError:
        return spoken.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return spoken
