"""Reading what leads wrote last on the tasks under way."""

import json
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from taskmatrix.store.contents import texts

_TOLD = """
    SELECT a.unit, u.name, t.code, t.title, e.happened_on, e.data
    FROM task t JOIN assignment a ON a.task = t.id JOIN unit u ON u.id = a.unit
    JOIN event e ON e.seq IN (
        SELECT r.seq FROM report r JOIN event d ON d.seq = r.seq
        WHERE r.task = a.task AND r.unit = a.unit AND r.undone IS NULL
          AND d.data LIKE '%"done":"%'
          AND NOT EXISTS (SELECT 1 FROM redaction x WHERE x.event = r.seq
                          AND d.data LIKE '%"done":"' || x.sha256 || '"%')
        ORDER BY r.happened_on DESC, r.seq DESC LIMIT :number)
    WHERE t.is_group = 0 AND t.done = 0 AND t.state = 'active' AND a.role = 'lead'
    ORDER BY t.code_order, u.position, u.id, e.happened_on, e.seq
"""


class Told(NamedTuple):
    """What a lead wrote last on a task: the day of the first of some texts, and the texts."""

    unit: int
    name: str
    code: str
    title: str
    since: str
    texts: Sequence[str]


def last_texts(store: sqlite3.Connection, number: int) -> list[Told]:
    """Return what each lead of an active task wrote in its last reports with a text, in order.

    Reports without one are passed over; leads with fewer, or with one that was emptied, left out.
    """
    written: dict[tuple[int, str, str, str], list[tuple[str, str]]] = {}
    for unit, name, code, title, on, data in store.execute(_TOLD, {"number": number}):
        written.setdefault((unit, name, code, title), []).append((on, json.loads(data)["done"]))
    full = {who: some for who, some in written.items() if len(some) == number}
    known = texts(store, (key for some in full.values() for _on, key in some))
    return [
        Told(*who, some[0][0], [known[key] for _on, key in some])
        for who, some in full.items()
        if all(key in known for _on, key in some)
    ]
