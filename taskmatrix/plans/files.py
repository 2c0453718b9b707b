"""The files of a programme: which they are, and their text."""

import codecs
import os
import stat
from pathlib import Path

from taskmatrix.errors import reason
from taskmatrix.plans.places import Place
from taskmatrix.plans.problems import Problem

LARGEST = 128 * 1024 * 1024
"""Bytes; a plan of 10,000 tasks takes some 4 MB."""

SETTINGS = "taskmatrix.toml"

UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def plan_files(folder: Path) -> list[Path]:
    """Return every `*.toml` below a folder, in a fixed order.

    `taskmatrix.toml` and what is hidden do not belong to the programme. Linked folders are
    followed once. A folder that cannot be listed stands for the files in it.
    """
    found: list[Path] = []
    unlisted: list[OSError] = []
    seen: set[tuple[int, int]] = set()
    for where, folders, files in os.walk(folder, onerror=unlisted.append, followlinks=True):
        status = os.stat(where)  # noqa: PTH116
        if (status.st_dev, status.st_ino) in seen:
            folders.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [
            Path(where, name)
            for name in sorted(files)
            if name.endswith(".toml") and not name.startswith(".") and name != SETTINGS
        ]
    return [*found, *(Path(error.filename) for error in unlisted)]


def read_text(path: Path, label: str) -> str | Problem:
    """Return the text of a file, without byte order mark and CRs, or why it cannot be had."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            os.listdir(path)  # noqa: PTH208 - says why it cannot be listed
        if not stat.S_ISREG(status.st_mode):
            return Problem(label, "not-a-file")
        if status.st_size > LARGEST:
            return Problem(label, "too-large", facts={"limit": LARGEST // 1024**2})
        data = path.read_bytes()
    except OSError as error:
        return Problem(label, "unreadable-file", facts={"detail": reason(error)})
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode()
        code = "binary" if b"\0" in data and not data.startswith(UTF_16) else "not-utf8"
        return Problem(label, code, place=place_at(before, len(before)))
    if "\0" in text:
        return Problem(label, "binary", place=place_at(text, text.index("\0")))
    return text.replace("\r\n", "\n")


def place_at(text: str, position: int) -> Place:
    """Return line and column of a position in a text, both from 1."""
    line_start = text.rfind("\n", 0, position) + 1
    return Place(text.count("\n", 0, position) + 1, position - line_start + 1)
