"""What roles, states and the other closed lists are called in the reader's language."""

from gettext import gettext as _

from taskmatrix.domain.words import Basis, Kind, Role, State, Tier


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


def event_names() -> dict[str, str]:
    """Return what the events on a task are called."""
    from taskmatrix.domain.events import EventKind

    return {
        EventKind.TASK_DEFINED: _("set by the plan"),
        EventKind.TASK_DROPPED: _("dropped by the plan"),
        EventKind.TASK_KEPT: _("kept, though the plan dropped it"),
        EventKind.TARGET_DEFINED: _("target set by the plan"),
        EventKind.TARGET_DROPPED: _("target dropped by the plan"),
    }


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
