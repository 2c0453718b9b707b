"""The tables of the sheet of a unit: promises, tasks, debts both ways, slips, targets."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from taskmatrix.language import gettext as _
from taskmatrix.language import ngettext
from taskmatrix.reports.document import (
    Annex,
    Block,
    Column,
    Note,
    Paragraph,
    Row,
    Table,
)
from taskmatrix.reports.documents.parts import (
    closed,
    coded,
    in_prose,
    light_span,
    names_text,
    sentences,
    stopped,
    tasks_named,
)
from taskmatrix.reports.documents.slip_causes import causes_said
from taskmatrix.reports.escalation import slip_number, step_names
from taskmatrix.reports.labels import (
    event_names,
    promise_statuses,
    redactable,
    role_names,
    state_names,
    text_of,
)
from taskmatrix.reports.slips import status_text
from taskmatrix.reports.written import (
    day_beside,
    percent,
)

Item = dict[str, Any]
Data = Mapping[str, Any]
T = TypeVar("T")
MOST_NAMED = 10
_URGENT = ("red", "yellow", "green", "grey")
"""The lights of open tasks, in the order in which they are talked about."""


def promises(data: Data) -> Iterator[Block]:
    """Yield what was promised of late or is open, and how it turned out."""
    statuses = promise_statuses()

    def row(item: Item) -> Row:
        status = statuses[item["status"]]
        if item["status"] == "missed" and item["said"]:
            status = _("{status} (done by {day})").format(status=status, day=item["said"])
        return item["title"], redactable(item["text"]), item["due"], status

    columns = [
        Column(_("Task"), 26),
        Column(_("Promise"), 40),
        Column(_("Due"), 16, "center"),
        Column(_("Outcome"), 18),
    ]
    answered = [_promised_in_answer(item) for item in data["slip_promises"]]
    yield from _table(columns, [*map(row, data["promises"]), *answered], lambda item: item)


def _promised_in_answer(item: Item) -> Row:
    """Return a promise that was made in an answer to a slip, as a row."""
    outcomes = {
        "open": _("not due yet"),
        "settled": _("the matter has ended"),
        "standing": _("the matter still stands"),
    }
    text = _("Answer to {number} of {day}: it will be in order").format(
        number=slip_number(item["slip"]), day=day_beside(item["answered"], item["slip"])
    )
    return item["title"], text, item["due"], outcomes[item["status"]]


def led(data: Data) -> Iterator[Block]:
    """Yield the open tasks that a unit leads, with why each has its light, and its last words."""
    columns = [
        Column(_("Code"), 11),
        Column(_("Task"), 17),
        Column(_("Light"), 6, "center"),
        Column(_("Progress/expected"), 12, "center"),
        Column(_("Deadline"), 12, "center"),
        Column(_("How it stands"), 42),
    ]

    def row(task: Item) -> Row:
        pace = percent(task["progress"])
        if task["expected"] is not None:
            pace += f"/{percent(task['expected'])}"
        due = task["deadline"] or (_("standing") if task["standing"] else _("no deadline"))
        light = (light_span(task["light"]),)
        return (
            task["code"],
            task["title"],
            light,
            pace,
            due,
            sentences(_standing(task, data["day"])),
        )

    tasks = [task for task in _open(data) if task["role"] == "lead"]
    yield from _table(columns, sorted(tasks, key=lambda task: _URGENT.index(task["light"])), row)


def _standing(task: Item, today: str) -> Iterator[str]:
    if task["red_since"]:
        yield _("Red since {day}.").format(day=day_beside(task["red_since"], today))
    if task["why_rule"] != "on-pace":  # of that the columns tell
        yield stopped(in_prose(task["why"]))
    if task["my_reported"]:
        text = _("Last reported on {day}: {text}")
        done = text_of(task, "done") or text_of(task, "issue")
        if not done:
            text = _("Last reported on {day}.")
        yield text.format(day=day_beside(task["my_reported"], today), text=closed(done or ""))
    issue, ask = text_of(task, "issue"), text_of(task, "ask")
    if issue and text_of(task, "done"):
        yield _("Problem: {text}").format(text=closed(issue))
    if ask:
        yield _("It asks: {text}").format(text=closed(ask))


def owes(data: Data) -> Iterator[Block]:
    """Yield what a unit is to sign, and the reports that it owes."""
    if data["to_accept"]:
        named = [coded(task) for task in data["to_accept"]]
        yield Paragraph(_("To be accepted: {tasks}.").format(tasks=tasks_named(named, MOST_NAMED)))
    columns = [
        Column(_("Code"), 14),
        Column(_("Task"), 40),
        Column(_("Role"), 14, "center"),
        Column(_("Report due on"), 16, "center"),
        Column(_("Last report"), 16, "center"),
    ]

    def row(item: Item) -> Row:
        heads = (item["task"], item["title"], _role(item["role"], item["waited_on"]))
        return *heads, item["due"], item["reported"] or "-"

    yield from _table(columns, data["owes"], row)


def _role(role: str | None, waited_on: bool) -> str:
    """Return in which role a report is owed; a unit that is waited for may have none."""
    return _("waited for") if waited_on else role_names().get(role or "", "-")


def owed(data: Data) -> Iterator[Block]:
    """Yield for whom a unit's tasks wait, and who did not report on them."""
    columns = [
        Column(_("Task"), 28),
        Column(_("Waits for"), 22),
        Column(_("Until"), 16, "center"),
        Column(_("Reason"), 34),
    ]

    def row(wait: Item) -> Row:
        reason = redactable(wait["reason"])
        if not wait["in_force"]:
            reason = _("{reason} (the wait has ended)").format(reason=reason)
        return f"{wait['code']} {wait['title']}", redactable(wait["on"]), wait["until"], reason

    yield from _table(columns, data["waits"], row)
    yield from _silent(data)


def _silent(data: Data) -> Iterator[Block]:
    """Yield who did not report on the tasks that a unit leads, task by task."""
    columns = [
        Column(_("Task"), 30),
        Column(_("No report from"), 40),
        Column(_("Role"), 14, "center"),
        Column(_("Report due on"), 16, "center"),
    ]
    named: dict[tuple[Any, ...], list[str]] = {}
    order = {task["code"]: number for number, task in enumerate(data["tasks"])}
    for item in sorted(data["owed"], key=lambda item: order[item["task"]]):
        about = f"{item['task']} {item['title']}"
        key = (about, _role(item["role"], item["waited_on"]), item["due"])
        named.setdefault(key, []).append(item["unit"])
    if named:
        yield Table(
            columns,
            lambda: (
                (about, names_text(units), role, due) for (about, role, due), units in named.items()
            ),
        )


def others(data: Data) -> Iterator[Block]:
    """Yield what others wait for from a unit."""
    columns = [
        Column(_("Task"), 24),
        Column(_("Lead unit"), 20),
        Column(_("Since"), 16, "center"),
        Column(_("Until"), 16, "center"),
        Column(_("Reason"), 24),
    ]

    def row(item: Item) -> Row:
        heads = (f"{item['task']} {item['title']}", item["lead"] or "-")
        return *heads, item["since"], item["until"], redactable(item["reason"])

    yield from _table(columns, data["awaited"], row)


def slips(data: Data) -> Iterator[Block]:
    """Yield the slips that are new, were answered of late, or are not answered."""
    columns = [
        Column(_("Slip no."), 15),
        Column(_("Kind"), 13),
        Column(_("Task"), 18),
        Column(_("Because"), 26),
        Column(_("Reply by"), 12, "center"),
        Column(_("Reply"), 16),
    ]
    steps = step_names()

    def row(slip: Item) -> Row:
        heads = (slip_number(slip["number"]), steps[slip["step"] - 1])
        because = causes_said(slip)
        about = f"{slip['task']} {slip['title']}"
        return *heads, about, because, slip["reply_by"], _became(slip)

    yield from _table(columns, data["slips"], row)
    received = sum(data["slips_received"][colour] for colour in ("blue", "yellow", "red"))
    rest = received - sum(slip["status"] != "withdrawn" for slip in data["slips"])
    if rest > 0 and not data["filters"]:
        text = ngettext(
            "{count} more is settled: answered, followed by another, or its task has ended.",
            "{count} more are settled: answered, followed by others, or their tasks have ended.",
            rest,
        )
        yield Note(text.format(count=rest))


def _became(slip: Item) -> str:
    """Return what became of a slip, and what its answer promised."""
    status = status_text(slip)
    if not slip["promised"]:
        return status
    promised = day_beside(slip["promised"], slip["issued"])
    return _("{status}, promises {day}").format(status=status, day=promised)


def targets(data: Data) -> Iterator[Block]:
    """Yield the targets that a unit records."""
    if data["targets"]:
        from taskmatrix.reports.documents.targets import target_table

        yield from target_table(data["targets"])


def parts(data: Data) -> Iterator[Block]:
    """Yield the annex of the open tasks that a unit supports or carries out locally."""
    names, states, events = role_names(), state_names(), event_names()
    columns = [
        Column(_("Code"), 12),
        Column(_("Task"), 27),
        Column(_("Role"), 13, "center"),
        Column(_("Lead unit"), 21),
        Column(_("Its progress"), 13, "right"),
        Column(_("Last report"), 14, "center"),
    ]

    def row(task: Item) -> Row:
        role = names[task["role"]]
        if task["my_exemption"]:
            role = events[f"report-exemption-{task['my_exemption']}"]
        lead = names_text(task["lead"], 1) or states[task["state"]]
        heads = (task["code"], task["title"], role, lead)
        return *heads, percent(task["my_progress"]), task["my_reported"] or "-"

    tasks = [task for task in _open(data) if task["role"] != "lead"]
    if tasks:
        yield Annex(_("Tasks that it supports or carries out locally"))
    yield from _table(columns, tasks, row)


def _open(data: Data) -> list[Item]:
    return [task for task in data["tasks"] if task["state"] not in ("closed", "terminated")]


def _table(
    columns: Sequence[Column], items: Sequence[T], row: Callable[[T], Row]
) -> Iterator[Table]:
    if items:
        yield Table(columns, lambda: map(row, items))
