"""Texts and evidence, kept by SHA-256 beside the events."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping

from taskmatrix.domain.events import digest

_KEEP = """
    INSERT INTO content (sha256, encoding, body) VALUES (?, ?, ?)
    ON CONFLICT (sha256) DO UPDATE SET body = excluded.body WHERE content.body IS NULL
"""
_BODY = "SELECT encoding, body FROM content WHERE sha256 = ?"
_ALL = "SELECT sha256, encoding, body FROM content ORDER BY sha256"
_EMPTY = "UPDATE content SET body = NULL WHERE sha256 = ?"


PATIENCE_MILLISECONDS = 2_000


class Contents:
    """What one command wants kept: each text or file once, under its SHA-256."""

    def __init__(self) -> None:
        self.rows: dict[str, tuple[str, str]] = {}

    def text(self, text: str) -> str:
        """Take a text; return its SHA-256."""
        key = digest(text.encode())
        self.rows[key] = ("text", text)
        return key

    def file(self, content: bytes) -> str:
        """Take the content of a file; return its SHA-256."""
        key = digest(content)
        self.rows[key] = ("base64", _encoded(content))
        return key


def keep(store: sqlite3.Connection, contents: Mapping[str, tuple[str, str]]) -> None:
    """Keep texts and files; the caller holds the write transaction."""
    store.executemany(_KEEP, [(key, *content) for key, content in contents.items()])


def texts(store: sqlite3.Connection, keys: Iterable[str]) -> dict[str, str]:
    """Return the texts under some SHA-256; those that were redacted are left out."""
    found = {}
    for key in dict.fromkeys(keys):
        row = store.execute(_BODY, (key,)).fetchone()
        if row and row[0] == "text" and row[1] is not None:
            found[key] = row[1]
    return found


def file_content(store: sqlite3.Connection, key: str) -> bytes | None:
    """Return a kept file, None where it was redacted or never was."""
    row = store.execute(_BODY, (key,)).fetchone()
    return _decoded(row[1]) if row and row[1] is not None else None


def empty(store: sqlite3.Connection, keys: Iterable[str]) -> None:
    """Empty texts and files; the caller holds the write transaction."""
    store.executemany(_EMPTY, [(key,) for key in keys])


def forget_traces(store: sqlite3.Connection) -> bool:
    """Clear what was emptied from the log beside the file too; False where a reader holds it."""
    store.execute(f"PRAGMA busy_timeout = {PATIENCE_MILLISECONDS}")
    busy = store.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return not busy


def kept_keys(store: sqlite3.Connection) -> dict[str, bool]:
    """Return the SHA-256 of all that is or was kept, and whether it still is."""
    text = "SELECT sha256, CASE WHEN body IS NULL THEN 0 ELSE 1 END FROM content"
    return {key: bool(there) for key, there in store.execute(text)}


def altered(store: sqlite3.Connection) -> Iterator[str]:
    """Yield the SHA-256 of every text or file that is not what it was when it was kept."""
    for key, encoding, body in store.execute(_ALL):
        if body is None:
            continue
        try:
            content = body.encode() if encoding == "text" else _decoded(body)
        except (ValueError, AttributeError):
            content = b""
        if digest(content) != key:
            yield key


def _encoded(content: bytes) -> str:
    from binascii import b2a_base64

    return b2a_base64(content, newline=False).decode()


def _decoded(body: str) -> bytes:
    from binascii import a2b_base64

    return a2b_base64(body)


def redactions(connection: sqlite3.Connection) -> set[tuple[int, str]]:
    """Return every text that was emptied, as event and SHA-256."""
    return set(connection.execute("SELECT event, sha256 FROM redaction"))
