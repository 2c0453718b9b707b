"""For whom a task waits, and to which day it is extended, in words."""

from collections.abc import Iterator
from typing import Any

from taskmatrix.language import gettext as _
from taskmatrix.reports.labels import redactable

Item = dict[str, Any]


def clock_fields(item: Item) -> Iterator[tuple[str, str]]:
    """Yield the fields of a task that waits, or whose deadline is to be or was extended."""
    wait, extension = item["wait"], item["extension"]
    if wait:
        yield _("Waits for"), _wait(wait)
        if wait["objection"]:
            yield _("Objection"), _said(wait["objection"]["day"], wait["objection"]["reason"])
    if extension and extension["granted"]:
        yield _("Extension"), _granted(extension)
    if extension and extension["pending"]:
        yield _("Extension asked"), _asked(extension)


def _wait(wait: Item) -> str:
    name = redactable(wait["on"])
    if wait["outside"]:
        name = _("{name} (outside the programme)").format(name=name)
    text = _("{name}, {since} to {until}").format(name=name, **_days(wait))
    if not wait["in_force"]:
        text = _("{wait}; it has ended by itself").format(wait=text)
    return _said(text, wait["reason"])


def _days(wait: Item) -> dict[str, str]:
    return {key: wait[key] for key in ("since", "until")}


def _granted(extension: Item) -> str:
    text = _("originally {planned}, extended to {granted}").format(
        planned=extension["planned"], granted=extension["granted"]
    )
    if extension["late"]:
        text = _("{extension}; asked too late: scored by the original").format(extension=text)
    return text


def _asked(extension: Item) -> str:
    text = _("{day}: to {to}").format(day=extension["asked"], to=extension["to"])
    return _said(text, extension["reason"])


def _said(what: str, text: str | None) -> str:
    return _("{what}; {text}").format(what=what, text=redactable(text))
