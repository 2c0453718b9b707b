"""What waits for a unit: to sign for, to report, to answer, to decide."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from taskmatrix.domain.events import EventKind
from taskmatrix.domain.periods import period
from taskmatrix.domain.progress import COMPLETE
from taskmatrix.domain.words import Role, State
from taskmatrix.domain.workflow import REPORTABLE
from taskmatrix.store import duties as store_duties
from taskmatrix.store import waiting as store_waiting
from taskmatrix.store.duties import Duty
from taskmatrix.store.names import unit_name
from taskmatrix.store.slips import SlipRow
from taskmatrix.workspace.naming import Named, acting_unit, pasted
from taskmatrix.workspace.register import slips_lapsed, slips_to_answer
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
    *("slip", "accept", "returned", "closure", "extension", "objection", "not-applicable"),
    *("slip-lapsed", "awaited", "wait-ended", "report", "finish", "due", "promise"),
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
    "slip": "slips show {day}",
    "slip-lapsed": "slips show {day}",
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
        # What others let lapse is many, and can wait behind what one must do oneself.
        rank = WHATS.index(item["what"])
        return item["what"] == "slip-lapsed", not late, day, rank, item["order"], item["unit"]

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
    yield from (_of_slip(session, "slip", slip) for slip in slips_to_answer(session, unit.id))
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
    for matter in store_waiting.objections(store):
        yield {**_of_matter(session, "objection", matter), "due": matter.day}
    for matter in store_waiting.lapsed(store, today):
        if matter.unit != unit.label:
            see = {"since": matter.day, "next": f"taskmatrix show {matter.code}"}
            yield {**_of_matter(session, "wait-ended", matter), **see}
    for slip in slips_lapsed(session):
        if slip.unit != unit.id:
            yield _of_slip(session, "slip-lapsed", slip)


def _of_slip(session: Session, what: str, slip: SlipRow) -> Item:
    task = (slip.code, slip.title, slip.order)
    name = unit_name(session.store, slip.unit)
    return _item(what, task, name, slip.issued, slip.reply_by, day=slip.label)
