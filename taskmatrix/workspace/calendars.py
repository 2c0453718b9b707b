"""The working days of a programme: those of the years that were adopted."""

from typing import Any

from taskmatrix.domain.working_days import WorkingDays
from taskmatrix.errors import NotFound
from taskmatrix.language import gettext as _
from taskmatrix.store.calendars import adopted_years, adoptions
from taskmatrix.workspace.session import Session

Item = dict[str, Any]


def counts_notices(session: Session) -> bool:
    """Whether the programme counts working days by the State Council's notices."""
    return bool(session.overall["supervision"].get("calendar") != "none")


def working_days(session: Session) -> WorkingDays:
    """Return the working days that the programme has adopted; Monday to Friday without any."""
    if session.working_days is None:
        adopted = adopted_years(session.store) if counts_notices(session) else {}
        session.working_days = WorkingDays(adopted, by_notice=counts_notices(session))
    return session.working_days


def calendar_years(session: Session, year: int | None = None) -> list[Item]:
    """Return the adopted years, or one of them. Raises NotFound where that one is not adopted."""
    store = session.read()
    known, said = adopted_years(store), adoptions(store)
    if year is not None and year not in known:
        raise NotFound(
            _("No calendar of {year} is adopted; Monday to Friday count").format(year=year),
            _("see: taskmatrix calendar show; or adopt one: taskmatrix calendar import FILE"),
        )
    return [
        {
            "year": each,
            "basis": basis,
            "source": said[each]["source"],
            "adopted": said[each]["day"],
            "working_days": days.count("1"),
            "holidays": said[each]["holidays"],
            "workdays": said[each]["workdays"],
        }
        for each, (basis, days) in known.items()
        if year in (None, each)
    ]
