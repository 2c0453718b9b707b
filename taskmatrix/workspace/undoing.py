"""Taking a command back, as new events; and emptying a text that should never have been there."""

import json
from collections.abc import Callable

from taskmatrix.domain.events import DEFINING, Draft, EventKind, canonical, digest, texts_in
from taskmatrix.domain.reversal import reversal
from taskmatrix.errors import NotFound, Refused
from taskmatrix.language import gettext as _
from taskmatrix.store import history
from taskmatrix.store.contents import empty, forget_traces
from taskmatrix.store.events import read_events
from taskmatrix.store.parts import task_now
from taskmatrix.workspace.adopting import adopted_later, adopting, take_back_years
from taskmatrix.workspace.documents.published import refuse_documents, undo_withdrawals
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.working import Work, working

MOST_NAMED = 5


def undo(session: Session) -> Work:
    """Take back the acting person's latest command that stands; again, the one before it.

    Raises Refused where there is none, or where others have built on it.
    """
    actor = session.actor()
    with working(session) as work:
        command = history.last_command(work.store, actor)
        if command is None:
            raise Refused(
                _("{actor} has done nothing that could be taken back").format(actor=actor),
                _("see what happened: taskmatrix history"),
            )
        events = history.of_command(work.store, command)
        first, last = events[0].seq, events[-1].seq
        if events[-1].kind == EventKind.REDACTED:
            raise Refused(
                _("Your latest command emptied texts; they cannot be brought back"),
                _("what was done before it is mended by update, return or reopen"),
            )
        _refuse_slips([event for event in events if event.kind == EventKind.SLIP_ISSUED])
        refuse_documents(work, events)
        data = canonical({"command": command, "first": first, "last": last})
        if any(event.kind in DEFINING for event in events):
            _undo_load(work, actor, command, last)
            work.drafts.append(Draft(EventKind.UNDONE, None, data))
        else:
            tasks = {event.task: event for event in events if event.task is not None}
            years = adopting(events)
            _refuse_if_built_on(adopted_later(work, years, last))
            _refuse_if_built_on(history.later_on(work.store, list(tasks), last))
            for task, event in tasks.items():
                work.drafts.append(Draft(EventKind.UNDONE, task, data))
                work.tell_undone(event.code or "", event.title or "", event.unit, event.kind)
            take_back_years(work, years, data)
            _undo_readings(work, events, data)
            undo_withdrawals(work, events, data)
    session.reload()
    return work


def _undo_readings(work: Work, events: list[history.Recorded], data: str) -> None:
    if any(event.kind == EventKind.TARGET_RECORDED for event in events):
        from taskmatrix.workspace.readings import take_back_readings

        take_back_readings(work, events, data)


def _undo_load(work: Work, actor: str, command: str, last: int) -> None:
    definitions = [
        event for event in read_events(work.store) if event.kind in DEFINING and event.seq <= last
    ]
    if definitions[0].command == command:
        raise Refused(
            _("Your latest command is the first load, and all else rests on it"),
            _("mend the plan files and load them again, or begin with a new database"),
        )
    _refuse_if_built_on([each for each in history.later(work.store, last) if each.actor != actor])
    drafts = reversal(definitions, command)
    work.drafts += drafts
    tasks = dict.fromkeys(draft.task for draft in drafts if draft.task is not None)
    work.changed += [task_now(work.store, task)[1] for task in tasks]
    work.tell_undone("", _("the load of the plan files"), None, "plan-defined")


def _refuse_slips(issued: list[history.Recorded]) -> None:
    """Raise Refused where a command issued slips: what is out is withdrawn, not taken back."""
    if not issued:
        return
    from taskmatrix.store.slips import numbered

    data = [json.loads(event.data) for event in issued[:MOST_NAMED]]
    numbers = [numbered(each["year"], each["number"]) for each in data]
    named = _(", ").join(numbers)
    if len(issued) > MOST_NAMED:
        named += " " + _("and {count} more").format(count=len(issued) - MOST_NAMED)
    raise Refused(
        _("Your latest command issued slips, and they are out: {numbers}").format(numbers=named),
        _(
            "undo goes no further back; withdraw one: "
            "taskmatrix slips withdraw {number} --reason TEXT"
        ).format(number=numbers[0]),
    )


def _refuse_if_built_on(later: list[history.Recorded]) -> None:
    if not later:
        return
    from taskmatrix.reports.labels import event_names

    names = event_names()
    told = [
        f"  {each.day}  {each.actor}  {names.get(each.kind, each.kind)}  {each.code or ''}".rstrip()
        for each in later[:MOST_NAMED]
    ]
    if len(later) > MOST_NAMED:
        told.append("  " + _("and {count} more").format(count=len(later) - MOST_NAMED))
    raise Refused(
        "\n".join([_("It cannot be taken back: others have built on it"), *told]),
        _("ask them to take theirs back first; or report, return or reopen anew"),
    )


def redact(session: Session, seq: int, reason: str, agree: Callable[[list[int]], bool]) -> bool:
    """Empty the texts of an event; the event and its hashes stay, and why is on record.

    Where the very same text stands in other events, it is gone there too; `agree` is asked with
    the numbers of all. Returns whether no trace is left in the file. Raises NotFound where there
    is no such event, Refused where it has no text or the answer is no.
    """
    session.read()
    numbers = sorted(_holding(session, seq))
    session.close()  # the store is not held while somebody is asked
    if not agree(numbers):
        raise Refused(_("Nothing was changed"), _("answer yes to empty the texts"))
    session.store.execute("PRAGMA secure_delete = ON")
    with working(session) as work:
        found = _holding(session, seq)
        emptied = _keys(found[seq])
        if digest(reason.encode()) in emptied:
            raise Refused(
                _("The reason says again what is to be emptied"), _("give another reason")
            )
        empty(work.store, emptied)
        why = work.contents.text(reason)
        for number, event in sorted(found.items()):
            gone = [key for key in _keys(event) if key in emptied]
            data = canonical({"event": number, "reason": why, "texts": gone})
            work.drafts.append(Draft(EventKind.REDACTED, event.task, data))
    return forget_traces(session.store)


def _holding(session: Session, seq: int) -> dict[int, history.Recorded]:
    """Return the events that hold a text of one event, itself among them, by number."""
    numbers = _("the numbers stand in: taskmatrix history")
    events = history.by_number(session.store, seq)
    if not events:
        raise NotFound(_("There is no event {number}").format(number=seq), numbers)
    keys = _keys(events[0])
    if not keys:
        raise Refused(_("Event {number} has no text").format(number=seq), numbers)
    found = (each for key in keys for each in history.referring(session.store, key))
    return {each.seq: each for each in found if not set(keys).isdisjoint(_keys(each))}


def _keys(event: history.Recorded) -> list[str]:
    return list(texts_in(event.kind, json.loads(event.data)))
