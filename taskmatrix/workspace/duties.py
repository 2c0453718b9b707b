"""What waits for a unit, and who has not reported."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from taskmatrix.domain.periods import period
from taskmatrix.domain.progress import COMPLETE
from taskmatrix.domain.words import Role, State
from taskmatrix.domain.workflow import REPORTABLE
from taskmatrix.store import duties as store_duties
from taskmatrix.store.contacts import NOBODY, all_contacts
from taskmatrix.store.duties import Days, Duty
from taskmatrix.store.names import acting_units
from taskmatrix.workspace.naming import Named, acting_unit, find_unit, pasted
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.standing import clock_of, iso_days, last_period, report_every

WHATS = (
    *("accept", "returned", "closure", "not-applicable", "report"),
    *("finish", "due", "promise"),
)
"""Everything that can wait, in the order in which it is shown on the same day."""

_NEXT = {
    "accept": "accept {task}",
    "report": "update {task}",
    "finish": "finish {task}",
    "returned": "update {task}",
    "due": "update {task}",
    "promise": "update {task} --kept",
    "closure": "approve {task}",
    "not-applicable": "approve {task} --unit {unit}",
}

Item = dict[str, Any]


class Rhythm(NamedTuple):
    """The periods of a role: the current and the last completed one, None where it has none.

    `until` is the day up to which deadlines and promises are near: the end of the current period,
    of the week where there is none.
    """

    now: Days | None
    last: Days | None
    until: str


def todo(session: Session) -> tuple[Named, list[Item]]:
    """Return the acting unit, and what waits for it: what is overdue first, then by day."""
    unit = acting_unit(session)
    found = list(_own(session, unit))
    if unit.id == session.overall["coordinator"]:
        found += _to_decide(session)
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
        returned.add(code)
        yield _item("returned", (code, title, order), unit.label, event["day"], reason=why)
    for role in Role:
        rhythm = _rhythm(session, role)
        for duty in store_duties.duties(session.store, unit.id, role, rhythm.now, rhythm.last):
            for what, since, due, missed in _waiting(duty, role, rhythm, session.today.isoformat()):
                if what == "finish" and duty.code in returned:
                    continue
                task = (duty.code, duty.title, duty.order)
                yield _item(what, task, unit.label, since, due, missed)


def _item(
    what: str,
    task: tuple[str, str, str],
    unit: str,
    since: str | None,
    due: str | None = None,
    missed: bool = False,
    reason: str | None = None,
) -> Item:
    code, title, order = task
    return {
        "what": what,
        "task": code,
        "title": title,
        "unit": unit,
        "since": since,
        "due": due,
        "missed": missed,
        "reason": reason,
        "next": f"taskmatrix {_NEXT[what].format(task=code, unit=pasted(unit))}",
        "order": order,
    }


def _rhythm(session: Session, role: str) -> Rhythm:
    every, today = report_every(session)[role], session.today
    now = iso_days(period(every, today))
    near = now or iso_days(period("week", today)) or ("", "")
    return Rhythm(now, last_period(session, role), near[1])


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
    elif rhythm.now and not duty.reported_now and clock <= today:
        missed = rhythm.last is not None and rhythm.last[0] >= clock and not duty.reported_last
        first = rhythm.last[0] if rhythm.last and missed else max(rhythm.now[0], clock)
        yield "report", first, rhythm.now[1], missed
    yield from _ending(duty, role, rhythm)


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


def missing(
    session: Session, roles: Collection[str] = (), units: Sequence[str] = ()
) -> tuple[list[Item], list[Named]]:
    """Return who has not reported in the last completed period, an object for unit and task.

    The second is what was understood by the names of `units`; a group means any member.
    """
    store = session.read()
    named = [find_unit(store, name) for name in units]
    wanted = {each for unit in named for each in acting_units(store, unit.id)}
    contacts = all_contacts(store)
    items = []
    for role, last in periods(session).items():
        if roles and role not in roles:
            continue
        for unit, name, code, title, reported, urged in store_duties.silent(store, role, last):
            if named and unit not in wanted:
                continue
            items.append(
                {
                    "unit": name,
                    "role": role,
                    "task": code,
                    "title": title,
                    "reported": reported,
                    "urged": urged,
                    "period": list(last),
                    **contacts.get(unit, NOBODY)._asdict(),
                }
            )
    return items, named


def periods(session: Session) -> dict[str, Days]:
    """Return the last completed period of each role that has a rhythm."""
    found = {str(role): last_period(session, role) for role in Role}
    return {role: last for role, last in found.items() if last}
