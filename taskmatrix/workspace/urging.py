"""The coordinator urges (催办) who has not signed or reported."""

from collections.abc import Iterator, Sequence

from taskmatrix.domain.events import EventKind
from taskmatrix.domain.words import Role
from taskmatrix.domain.workflow import REPORTABLE
from taskmatrix.errors import Refused
from taskmatrix.language import gettext as _
from taskmatrix.store.contacts import NOBODY, Contact, all_contacts
from taskmatrix.store.duties import silent, to_sign
from taskmatrix.store.names import acting_units, unit_name
from taskmatrix.store.waiting import silent_awaited
from taskmatrix.workspace.missing import periods
from taskmatrix.workspace.naming import Named, find_task_or_unit
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.working import Work, each, without_lead, working, wrong_state

Call = tuple[str, int]
"""The code of a task, and the unit that is urged about it."""


def urge(
    session: Session, names: Sequence[str], by: str | None, note: str | None
) -> tuple[Work, dict[str, Contact]]:
    """Urge the leads of tasks, and units about all that they owe; return whom one can call."""
    with working(session) as work:
        work.must_coordinate()
        calls: dict[Call, None] = {}

        def find(name: str) -> None:
            named = find_task_or_unit(work.store, name, session.overall["id"])
            work.named.append(named)
            found = _of_unit if named.what == "unit" else _of_task
            calls.update(dict.fromkeys(found(work, named)))

        each(dict.fromkeys(names), find)
        data = {"by": by} if by else {}
        if note:
            data["note"] = work.contents.text(note)
        for code, unit in calls:
            task = work.task(code)
            work.add(EventKind.URGED, task, {**data, "unit": unit})
            work.say(EventKind.URGED, task, other=unit_name(work.store, unit))
        contacts = all_contacts(work.store)
        urged = dict.fromkeys(unit for _code, unit in calls)
        known = {unit_name(work.store, unit): contacts.get(unit, NOBODY) for unit in urged}
    return work, {name: contact for name, contact in known.items() if contact != NOBODY}


def _of_task(work: Work, named: Named) -> Iterator[Call]:
    task = work.task(named.label)
    if task.state not in REPORTABLE:
        raise wrong_state(task)
    if not task.leads:
        raise without_lead(task)
    for unit, _name in task.leads:
        yield task.code, unit


def _of_unit(work: Work, named: Named) -> list[Call]:
    """Return what a unit, or each of a group, owes now. Raises Refused where that is nothing."""
    units = acting_units(work.store, named.id)
    last = periods(work.session)
    owed = [
        (code, unit)
        for role, term in last.items()
        for unit, _name, code, *_rest in silent(work.store, role, term.counted)
        if unit in units
    ]
    today = work.session.today.isoformat()
    if Role.LEAD in last:
        owed += [
            (code, unit)
            for unit, _name, code, *_rest in silent_awaited(
                work.store, last[Role.LEAD].first, today
            )
            if unit in units
        ]
    owed += [(code, unit) for unit in units for code in to_sign(work.store, unit, today)]
    if owed:
        return owed
    raise Refused(
        _("{unit} has accepted and reported; there is nothing to urge it about").format(
            unit=named.label
        ),
        _("to urge it all the same, name the task: taskmatrix urge TASK"),
    )
