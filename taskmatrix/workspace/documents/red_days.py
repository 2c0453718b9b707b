"""Since when tasks have been red without a break."""

from collections.abc import Sequence
from datetime import date, timedelta

from taskmatrix.store.query import Row
from taskmatrix.workspace.lately import Past
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.standing import Standings

_DAY = timedelta(days=1)


def red_since(session: Session, standings: Standings, rows: Sequence[Row]) -> dict[int, str]:
    """Return since when each of some red tasks has been so; of groups nothing.

    Judged day by day by the same rules as today, with what was known at the end of each day.
    """
    leaves = [row for row in rows if not row["is_group"]]
    if not leaves:
        return {}
    past = Past(session.store, [row["id"] for row in leaves], 1, standings.leads)
    return {row["id"]: _since(session.today, standings, past, row) for row in leaves}


def _since(today: date, standings: Standings, past: Past, row: Row) -> str:
    task, judge = standings.task(row), standings.judge
    since = today
    while True:
        day = (since - _DAY).isoformat()
        if not judge.is_red(task, past.work(row["id"], day), day):
            return since.isoformat()
        since -= _DAY
