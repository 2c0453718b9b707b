"""One command's view of a programme: its store, its business day, who acts."""

import json
import sqlite3
from datetime import date, datetime, timedelta, timezone
from functools import cached_property
from typing import TYPE_CHECKING, Any

from taskmatrix import language
from taskmatrix.errors import BadInput, NotFound, Refused
from taskmatrix.language import gettext as _
from taskmatrix.store.opening import no_store, open_store
from taskmatrix.store.programme import is_simulated, overall_plan
from taskmatrix.workspace.settings import Settings

if TYPE_CHECKING:
    from taskmatrix.domain.lights import Judge
    from taskmatrix.domain.working_days import WorkingDays

DEFAULT_ZONE = "Asia/Shanghai"
CHINA = timezone(timedelta(hours=8))
"""The same zone without zoneinfo, a tenth of the start; no summer time since 1991."""


YEARS = range(1900, 9000)
"""Days beyond are slips of the hand, and have no periods."""


class Session:
    """Opens the store when first needed; closed by the command line when the command ends."""

    def __init__(self, settings: Settings, language_is_chosen: bool, now: datetime) -> None:
        self.settings = settings
        self.now = now
        self.language_is_chosen = language_is_chosen
        self.command: str | None = None
        self.zone: str | None = None
        self.judge: Judge | None = None
        self.working_days: WorkingDays | None = None
        self.recent: dict[str, tuple[int, set[int]]] = {}
        self.upto: int | None = None
        self._open: sqlite3.Connection | None = None

    def at(self, day: date, upto: int) -> "Session":
        """Return a second session on the same file, as it was after an event, judged on a day.

        It speaks the language of this one. Whoever asks for it closes it.
        """
        past = Session(self.settings, True, self.now)
        past.today, past.upto = day, upto
        return past

    @property
    def path(self) -> str:
        """The path of the database."""
        return self.settings.db

    @property
    def store(self) -> sqlite3.Connection:
        """The open store, as it was where one looks back. Raises NotFound where there is none."""
        if self._open is None:
            self._open = open_store(self.path)
            if self.upto is not None or self.settings.get("as_of"):
                self._look_back(self._open)
        return self._open

    def _look_back(self, store: sqlite3.Connection) -> None:
        from taskmatrix.store.past import go_back, go_back_to

        if self.upto is None:
            go_back(store, self.today.isoformat())
        else:
            go_back_to(store, self.upto)
        self.reload()

    def close(self) -> None:
        """Close the store if it was opened."""
        if self._open is not None:
            self._open.close()
            self._open = None
            self.reload()

    def reload(self) -> None:
        """Forget what was known of the programme: it has changed."""
        vars(self).pop("overall", None)
        self.judge = None
        self.working_days = None
        self.recent = {}

    def read(self) -> sqlite3.Connection:
        """Begin to read a loaded programme from one state of the store, until `close`.

        Raises NotFound where nothing is loaded.
        """
        if not self.store.in_transaction:
            self.store.execute("BEGIN")
        if not self.overall:
            raise self._nothing_yet() or no_store(self.path)
        if not self.language_is_chosen:
            language.use(language.of_tag(self.overall["language"]) or "zh")
        return self.store

    def _nothing_yet(self) -> NotFound | None:
        """Return the error for a day before the first load, None where one does not look back."""
        if not self.settings.get("as_of"):
            return None
        from taskmatrix.store.past import first_day

        day = first_day(self.store)
        if day is None:
            return None
        return NotFound(
            _("Nothing was loaded yet on {day}").format(day=self.today),
            _("the record begins on {day}").format(day=day),
        )

    @cached_property
    def overall(self) -> dict[str, Any]:
        """The overall plan's definition; empty where nothing is loaded."""
        plan = overall_plan(self.store)
        return json.loads(plan[1]) if plan else {}

    @cached_property
    def simulated(self) -> bool:
        """Whether the store holds simulated data."""
        return is_simulated(self.store)

    @cached_property
    def today(self) -> date:
        """The business day: as told, else today in the programme's time zone."""
        told, past = self.settings.get("today"), self.settings.get("as_of")
        day = _read_day(told, self.real_day) if told else self.real_day
        if not past:
            return day
        then = _read_day(past, day)
        if then > day and not self.simulated:
            raise Refused(
                _("{day} has not come yet").format(day=then),
                _("--as-of looks back; to see what a day to come will bring: --today DATE"),
            )
        return then

    @property
    def real_day(self) -> date:
        """The calendar's day in the programme's time zone."""
        return self._day_in(self._zone())

    def _zone(self) -> str:
        if self.zone or self._open is None:
            return self.zone or DEFAULT_ZONE
        return str(self.overall.get("timezone", DEFAULT_ZONE))

    def _day_in(self, zone: str) -> date:
        if zone == DEFAULT_ZONE:
            return self.now.astimezone(CHINA).date()
        from zoneinfo import ZoneInfo

        return self.now.astimezone(ZoneInfo(zone)).date()

    def day(self, phrase: str) -> date:
        """Read a date phrase, spoken on the business day. Raises BadPhrase where it is none."""
        return _read_day(phrase, self.today)

    def actor(self) -> str:
        """Return the person who acts. Raises Refused for `root`, who must be told by name."""
        told = self.settings.get("actor")
        if told:
            from taskmatrix.workspace.hearing import heard

            return heard(told)
        import getpass

        try:
            user = getpass.getuser()
        except (KeyError, OSError):
            user = "root"
        if user == "root":
            raise Refused(
                _("Who is acting? root is nobody's name"),
                _("say --actor NAME, or set TASKMATRIX_ACTOR"),
            )
        return user


def _read_day(phrase: str, spoken_on: date) -> date:
    from taskmatrix.domain.dates import UnreadableDate, parse_date

    try:
        day = parse_date(phrase, spoken_on, spoken=True)
    except UnreadableDate as error:
        raise BadPhrase(phrase) from error
    if day.year not in YEARS:
        raise BadPhrase(phrase)
    return day


class BadPhrase(BadInput):
    """A date on the command line that cannot be read: a mistake of usage."""

    status = 2

    def __init__(self, phrase: str, hint: str | None = None) -> None:
        super().__init__(
            _("“{phrase}” cannot be read as a date").format(phrase=phrase),
            hint or _("write 2027-12-31, 2027年12月31日, 2027年底, 6月底前, 今天 or 周五"),
        )
