"""What waits for a unit, and who has not reported."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from taskmatrix.domain.events import EventKind
from taskmatrix.domain.periods import period
from taskmatrix.domain.progress import COMPLETE
from taskmatrix.domain.words import Role, State
from taskmatrix.domain.workflow import REPORTABLE
from taskmatrix.store import duties as store_duties
from taskmatrix.store import waiting as store_waiting
from taskmatrix.store.contacts import NOBODY, all_contacts
from taskmatrix.store.duties import Duty
from taskmatrix.store.names import acting_units
from taskmatrix.workspace.naming import Named, acting_unit, find_unit, pasted
from taskmatrix.workspace.rhythm import (
    Term,
    clock_of,
    due_time,
    iso_days,
    last_term,
    report_every,
    term_now,
)
from taskmatrix.workspace.session import Session

WHATS = (
    *("accept", "returned", "closure", "extension", "objection", "not-applicable"),
    *("awaited", "wait-ended", "report", "finish", "due", "promise"),
)
"""Everything that can wait, in the order in which it is shown on the same day."""

_NEXT = {
    "accept": "accept {task}",
    "report": "update {task}",
    "finish": "finish {task}",
    "returned": "update {task}",
    "due": "update {task}",
    "promise": "update {task} --kept",
    "awaited": "update {task}",
    "wait-ended": "resume {task}",
    "closure": "approve {task}",
    "extension": "approve {task} --to {day}",
    "objection": "approve {task} --unit {unit}",
    "not-applicable": "approve {task} --unit {unit}",
}

Item = dict[str, Any]


class Rhythm(NamedTuple):
    """The periods of a role: the one to report for and the last completed one, None without any.

    `until` is the day up to which deadlines and promises are near: the end of the current period,
    of the week where there is none. `time` is that of the day on which reports are due.
    """

    now: Term | None
    last: Term | None
    until: str
    time: str | None


def todo(session: Session) -> tuple[Named, list[Item]]:
    """Return the acting unit, and what waits for it: what is overdue first, then by day."""
    unit = acting_unit(session)
    found = list(_own(session, unit))
    if unit.id == session.overall["coordinator"]:
        found += [*_to_decide(session), *_to_settle(session, unit)]
    today = session.today.isoformat()

    def place(item: Item) -> tuple[Any, ...]:
        late = item["missed"] or (item["due"] is not None and item["due"] < today)
        day = item["due"] or item["since"] or ""
        return not late, day, WHATS.index(item["what"]), item["order"], item["unit"]

    found.sort(key=place)
    return unit, [{key: item[key] for key in item if key != "order"} for item in found]


def _own(session: Session, unit: Named) -> Iterator[Item]:
    from taskmatrix.workspace.history import one_event

    returned = set()
    for seq, code, title, order in store_duties.returned(session.store, unit.id):
        event = one_event(session.store, seq)
        why = event["data"].get("reason")
        if event["kind"] == EventKind.RETURNED:
            returned.add(code)
        yield _item("returned", (code, title, order), unit.label, event["day"], reason=why)
    yield from _of_waits(session, unit)
    for role in Role:
        rhythm = _rhythm(session, role)
        now, last = (term.counted if term else None for term in (rhythm.now, rhythm.last))
        for duty in store_duties.duties(session.store, unit.id, role, now, last):
            for what, since, due, missed in _waiting(duty, role, rhythm, session.today.isoformat()):
                if what == "finish" and duty.code in returned:
                    continue
                task = (duty.code, duty.title, duty.order)
                item = _item(what, task, unit.label, since, due, missed)
                item["due_time"] = rhythm.time if what == "report" else None
                yield item


def _item(
    what: str,
    task: tuple[str, str, str],
    unit: str,
    since: str | None,
    due: str | None = None,
    missed: bool = False,
    reason: str | None = None,
    day: str | None = None,
) -> Item:
    code, title, order = task
    return {
        "what": what,
        "task": code,
        "title": title,
        "unit": unit,
        "since": since,
        "due": due,
        "due_time": None,
        "missed": missed,
        "reason": reason,
        "next": f"taskmatrix {_NEXT[what].format(task=code, unit=pasted(unit), day=day)}",
        "order": order,
    }


def _of_waits(session: Session, unit: Named) -> Iterator[Item]:
    """Yield which tasks wait for a unit, and which of its own wait no longer."""
    store, today = session.store, session.today.isoformat()
    for matter in store_waiting.awaited(store, unit.id, today):
        yield {**_of_matter(session, "awaited", matter), "due": matter.day}
    for matter in store_waiting.lapsed(store, today, unit.id):
        yield {**_of_matter(session, "wait-ended", matter), "since": matter.day}


def _of_matter(session: Session, what: str, matter: store_waiting.Matter) -> Item:
    from taskmatrix.workspace.history import one_event

    event = one_event(session.store, matter.event)
    task, why = (matter.code, matter.title, matter.order), event["data"].get("reason")
    return _item(what, task, matter.unit or "", event["day"], reason=why, day=matter.day)


def _rhythm(session: Session, role: str) -> Rhythm:
    every, today = report_every(session)[role], session.today
    near = iso_days(period(every, today) or period("week", today)) or ("", "")
    terms = (term_now(session, role), last_term(session, role))
    return Rhythm(*terms, near[1], due_time(session, role))


Waiting = Iterator[tuple[str, str | None, str | None, bool]]
"""What, since when, until when, and whether the last completed period was missed too."""


def _waiting(duty: Duty, role: str, rhythm: Rhythm, today: str) -> Waiting:
    clock = clock_of(duty.start, duty.assigned_on)
    excused = duty.exemption is not None and role != Role.LEAD
    if duty.state not in REPORTABLE or excused:
        return
    if duty.state == State.PENDING:
        if role == Role.LEAD and duty.rank == 1 and clock <= today:
            yield "accept", clock, None, False
    elif rhythm.now and not duty.reported_now and _is_awaited(rhythm.now, clock, today):
        missed = rhythm.last is not None and rhythm.last.first >= clock and not duty.reported_last
        first = rhythm.last.first if rhythm.last and missed else max(rhythm.now.first, clock)
        yield "report", first, rhythm.now.due, missed
    yield from _ending(duty, role, rhythm)


def _is_awaited(now: Term, clock: str, today: str) -> bool:
    """Whether a report is still due, or was due of one whose clock ran all the period."""
    return clock <= (min(today, now.last) if today <= now.due else now.first)


def _ending(duty: Duty, role: str, rhythm: Rhythm) -> Waiting:
    answers = role == Role.LEAD and duty.rank == 1
    if answers and duty.state == State.ACTIVE and duty.progress == COMPLETE and duty.unhindered:
        yield "finish", duty.reported, None, False
    owes = role == Role.LEAD or rhythm.now is not None
    if owes and duty.deadline is not None and duty.deadline <= rhythm.until:
        yield "due", None, duty.deadline, False
    if duty.promised_by is not None and duty.promised_by <= rhythm.until:
        yield "promise", None, duty.promised_by, False


def _to_decide(session: Session) -> Iterator[Item]:
    from taskmatrix.workspace.history import one_event

    store = session.store
    for what, asked in (
        ("closure", store_duties.closures(store)),
        ("not-applicable", store_duties.exemptions(store)),
    ):
        for seq, unit, code, title, order in asked:
            event = one_event(store, seq) if seq else {"unit": None, "day": None, "data": {}}
            why = event["data"].get("reason")
            name = unit or event["unit"] or ""
            yield _item(what, (code, title, order), name, event["day"], reason=why)


def _to_settle(session: Session, unit: Named) -> Iterator[Item]:
    """Yield extensions and objections to decide on, and the waits of others that have ended."""
    store, today = session.store, session.today.isoformat()
    for matter in store_waiting.requests(store):
        yield _of_matter(session, "extension", matter)
    for matter in store_waiting.objections(store, today):
        yield {**_of_matter(session, "objection", matter), "due": matter.day}
    for matter in store_waiting.lapsed(store, today):
        if matter.unit != unit.label:
            see = {"since": matter.day, "next": f"taskmatrix show {matter.code}"}
            yield {**_of_matter(session, "wait-ended", matter), **see}


def missing(
    session: Session, roles: Collection[str] = (), units: Sequence[str] = ()
) -> tuple[list[Item], list[Named]]:
    """Return who has not reported in the last completed period, an object for unit and task.

    The second is what was understood by the names of `units`; a group means any member.
    """
    store = session.read()
    named = [find_unit(store, name) for name in units]
    wanted = _acting(session, named)
    contacts = all_contacts(store)
    items = []
    for role, last in periods(session).items():
        for unit, item in _silent(session, role, last):
            if roles and item["role"] not in roles and role not in roles:
                continue
            if not named or unit in wanted:
                items.append({**item, **contacts.get(unit, NOBODY)._asdict()})
    return items, named


def _silent(session: Session, role: str, last: Term) -> Iterator[tuple[int, Item]]:
    """Yield who did not report in a role's last period, a unit and an object.

    In the place of leads that wait are the units that they wait for, with the role of their own.
    """
    store, keys = session.store, ("unit", "task", "title", "reported", "urged")
    heads = {"period": [last.first, last.last], "due": last.due}
    for unit, *rest in store_duties.silent(store, role, last.counted):
        yield unit, {**_keyed(keys, rest, role), **heads, "waited_on": False}
    if role == Role.LEAD:
        today = session.today.isoformat()
        for unit, *rest, own in store_waiting.silent_awaited(store, last.first, today):
            yield unit, {**_keyed(keys, rest, own), **heads, "waited_on": True}


def _keyed(keys: Sequence[str], values: Sequence[Any], role: str | None) -> Item:
    item = dict(zip(keys, values, strict=True))
    return {"unit": item.pop("unit"), "role": role, **item}


def stale_wording(
    session: Session, roles: Collection[str] = (), units: Sequence[Named] = ()
) -> list[Item]:
    """Return which leads last reported nearly the same on a task three times running."""
    from taskmatrix.domain.wording import RUNNING, is_stale
    from taskmatrix.store.wording import last_texts

    if roles and Role.LEAD not in roles:
        return []
    wanted = _acting(session, units)
    return [
        {"unit": told.name, "task": told.code, "title": told.title, "since": told.since}
        for told in last_texts(session.store, RUNNING)
        if (not units or told.unit in wanted) and is_stale(told.texts)
    ]


def _acting(session: Session, units: Sequence[Named]) -> set[int]:
    return {each for unit in units for each in acting_units(session.store, unit.id)}


def periods(session: Session) -> dict[str, Term]:
    """Return the last completed period of each role that has a rhythm."""
    found = {str(role): last_term(session, role) for role in Role}
    return {role: last for role, last in found.items() if last}
