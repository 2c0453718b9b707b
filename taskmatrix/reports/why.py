"""Why a light is what it is: one sentence, with its numbers, for every rule of the lights."""

from collections.abc import Callable, Mapping
from typing import Any

from taskmatrix.language import gettext as _
from taskmatrix.reports.labels import light_names

Numbers = Mapping[str, Any]


def why(rule: str, numbers: Numbers) -> str:
    """Return a rule of `domain/lights.py` as a sentence."""
    return _SENTENCES[rule](numbers)


def far_ahead(progress: float, expected: float) -> str:
    """Return what is said of a claim far ahead of what is expected."""
    text = _("reported {progress}%, expected {expected}%: far ahead, see its evidence")
    return text.format(progress=_number(progress), expected=_number(expected))


def as_on_finish() -> str:
    """Return what is said of a task whose closure is under review (contract §5)."""
    return _("judged as on the day on which closure was asked for")


def _closed(numbers: Numbers) -> str:
    return _("closed on {day}").format(**numbers)


def _terminated(_numbers: Numbers) -> str:
    return _("terminated: no light")


def _not_begun(numbers: Numbers) -> str:
    return _("begins on {day}").format(**numbers)


def _awaiting(numbers: Numbers) -> str:
    return _("the first report is awaited before {day}").format(**numbers)


def _overdue(numbers: Numbers) -> str:
    granted = numbers.get("granted")
    if granted is None:
        text = _("{days} days overdue (deadline {deadline})")
    elif granted == numbers["deadline"]:
        text = _("{days} days overdue (extended deadline {deadline})")
    else:
        text = _(
            "{days} days overdue (deadline {deadline}; "
            "the extension to {granted} was asked for too late)"
        )
    return text.format(**numbers)


def _unsigned(numbers: Numbers) -> str:
    return _("handed over on {day} and not accepted since").format(**numbers)


def _behind(numbers: Numbers) -> str:
    points = _("{points} points behind").format(points=_number(numbers["points"]))
    return _("{first}, {second}").format(first=_pace(numbers), second=points)


def _extension_pending(numbers: Numbers) -> str:
    text = _("deadline {deadline} has passed; an extension asked for in time is not decided")
    return text.format(**numbers)


def _near(numbers: Numbers) -> str:
    left = _("{days} days left to the deadline {deadline}").format(**numbers)
    return _("{first}, {second}").format(first=left, second=_reported(numbers))


def _unreported(numbers: Numbers) -> str:
    if numbers["reported"] is None:
        return _("no report of {first} to {last}, nor before").format(**numbers)
    return _("no report of {first} to {last}; the latest is of {reported}").format(**numbers)


def _recovering(numbers: Numbers) -> str:
    return _("red up to {day}; yellow until {until}").format(**numbers)


def _waiting(numbers: Numbers) -> str:
    return _("waits for another unit from {day} until {until}; the clock stands").format(**numbers)


def _on_pace(numbers: Numbers) -> str:
    return _pace(numbers) if numbers else _("nothing calls for yellow or red")


def _group(numbers: Numbers) -> str:
    """Say how many tasks of a group have which light; `numbers` has them, the worst first."""
    if not numbers:
        return _("no task in it has a light")
    names = light_names()
    counts = [
        _("{light} {count}").format(light=names[light], count=count)
        for light, count in numbers.items()
    ]
    return _("of its tasks: {counts}").format(counts=_(", ").join(counts))


def _pace(numbers: Numbers) -> str:
    expected = _("expected {expected}%").format(expected=_number(numbers["expected"]))
    return _("{first}, {second}").format(first=expected, second=_reported(numbers))


def _reported(numbers: Numbers) -> str:
    if numbers["progress"] is None:
        return _("no progress reported")
    return _("reported {progress}%").format(progress=_number(numbers["progress"]))


def _number(value: float) -> str:
    return f"{value:g}"


_SENTENCES: dict[str, Callable[[Numbers], str]] = {
    "closed": _closed,
    "terminated": _terminated,
    "not-begun": _not_begun,
    "awaiting": _awaiting,
    "overdue": _overdue,
    "far-behind": _behind,
    "unsigned": _unsigned,
    "behind": _behind,
    "extension-pending": _extension_pending,
    "near": _near,
    "unreported": _unreported,
    "recovering": _recovering,
    "waiting": _waiting,
    "on-pace": _on_pace,
    "group": _group,
}
