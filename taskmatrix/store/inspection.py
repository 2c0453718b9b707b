"""Is the store whole? The file, the chain of hashes, and the state against the events."""

import json
import sqlite3
from collections.abc import Iterator

from taskmatrix.domain.events import texts_in
from taskmatrix.language import gettext as _
from taskmatrix.resources import shipped
from taskmatrix.store.contents import altered, kept_keys, redactions
from taskmatrix.store.events import broken_links, read_events
from taskmatrix.store.state import TABLES, fold
from taskmatrix.store.version import MIGRATIONS

MOST_NAMED = 5

_SCHEMA = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"


def faults(store: sqlite3.Connection) -> list[str]:
    """Return what is wrong, in the user's language; an empty list where all is well."""
    return record_faults(store) or [
        *_reference_faults(store),
        *_content_faults(store),
        *_state_faults(store),
    ]


def record_faults(store: sqlite3.Connection) -> list[str]:
    """Return what is wrong with the file and the chain of events."""
    store.text_factory = _readable
    try:
        return _file_faults(store) or _chain_faults(store)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        return [_("the file is damaged: {detail}").format(detail=error)]


def _readable(text: bytes) -> str:
    """Read a text that damage may have left in no encoding; such a text then differs."""
    return text.decode(errors="replace")


def _file_faults(store: sqlite3.Connection) -> list[str]:
    rows = [row[0] for row in store.execute("PRAGMA integrity_check(5)")]
    if rows == ["ok"]:
        return []
    return [_("the file is damaged: {detail}").format(detail=row) for row in rows]


def _content_faults(store: sqlite3.Connection) -> Iterator[str]:
    """Name texts and evidence that are not what they were, or are gone though nobody said why."""
    wrong = {*altered(store)}
    kept, redacted = kept_keys(store), redactions(store)
    faulty: list[int] = []
    for event in read_events(store):
        keys = set(texts_in(event.kind, json.loads(event.data)))
        gone = any(not kept.get(key) and (event.seq, key) not in redacted for key in keys)
        if keys & wrong or gone or not keys <= kept.keys():
            faulty.append(event.seq)
    if faulty:
        named = _(", ").join(map(str, faulty[:MOST_NAMED]))
        yield _("the texts of these events are not what was recorded: {events}").format(
            events=named
        )


def _reference_faults(store: sqlite3.Connection) -> list[str]:
    tables = sorted({row[0] for row in store.execute("PRAGMA foreign_key_check")})
    return [_("{table} refers to what is not there").format(table=table) for table in tables]


def _chain_faults(store: sqlite3.Connection) -> list[str]:
    broken = []
    for seq in broken_links(store):
        broken.append(str(seq))
        if len(broken) == MOST_NAMED:
            break
    if not broken:
        return []
    return [_("the chain of events is broken at {events}").format(events=_(", ").join(broken))]


def _state_faults(store: sqlite3.Connection) -> Iterator[str]:
    """Add the events up anew, in memory, and compare table by table."""
    from taskmatrix.store.migrate import statements

    anew = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for name in MIGRATIONS:
            script = (shipped("migrations") / f"{name}.sql").read_text(encoding="utf-8")
            for statement in statements(script):
                anew.execute(statement)
        yield from _schema_faults(store, anew)
        anew.execute("BEGIN")
        fold(anew, read_events(store))
        for table in TABLES:
            if _differs(store, anew, table):
                yield _("{table} is not what the events add up to").format(table=table)
    finally:
        anew.close()


def _schema_faults(store: sqlite3.Connection, anew: sqlite3.Connection) -> Iterator[str]:
    """Name what the migrations made and the store lacks: a trigger, an index, a table."""
    there, due = (dict(each.execute(_SCHEMA)) for each in (store, anew))
    for name, text in due.items():
        if there.get(name) != text:
            yield _("{name} is not as the program made it").format(name=name)


def _differs(one: sqlite3.Connection, other: sqlite3.Connection, table: str) -> bool:
    names = [row[1] for row in one.execute(f"PRAGMA table_info({table})")]
    order = ", ".join(str(i + 1) for i in range(len(names)))
    query = f"SELECT {', '.join(names)} FROM {table} ORDER BY {order}"  # noqa: S608
    return one.execute(query).fetchall() != other.execute(query).fetchall()
