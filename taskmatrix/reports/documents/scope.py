"""Which tasks a document is about, where it is not about all: the filters in words."""

from collections.abc import Mapping
from typing import Any

from taskmatrix.language import gettext as _
from taskmatrix.reports.documents.parts import (
    in_prose,
    quoted,
)
from taskmatrix.reports.labels import (
    flag_names,
    light_names,
    role_names,
    state_names,
    tier_names,
)


def scope_text(filters: Mapping[str, Any]) -> str:
    """Return filters as words."""
    texts = {
        "plans": _("plan {names}"),
        "tiers": "{names}",
        "sections": _("section with {names}"),
        "units": _("with a part for {names}"),
        "roles": _("role: {names}"),
        "leaders": _("under {names}"),
        "states": "{names}",
        "lights": _("light: {names}"),
        "flags": "{names}",
        "due_by": _("due by {names}"),
        "overdue": _("overdue"),
        "search": _("with {names}"),
    }
    given = [(text, _names(key, filters[key])) for key, text in texts.items() if key in filters]
    return _("; ").join(text.format(names=names) for text, names in given)


def _names(key: str, value: Any) -> str:
    """Return the values of a filter, those of closed lists in the reader's language."""
    if key in ("overdue", "due_by"):
        return in_prose(str(value))
    if key in ("search", "sections"):
        return _(" or ").join(quoted(each) for each in value)
    known = {
        "tiers": tier_names,
        "roles": role_names,
        "states": state_names,
        "lights": light_names,
        "flags": flag_names,
    }
    names = known[key]() if key in known else {}
    return _(" or ").join(names.get(each, each) for each in value)
