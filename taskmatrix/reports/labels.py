"""What roles, states and the other closed lists are called in the reader's language."""

from collections.abc import Mapping
from typing import Any

from taskmatrix.domain.words import LIGHTS, Basis, Kind, Role, State, Tier
from taskmatrix.language import gettext as _


def role_letters() -> dict[str, str]:
    """Return the letter of each role in a cell of the matrix."""
    return {Role.LEAD: _("L"), Role.SUPPORT: _("S"), Role.LOCAL: _("l")}


def role_names() -> dict[str, str]:
    """Return what each role is called."""
    return {Role.LEAD: _("lead"), Role.SUPPORT: _("support"), Role.LOCAL: _("local")}


def basis_names() -> dict[str, str]:
    """Return what each basis of a role is called."""
    return {
        Basis.STATED: _("stated"),
        Basis.FIRST_LISTED: _("first listed"),
        Basis.BLANKET: _("blanket"),
    }


def state_names() -> dict[str, str]:
    """Return what each state of a task is called."""
    return {
        State.PENDING: _("to be accepted"),
        State.ACTIVE: _("under way"),
        State.REVIEW: _("closure under review"),
        State.CLOSED: _("closed"),
        State.TERMINATED: _("terminated"),
    }


def entered(unit: str, home: str | None) -> str:
    """Return a unit, with the one that entered for it (代录) where that is another."""
    return _("{unit} (entered by {home})").format(unit=unit, home=home) if home else unit


def kind_names() -> dict[str, str]:
    """Return what each kind of unit is called."""
    return {
        Kind.DEPARTMENT: _("department"),
        Kind.REGION: _("region"),
        Kind.GROUP: _("group"),
        Kind.LEADER: _("leader"),
    }


def tier_names() -> dict[str, str]:
    """Return what a plan of each tier is called."""
    return {
        Tier.OVERALL: _("overall plan"),
        Tier.KEY_AREA: _("key-area plan"),
        Tier.REGIONAL: _("regional plan"),
    }


def state_letters() -> dict[str, str]:
    """Return the letter of each state in a cell of the matrix."""
    return {
        State.PENDING: _("P"),
        State.ACTIVE: _("A"),
        State.REVIEW: _("R"),
        State.CLOSED: _("C"),
        State.TERMINATED: _("T"),
    }


def event_names() -> dict[str, str]:
    """Return what each kind of event is called."""
    from taskmatrix.domain.events import EventKind

    return {
        EventKind.PLAN_DEFINED: _("plan loaded"),
        EventKind.PLAN_DROPPED: _("plan dropped"),
        EventKind.UNIT_DEFINED: _("unit loaded"),
        EventKind.UNIT_DROPPED: _("unit dropped"),
        EventKind.TASK_DEFINED: _("set by the plan"),
        EventKind.TASK_DROPPED: _("dropped by the plan"),
        EventKind.TASK_KEPT: _("kept, though the plan dropped it"),
        EventKind.TARGET_DEFINED: _("target set by the plan"),
        EventKind.TARGET_DROPPED: _("target dropped by the plan"),
        EventKind.ACCEPTED: _("accepted"),
        EventKind.REPORTED: _("reported"),
        EventKind.REPORT_EXEMPTION_ASKED: _("says it is not concerned"),
        EventKind.REPORT_EXEMPTION_APPROVED: _("not concerned, approved"),
        EventKind.REPORT_EXEMPTION_RETURNED: _("concerned after all, returned"),
        EventKind.FINISHED: _("asked for closure"),
        EventKind.APPROVED: _("closure approved"),
        EventKind.RETURNED: _("closure returned"),
        EventKind.TERMINATED: _("task terminated"),
        EventKind.REOPENED: _("task reopened"),
        EventKind.WAIT_BEGUN: _("waiting begun"),
        EventKind.WAIT_OBJECTED: _("waiting objected to"),
        EventKind.WAIT_UPHELD: _("waiting upheld"),
        EventKind.WAIT_ENDED: _("waiting ended"),
        EventKind.EXTENSION_ASKED: _("extension asked for"),
        EventKind.EXTENSION_APPROVED: _("extension approved"),
        EventKind.EXTENSION_RETURNED: _("extension returned"),
        EventKind.URGED: _("urged to report"),
        EventKind.SLIP_ISSUED: _("slip issued"),
        EventKind.SLIP_ANSWERED: _("slip answered"),
        EventKind.SLIP_WITHDRAWN: _("slip withdrawn"),
        EventKind.PROMISE_JUDGED: _("promise judged"),
        EventKind.TARGET_RECORDED: _("target read"),
        EventKind.DOCUMENT_ISSUED: _("document issued"),
        EventKind.DOCUMENT_WITHDRAWN: _("document withdrawn"),
        EventKind.CALENDAR_ADOPTED: _("calendar adopted"),
        EventKind.REDACTED: _("text redacted"),
        EventKind.UNDONE: _("took back"),
    }


def calendar_bases() -> dict[str, str]:
    """Return what the working days of a year may rest on."""
    return {
        "notice": _("State Council notice"),
        "statutory": _("statutory holidays; notice not out"),
        "hand": _("entered by hand"),
    }


def light_letters() -> dict[str, str]:
    """Return the letter of each light, which stands beside its colour (contract §1)."""
    # Translators: a letter each for green, yellow, red, grey and done, in this order.
    return dict(zip(LIGHTS, _("GYR-D"), strict=True))


def light_names() -> dict[str, str]:
    """Return what each light is called."""
    # Translators: five words, in the order of the lights.
    return dict(zip(LIGHTS, _("green yellow red grey done").split(), strict=True))


def promise_statuses() -> dict[str, str]:
    """Return what may become of a promise."""
    return {"open": _("not due yet"), "kept": _("was kept"), "missed": _("was missed")}


def flag_names() -> dict[str, str]:
    """Return what each flag of a task is called."""
    return {
        "overdue": _("overdue"),
        "due-soon": _("due soon"),
        "unreported": _("unreported"),
        "waiting": _("waiting for other units"),
        "extended": _("extended"),
        "extension-pending": _("extension pending"),
        "urged": _("urged"),
    }


def redactable(text: str | None) -> str:
    """Return what a person wrote, or that it was redacted (contract §3 `db redact`)."""
    return _("[redacted]") if text is None else text


def text_of(item: Mapping[str, Any], key: str) -> str | None:
    """Return a text of somebody's report, or that it was redacted; None where there is none."""
    return redactable(None) if key in item["redacted_texts"] else item[key]
