"""A press for the tests: a periodical of three lines, issued as the real ones are."""

import json
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from taskmatrix.store import documents
from taskmatrix.store.events import last_event
from taskmatrix.workspace.documents.issuing import Copy, Edition, issue
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.settings import Settings
from taskmatrix.workspace.working import Work

OFFICE = "省发展改革委"


def session_at(
    database: Path, day: str | None, actor: str = "王芳", unit: str = OFFICE, **more: str
) -> Session:
    """A session as the command line opens one."""
    told = {"db": str(database), "as": unit, "actor": actor, **({"today": day} if day else {})}
    return Session(Settings({**told, **more}), True, datetime.now(UTC))


def edition_of(session: Session, kind: str) -> Any:
    """What a periodical of a session says: its number, and the events that it covers."""

    def edition(year: int, number: int) -> Edition:
        before = documents.latest(session.store, kind)
        last, upto = session.today.isoformat(), last_event(session.store)[0]
        first = session.today - timedelta(days=session.today.weekday())
        if before and before.last:
            first = date.fromisoformat(before.last)
            first += timedelta(days=before.last < last)
        after = before.upto if before else 0
        data = {"year": year, "number": number, "after": after, "upto": upto}
        counts = {"lights": {"red": number}, "closed": 0, "tasks": 2}
        return Edition(data, first.isoformat(), last, upto, counts)

    return edition


def rendered(data: dict[str, Any]) -> bytes:
    """A line of data between two others."""
    return f"# 周报\n\n{json.dumps(data, sort_keys=True)}\n".encode()


def said(content: bytes | str) -> dict[str, Any]:
    """The data in a periodical."""
    text = content if isinstance(content, str) else content.decode()
    told: dict[str, Any] = json.loads(text.splitlines()[2])
    return told


def press(database: Path, kind: str, day: str | None, path: str | None = None, **who: str) -> Work:
    """Issue a periodical."""
    with closing(session_at(database, day, **who)) as session:
        return issue(session, kind, edition_of(session, kind), rendered, Copy("md", path))
