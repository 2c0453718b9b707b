"""Readings of targets: all of one target, recording one, taking one back."""

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from taskmatrix.domain import targets as domain
from taskmatrix.domain.amounts import NoAmount, WrongMeasure, amount, bare, grouped, number
from taskmatrix.domain.events import Draft, EventKind, canonical
from taskmatrix.domain.words import Tier
from taskmatrix.errors import Refused
from taskmatrix.language import gettext as _
from taskmatrix.store import readings as stored
from taskmatrix.store.contents import redactions, texts
from taskmatrix.store.history import Recorded
from taskmatrix.store.names import unit_name
from taskmatrix.store.targets import TargetRow, target_by_id
from taskmatrix.workspace.naming import Named, shown
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.targets import SHARES, Book, Item, find_target
from taskmatrix.workspace.working import Work, enter_for, working


def one_target(session: Session, spoken: str) -> tuple[Item, Named]:
    """Return a target with every reading of it that stands, by day."""
    book = Book(session)
    row, named = find_target(book, spoken)
    taken = stored.recorded(book.store, row.id)
    notes = {each.number: json.loads(each.data).get("note") for each in taken}
    known, hidden = texts(book.store, filter(None, notes.values())), redactions(book.store)
    listed = []
    for each in taken:
        note = notes[each.number]
        gone = note is not None and (note not in known or (each.number, note) in hidden)
        listed.append(
            {
                "seq": each.number,
                "date": each.on,
                "value": number(Decimal(each.value)),
                "measure": each.measure,
                "day": each.day,
                "actor": each.actor,
                "unit": each.unit,
                "home": each.home,
                "note": known.get(note) if note and not gone else None,
                "redacted": gone,
                "contribution": book.region_of(row, each.number) is not None,
                **_marks(book, row, each.number),
            }
        )
    return {**book.item(row), "readings": listed}, named


def _marks(book: Book, row: TargetRow, seq: int) -> Item:
    """Return what is to be told of a reading beside the others."""
    every = book.readings(row, book.region_of(row, seq))
    reading = next((each for each in every if each.number == seq), None)
    if reading is None:
        return {"late": False, "replaced": False, "backwards": False}
    replaced = any(each.on == reading.on and each.number > seq for each in every)
    way = domain.way_of(book.target(row), reading.on)
    before = domain.backwards(way, reading, every)
    return {
        "late": domain.is_late(reading, every),
        "replaced": replaced,
        "backwards": before is not None and not replaced,
    }


def record(
    session: Session,
    spoken: str,
    typed: str,
    *,
    on: str | None = None,
    unit: str | None = None,
    note: str | None = None,
) -> Work:
    """Record a reading of a target; the latest by its day counts, a correction is a new reading.

    Raises Refused where the value is of another measure, of a day to come, or there already.
    """
    with working(session) as work:
        if unit:
            work.act_for(unit)
        book = Book(session)
        row, named = find_target(book, spoken)
        work.named.append(named)
        region = _contributing(work, book, row)
        if region is None:
            _may_record(work, book, row)
        said = book.definition(row)
        value = _amount(book.target(row), row.code, typed, said["measure"])
        day = _day(session, on)
        every = book.readings(row, region)
        _refuse_double(row, value, day, [each for each in every if each.on == day], note)
        data: dict[str, Any] = {"target": row.id, "value": f"{value:f}"}
        data.update(code=row.code, measure=said["measure"])
        if note:
            data["note"] = work.contents.text(note)
        actors = (work.unit.id, work.home())
        kind, happened = EventKind.TARGET_RECORDED, None if day == book.day else day
        work.drafts.append(Draft(kind, row.task, canonical(data), happened, actors))
        new = domain.Reading(1 + max((each.number for each in every), default=0), day, value)
        told = {"other": f"{grouped(value)} {said['measure']}", "on": happened}
        work.tell(kind, row.code, said["title"], **told, **_told(book, row, new, every))
    return work


def _told(
    book: Book, row: TargetRow, new: domain.Reading, every: Sequence[domain.Reading]
) -> dict[str, Any]:
    """Return what the person who records a reading is to know of it."""
    way = domain.way_of(book.target(row), new.on)
    before = domain.backwards(way, new, [*every, new])
    newest = max(every, key=lambda each: (each.on, each.number), default=None)
    same = [each for each in every if each.on == new.on]
    told: dict[str, Any] = {"value": number(new.value), "late": False, "backwards": None}
    told["replaces"] = number(same[-1].value) if same else None
    told["leap"] = _leap(newest, new)
    if before:
        told["backwards"] = {"date": before.on, "value": number(before.value)}
    if newest and newest.on > new.on:
        told.update(late=True, current={"date": newest.on, "value": number(newest.value)})
    return told


def _leap(newest: domain.Reading | None, new: domain.Reading) -> Item | None:
    """Return the last reading where a new one is ten times it or a tenth: 0.35 for 35 %."""
    if newest is None or not newest.value or 1 < 10 * abs(new.value / newest.value) < 100:
        return None
    return {"date": newest.on, "value": number(newest.value)}


def _contributing(work: Work, book: Book, row: TargetRow) -> int | None:
    """Return the region for which a share of the overall plan's amount is recorded, None else.

    Raises Refused where shares of regions do not add up.
    """
    region = book.contributor(row, work.unit.id) if row.tier == Tier.OVERALL else None
    measure = book.definition(row)["measure"]
    if region and measure in SHARES:
        raise Refused(
            _("{code} is counted in {measure}: what regions read of it does not add up").format(
                code=row.code, measure=shown(measure)
            ),
            _("record the whole province's, without --unit"),
        )
    return region


def _may_record(work: Work, book: Book, row: TargetRow) -> None:
    """Raise Refused unless the acting unit leads the task, owns the plan, or coordinates."""
    answering = book.answering(row)
    if not answering:
        work.must_coordinate()
    if work.unit.id in (*answering, work.coordinator):
        return
    title = shown(book.definition(row)["title"])
    message = _("{unit} does not record {code} {title}").format(
        unit=work.unit.label, code=row.code, title=title
    )
    names = _(", ").join(unit_name(work.store, each) for each in answering)
    raise Refused(
        _("{message}; this is for {units} to do").format(message=message, units=names),
        enter_for(work, unit_name(work.store, answering[0])),
    )


def _amount(target: domain.Target, code: str, typed: str, measure: str) -> Decimal:
    words = {"code": code, "measure": shown(measure), "value": f"{target.low:f}"}
    hint = _("write the number alone, or with its measure: {value}{measure}").format(**words)
    try:
        return amount(typed, measure)
    except WrongMeasure as error:
        message = _("{code} is counted in {measure}, not in {other}")
        raise Refused(message.format(other=shown(str(error)), **words), hint) from error
    except NoAmount as error:
        message = _("“{value}” is no amount of at most 15 digits").format(value=shown(typed))
        raise Refused(message, hint) from error


def _day(session: Session, phrase: str | None) -> str:
    day = session.day(phrase) if phrase else session.today
    if day > session.today:
        raise Refused(
            _("{day} has not come yet").format(day=day),
            _("--on is the day on which it happened, today at the latest"),
        )
    return day.isoformat()


def _refuse_double(
    row: TargetRow, value: Decimal, day: str, same: Sequence[domain.Reading], note: str | None
) -> None:
    """Raise Refused where the reading of a day says the same already, unless a note says why."""
    if note or not same or same[-1].value != bare(value):
        return
    raise Refused(
        _("{code}: {value} on {day} is on record already").format(
            code=row.code, value=grouped(value), day=day
        ),
        _("to record it again, say why with --note; see: taskmatrix targets show {code}").format(
            code=row.code
        ),
    )


def take_back_readings(work: Work, events: Sequence[Recorded], data: str) -> None:
    """Take back the readings among a command's events that belong to no task."""
    for event in events:
        if event.kind == EventKind.TARGET_RECORDED and event.task is None:
            row = target_by_id(work.store, json.loads(event.data)["target"])
            title = json.loads(row.definition)["title"]
            work.drafts.append(Draft(EventKind.UNDONE, None, data))
            work.tell_undone(row.code, title, event.unit, event.kind)
