"""Reading tasks: a selection becomes one SQL query, answered from an index."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any

from taskmatrix.domain.selection import Selection
from taskmatrix.store.names import literal
from taskmatrix.store.parts import BEGUN, PART, REPORTED, RESUMED, WAITED, batches

Row = sqlite3.Row
Parameters = dict[str, Any]

STATE = "CASE WHEN t.dropped = 1 AND t.state <> 'closed' THEN 'terminated' ELSE t.state END"
"""What a revision leaves out is terminated, unless it was closed before."""

LIST_COLUMNS = (
    "t.id",
    "t.code",
    "t.plan",
    "p.tier",
    "t.title",
    "t.section",
    "t.is_group",
    "t.start",
    "t.deadline",
    "t.original_deadline",
    "t.deadline_inherited",
    f"{STATE} AS state",
    "t.assigned_on",
    "t.standing",
)
_COLUMNS = ", ".join(LIST_COLUMNS)
_ORDERS = {
    "deadline": "{t}.done, {t}.due_order, {t}.code_order",
    "code": "t.code_order",
    "plan": "p.position, p.id, t.code_order",
}
_STATUS = """
    EXISTS (SELECT 1 FROM status s WHERE s.task = t.id AND s.until IS NULL AND {what})
"""
_FLAGS = {
    "overdue": "t.state IN ('pending', 'active') AND {t}.due_order < :today",
    "due-soon": "{t}.done = 0 AND {t}.due_order BETWEEN :today AND :soon",
    "unreported": f"""
        t.state = 'active' AND {BEGUN.format(day=":period_first")}
        AND NOT {WAITED.format(first=":period_first", last=":period_last")}
        AND NOT {RESUMED.format(first=":period_first")} AND EXISTS (
            SELECT 1 FROM assignment a LEFT JOIN {PART}
            WHERE a.task = t.id AND a.role = 'lead'
              AND NOT {REPORTED.format(first=":period_first", last=":period_last")})
    """,  # noqa: S608 - texts of our own
    "waiting": _STATUS.format(
        what="s.wait IS NOT NULL AND :today BETWEEN s.wait_from AND s.wait_until"
    ),
    "extended": _STATUS.format(
        what="s.granted IS NOT NULL AND s.planned = t.original_deadline AND t.is_group = 0"
    ),
    "extension-pending": _STATUS.format(what="s.asked IS NOT NULL"),
    "urged": """
        EXISTS (SELECT 1 FROM assignment l JOIN part p ON p.task = l.task AND p.unit = l.unit
        WHERE l.task = t.id AND l.role = 'lead' AND p.until IS NULL AND p.urged IS NOT NULL)
    """,
}


class Query:
    """A selection in SQL: conditions on `t` (task) and named parameters for them."""

    def __init__(self, wanted: Selection, mine: int | None = None) -> None:
        self.wanted = wanted
        first, last = wanted.period or ("", "")
        self.parameters: Parameters = {
            "today": wanted.today,
            "soon": wanted.soon,
            "period_first": first,
            "period_last": last,
        }
        self.conditions: list[str] = []
        self.mine = mine
        self._choose()

    def tasks(self, columns: str = _COLUMNS) -> str:
        """Return the query for the tasks in the order of the list."""
        limit = ""
        if self.wanted.limit is not None:
            limit = "LIMIT :limit"
            self.parameters["limit"] = self.wanted.limit
        return f"""
            SELECT {columns}
            FROM {self._source} JOIN plan p ON p.id = t.plan
            WHERE {self._where} ORDER BY {self.order} {limit}
        """  # noqa: S608 - values are parameters

    @property
    def order(self) -> str:
        """The columns that the selection is sorted by."""
        return _ORDERS[self.wanted.sort].format(t=self._ordered)

    def identities(self) -> str:
        """Return the query for the identities of the selected tasks, in no certain order."""
        if self.wanted.limit is not None:
            return self.tasks("t.id")
        return f"SELECT t.id FROM {self._source} JOIN plan p ON p.id = t.plan WHERE {self._where}"  # noqa: S608

    @property
    def _ordered(self) -> str:
        return "t" if self.mine is None else "a"

    @property
    def _source(self) -> str:
        return "task t" if self.mine is None else "assignment a JOIN task t ON t.id = a.task"

    @property
    def _where(self) -> str:
        return " AND ".join(self.conditions) or "1 = 1"

    def _choose(self) -> None:
        wanted = self.wanted
        if self.mine is not None:
            self.conditions.append("a.unit = :mine")
            self.parameters["mine"] = self.mine
            self._among("a.role", "role", wanted.roles)
        if not wanted.groups:
            self.conditions.append("t.is_group = 0")
        ended = "done" in wanted.lights or {"closed", "terminated"} & {*wanted.states}
        if not wanted.all and not ended:
            self.conditions.append(f"{self._ordered}.done = 0")
        self._among("t.plan", "plan", wanted.plans)
        self._among("p.tier", "tier", wanted.tiers)
        self._among(STATE, "state", wanted.states)
        self._among("t.leader", "leader", wanted.leaders)
        self._containing(("t.section",), "section", wanted.sections)
        self._containing(("t.title", "t.section", "t.code"), "search", wanted.search)
        for flag in wanted.flags:
            self.conditions.append(f"({_FLAGS[flag].format(t=self._ordered)})")
        if wanted.lit is not None:
            self.conditions.append("t.id IN (SELECT task FROM temp.lit)")
        if wanted.due_by:
            self.conditions.append(f"{self._ordered}.due_order <= :due_by")
            self.parameters["due_by"] = wanted.due_by
        roles = wanted.roles if self.mine is None else ()
        if wanted.units is not None or roles:
            self._assigned(wanted.units, roles)

    def _assigned(self, units: tuple[int, ...] | None, roles: tuple[str, ...]) -> None:
        chosen = "SELECT task FROM assignment WHERE task = t.id"
        if units is not None:
            chosen = f"SELECT task FROM assignment WHERE unit IN ({self._names('unit', units)})"  # noqa: S608
        if roles:
            chosen += f" AND role IN ({self._names('role', roles)})"
        self.conditions.append(f"t.id IN ({chosen})")

    def _among(self, column: str, name: str, values: Iterable[Any]) -> None:
        values = tuple(values)
        if values:
            self.conditions.append(f"{column} IN ({self._names(name, values)})")

    def _containing(self, columns: tuple[str, ...], name: str, texts: tuple[str, ...]) -> None:
        for number, text in enumerate(texts):
            key = f"{name}_{number}"
            self.parameters[key] = f"%{literal(text)}%"
            either = " OR ".join(f"{column} LIKE :{key} ESCAPE '!'" for column in columns)
            self.conditions.append(f"({either})")

    def _names(self, name: str, values: Iterable[Any]) -> str:
        keys = {f"{name}_{number}": value for number, value in enumerate(values)}
        self.parameters.update(keys)
        return ", ".join(f":{key}" for key in keys)


def tasks(store: sqlite3.Connection, wanted: Selection, mine: int | None = None) -> list[Row]:
    """Return the selected tasks in order; `mine` reads one unit's own list, with its role."""
    query = Query(wanted, mine)
    columns = _COLUMNS if mine is None else f"{_COLUMNS}, a.role, a.rank"
    return _rows(store, query.tasks(columns), query.parameters).fetchall()


def choose_lit(store: sqlite3.Connection, tasks: Iterable[int]) -> None:
    """Keep the tasks that a selection by light is confined to, for this connection."""
    store.execute("CREATE TEMP TABLE lit (task INTEGER PRIMARY KEY)")
    store.executemany("INSERT INTO temp.lit VALUES (?)", ((task,) for task in tasks))


def assigned_units(
    store: sqlite3.Connection, tasks: Sequence[int]
) -> tuple[dict[int, dict[str, list[str]]], dict[int, list[int]]]:
    """Return the names of the units of tasks by role, and the leads themselves; each by rank."""
    names = dict(store.execute("SELECT id, name FROM unit"))
    units: dict[int, dict[str, list[str]]] = {
        task: {"lead": [], "support": [], "local": []} for task in tasks
    }
    leads: dict[int, list[int]] = {task: [] for task in tasks}
    for some, places in batches(tasks):
        text = f"SELECT task, role, rank, unit FROM assignment WHERE task IN ({places})"  # noqa: S608
        rows = store.execute(text, some).fetchall()
        rows.sort(key=itemgetter(2))
        for task, role, _rank, unit in rows:
            units[task][role].append(names[unit])
            if role == "lead":
                leads[task].append(unit)
    return units, leads


def task_by_id(store: sqlite3.Connection, task: int) -> Row:
    """Return one task, with its definition."""
    text = f"""
        SELECT {_COLUMNS}, t.definition FROM task t JOIN plan p ON p.id = t.plan
        WHERE t.id = :task
    """  # noqa: S608
    row: Row = _rows(store, text, {"task": task}).fetchone()
    return row


def _rows(store: sqlite3.Connection, text: str, parameters: Parameters) -> sqlite3.Cursor:
    cursor = store.cursor()
    cursor.row_factory = sqlite3.Row
    return cursor.execute(text, parameters)


def linked(store: sqlite3.Connection, task: int, kind: str) -> list[Row]:
    """Return the tasks that a task `advances`, comes `after`, or is `advanced_by`."""
    ends = ("l.task = :task", "l.other")
    if kind == "advanced_by":
        kind, ends = "advances", ("l.other = :task AND t.dropped = 0", "l.task")
    text = f"""
        SELECT {_COLUMNS} FROM link l JOIN task t ON t.id = {ends[1]} JOIN plan p ON p.id = t.plan
        WHERE {ends[0]} AND l.kind = :kind ORDER BY t.code_order
    """  # noqa: S608
    return _rows(store, text, {"task": task, "kind": kind}).fetchall()


def targets_of_task(store: sqlite3.Connection, task: int) -> Iterator[tuple[str, str]]:
    """Yield code and definition of a task's targets."""
    text = "SELECT code, definition FROM target WHERE task = :task AND dropped = 0 ORDER BY id"
    yield from store.execute(text, {"task": task})


def children(store: sqlite3.Connection, task: int) -> list[Row]:
    """Return the live children of a group."""
    text = f"""
        SELECT {_COLUMNS} FROM task t JOIN plan p ON p.id = t.plan
        WHERE t.parent = :task AND t.dropped = 0 ORDER BY t.code_order
    """  # noqa: S608
    return _rows(store, text, {"task": task}).fetchall()


def tasks_below(store: sqlite3.Connection, groups: Sequence[int]) -> list[Row]:
    """Return the live leaves in some groups, each with the group as `top`."""
    text = f"""
        WITH RECURSIVE below (top, id) AS (
            SELECT t.parent, t.id FROM task t WHERE t.parent IN ({{places}}) AND t.dropped = 0
            UNION ALL
            SELECT below.top, t.id FROM below JOIN task t ON t.parent = below.id
            WHERE t.dropped = 0
        )
        SELECT {_COLUMNS}, below.top FROM below JOIN task t ON t.id = below.id
        JOIN plan p ON p.id = t.plan WHERE t.is_group = 0
    """  # noqa: S608
    found: list[Row] = []
    for some, places in batches(groups):
        cursor = store.cursor()
        cursor.row_factory = sqlite3.Row
        found += cursor.execute(text.format(places=places), some).fetchall()
    return found


def plans(store: sqlite3.Connection) -> list[Row]:
    """Return the plans with the number of their tasks (leaves) and targets."""
    text = """
        SELECT p.id, p.tier, p.title, p.parent, u.name AS owner, p.definition,
            (SELECT COUNT(*) FROM task t
             WHERE t.plan = p.id AND t.is_group = 0 AND t.dropped = 0) AS tasks,
            (SELECT COUNT(*) FROM target g WHERE g.plan = p.id AND g.dropped = 0) AS targets
        FROM plan p LEFT JOIN unit u ON u.id = p.owner
        WHERE p.dropped = 0 ORDER BY p.position, p.id
    """
    return _rows(store, text, {}).fetchall()
