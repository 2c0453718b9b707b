"""Taking a command back, as new events; and emptying a text that should never have been there."""

import json
from gettext import gettext as _

from taskmatrix.domain.events import DEFINING, Draft, EventKind, canonical, texts_in
from taskmatrix.domain.reversal import reversal
from taskmatrix.errors import NotFound, Refused
from taskmatrix.store import history
from taskmatrix.store.contents import empty, forget_traces
from taskmatrix.store.events import read_events
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
        data = canonical({"command": command, "first": first, "last": last})
        if any(event.kind in DEFINING for event in events):
            _undo_load(work, actor, command, last)
            work.drafts.append(Draft(EventKind.UNDONE, None, data))
        else:
            kinds = _kinds_by_task(events)
            _refuse_if_built_on(history.later_on(work.store, list(kinds), last))
            for task, kind in kinds.items():
                work.drafts.append(Draft(EventKind.UNDONE, task, data))
                code, title = history.task_label(work.store, task)
                work.tell_undone(code, title, kind)
    session.reload()
    return work


def _kinds_by_task(events: list[history.Recorded]) -> dict[int, str]:
    return {event.task: event.kind for event in events if event.task is not None}


def _undo_load(work: Work, actor: str, command: str, last: int) -> None:
    definitions = [event for event in read_events(work.store) if event.kind in DEFINING]
    if definitions[0].command == command:
        raise Refused(
            _("Your latest command is the first load, and all else rests on it"),
            _("mend the plan files and load them again, or begin with a new database"),
        )
    _refuse_if_built_on([each for each in history.later(work.store, last) if each.actor != actor])
    work.drafts += reversal(definitions, command)
    work.tell_undone("", _("the load of the plan files"), "plan-defined")


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


def redact(session: Session, seq: int, reason: str) -> list[int]:
    """Empty the texts of an event; the event and its hashes stay, and why is on record.

    Where the very same text stands in other events, it is gone there too. Returns the events.
    Raises NotFound where there is no such event, Refused where it has no text.
    """
    session.store.execute("PRAGMA secure_delete = ON")
    with working(session) as work:
        events = history.by_number(work.store, seq)
        if not events:
            raise NotFound(
                _("There is no event {number}").format(number=seq),
                _("the numbers stand in: taskmatrix history"),
            )
        keys = list(texts_in(events[0].kind, json.loads(events[0].data)))
        if not keys:
            raise Refused(
                _("Event {number} has no text").format(number=seq),
                _("the numbers stand in: taskmatrix history"),
            )
        found = {each.seq: each for key in keys for each in history.referring(work.store, key)}
        empty(work.store, keys)
        why = work.contents.text(reason)
        for number, event in sorted(found.items()):
            data = canonical({"event": number, "reason": why})
            work.drafts.append(Draft(EventKind.REDACTED, event.task, data))
    forget_traces(session.store)
    return sorted(found)
