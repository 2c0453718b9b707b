"""Everything about one task or one unit."""

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from taskmatrix.domain.periods import is_late
from taskmatrix.domain.selection import Selection
from taskmatrix.domain.words import Kind
from taskmatrix.store import names, query
from taskmatrix.store.parts import NOTHING_YET, cells_of_task
from taskmatrix.store.reached import reached
from taskmatrix.store.standing import has_slips
from taskmatrix.workspace.explaining import expected_counts, explanations
from taskmatrix.workspace.history import KEYS, of_task
from taskmatrix.workspace.reading import Item, listed, listed_rows
from taskmatrix.workspace.rhythm import report_every
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.standing import Standings, rollup


def one_task(session: Session, task: int) -> Item:
    """Return everything about one task, as the contract's JSON object."""
    store = session.store
    row = query.task_by_id(store, task)
    definition = json.loads(row["definition"])
    cells = cells_of_task(store, task)
    standings, (item,) = listed_rows(session, [row])
    events = of_task(store, task)
    reports = _reports(session, task, cells, events)
    days = reached(store, [task])
    kinds = ("advances", "advanced_by", "after")
    related = {kind: _in_brief(session, query.linked(store, task, kind)) for kind in kinds}
    item.update(
        summary=definition["summary"],
        basis=next((basis for _u, role, _r, basis, _n in cells if role == "lead"), None),
        open_ended=definition["open_ended"],
        standing=definition["standing"],
        leader=_name(store, definition["leader"]),
        **next(explanations(standings, [row])),
        **_terms(session, task, standings),
        expected_counts=expected_counts(standings, row),
        **related,
        rollup=rollup(store, task),
        children=_in_brief(session, query.children(store, task)),
        milestones=[
            {"number": number, **step, "reached": days.get((task, number))}
            for number, step in enumerate(definition["milestones"], 1)
        ],
        targets=_targets(session, task),
        assignments=[
            {
                "unit": name,
                "role": role,
                "rank": rank,
                "basis": basis,
                **_part(standings, task, unit),
            }
            for unit, role, rank, basis, name in cells
        ],
        reports=reports,
        slips=_slips(session, task),
        events=[{key: event[key] for key in (*KEYS, "undone")} for event in events],
    )
    return item


def _terms(session: Session, task: int, standings: Standings) -> Item:
    """Return the wait and the extension of a task, None where there are none."""
    status = standings.statuses.get(task)
    if status is None or (status.wait, status.asked_on, status.granted) == (None, None, None):
        return {"wait": None, "extension": None}
    from taskmatrix.workspace.terms import shown_extension, shown_wait

    return {
        "wait": shown_wait(session, status),
        "extension": shown_extension(session, task, status),
    }


def _slips(session: Session, task: int) -> list[Item]:
    if not has_slips(session.store):
        return []
    from taskmatrix.store.slips import slips_of_tasks
    from taskmatrix.workspace.register import as_item

    rows = slips_of_tasks(session.store, [task])

    return [as_item(session, row) for row in rows]


def _targets(session: Session, task: int) -> list[Item]:
    if not any(query.targets_of_task(session.store, task)):
        return []
    from taskmatrix.workspace.targets import of_task

    return of_task(session, task)


def _name(store: sqlite3.Connection, unit: int | None) -> str | None:
    return names.unit_name(store, unit) if unit is not None else None


def one_unit(session: Session, unit: int, wanted: Selection) -> Item:
    """Return everything about one unit: its names, its groups or members, its assignments."""
    store = session.store
    _id, name, kind, en, text, dropped = names.unit_by_id(store, unit)
    from taskmatrix.workspace.promises import slips_received, tally

    definition = json.loads(text)
    tasks: list[Item] = []
    if kind != Kind.GROUP:
        tasks = listed(session, wanted, unit)
    roles = [item["role"] for item in tasks]
    return {
        "name": name,
        "en": en,
        "kind": kind,
        "dropped": bool(dropped),
        "aliases": definition["aliases"],
        "formerly": definition["formerly"],
        "slips": definition["slips"],
        "members": [_name(store, member) for member in definition["members"]],
        "groups": names.groups_of(store, unit),
        "counts": {role: roles.count(role) for role in ("lead", "support", "local")},
        "promises": tally(session, unit),
        "slips_received": slips_received(session, unit),
        "tasks": tasks,
    }


FEWEST_STALE = 3
"""So many reports it takes to say the same again."""

_TEXTS = ("done", "issue", "next", "ask", "promise")
_SAID = ("progress", "by", "kept", "reached", "milestone", "same")


def _reports(session: Session, task: int, cells: Sequence[Any], events: list[Item]) -> list[Item]:
    """Return the reports among the events on a task, oldest first; none that was taken back."""
    roles = {name: role for _unit, role, _rank, _basis, name in cells}
    every = report_every(session)
    promised = _promised(session, task, events)
    reports = []
    for event in events:
        if event["kind"] != "reported" or event["undone"]:
            continue
        data = event["data"]
        rhythm = every.get(roles.get(event["unit"], ""), "none")
        heads = {key: event[key] for key in ("seq", "day", "on", "actor", "unit", "home")}
        said = {key: data.get(key) for key in (*_TEXTS, *_SAID)}
        late = is_late(rhythm, event["on"], event["day"])
        evidence = data.get("evidence", [])
        gone = [key for key in _TEXTS if key in data and data[key] is None]
        further = {"promise_status": promised.get(event["seq"]), "redacted": event["redacted"]}
        reports.append({**heads, **said, "late": late, "evidence": evidence, **further})
        reports[-1]["redacted_texts"] = gone
    _mark_stale(reports)
    return reports


def _promised(session: Session, task: int, events: Sequence[Item]) -> dict[int, str]:
    """Return the status of the promises among events, by number."""
    if not any("promise" in event["data"] for event in events if event["kind"] == "reported"):
        return {}
    from taskmatrix.workspace.promises import statuses_on

    return statuses_on(session, task)


def _mark_stale(reports: Sequence[Item]) -> None:
    """Mark what a unit reported in nearly the same words as twice before, day by day."""
    for report in reports:
        report["stale"] = False
    if len(reports) < FEWEST_STALE:
        return
    from taskmatrix.domain.wording import stale

    by_unit: dict[str, list[Item]] = {}
    for report in sorted(reports, key=lambda report: (report["on"], report["seq"])):
        by_unit.setdefault(report["unit"], []).append(report)
    for some in by_unit.values():
        for report, is_stale in zip(some, stale([each["done"] for each in some]), strict=True):
            report["stale"] = is_stale


def _part(standings: Standings, task: int, unit: int) -> Item:
    part = standings.parts.get((task, unit), NOTHING_YET)
    keys = ("progress", "reported", "exemption", "urged", "promised_by")
    return {key: getattr(part, key) for key in keys}


def _in_brief(session: Session, rows: Sequence[sqlite3.Row]) -> list[Item]:
    if not rows:
        return []
    _standings, items = listed_rows(session, rows)
    keys = ("code", "title", "state", "progress", "reported")
    return [{key: item[key] for key in keys} for item in items]
