"""Date phrases of official documents, read as days. A period means its last day."""

import re
import unicodedata
from datetime import date, timedelta
from functools import lru_cache


class UnreadableDate(ValueError):
    """A phrase that cannot be read as a date."""


class ImpossibleDate(UnreadableDate):
    """A phrase that can be read, but there is no such day."""


_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_SAID = {"今": 0, "本": 0, "当": 0, "明": 1, "次": 1}
_YEAR_SAID = rf"(?P<year>\d{{4}}|[{''.join(_SAID)}])年"
_YEAR = rf"到?(?:{_YEAR_SAID})?"
_END = r"(?:[底末]?前?|内)"
_QUOTE = "[\"'“”‘’「」『』《》]?"

_NUMERAL = re.compile(
    "[二一][〇零○一二三四五六七八九]{3}(?=年)"
    "|(?:[二三]?十)?[一二三四五六七八九](?=[月日])|[二三]?十(?=[月日])"
)

# An example of each form, and its pattern; the names of the groups say how it is read.
FORMS = {
    "2027-12-31": r"(?P<year>\d{4})(?P<mark>[-./])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})前?",
    "2027年12月31日前": _YEAR + r"(?P<month>\d{1,2})月(?P<day>\d{1,2})日前?",
    "2026年6月底前": _YEAR + r"(?P<month>\d{1,2})月" + _END,
    "2026年6—12月": _YEAR + r"(?P<first>\d{1,2})月?[-—–~至到]{1,2}(?P<month>\d{1,2})月" + _END,
    "2026年第三季度": _YEAR + r"第?(?P<quarter>[一二三四1-4])季度" + _END,
    "2026Q3": r"(?:(?P<year>\d{4}) ?)?q(?P<quarter>[1-4])",
    "2026年上半年": _YEAR + r"(?P<half>[上下])半年" + _END,
    "到2027年底前": f"到?{_YEAR_SAID}" + _END,
    "年底前": _YEAR + r"年(?:[底末]前?|内)",
    "“十五五”末": rf"到?{_QUOTE}十(?P<plan>[四五六])五{_QUOTE}[底末]前?",
    "by the end of June 2026": (
        rf"(?:by |(?:by )?(?:the )?end of )(?:(?P<english>{_MONTHS}) )?(?P<year>\d{{4}})"
    ),
}

_DAYS_AHEAD = {
    "今天": 0,
    "today": 0,
    "明天": 1,
    "tomorrow": 1,
    "昨天": -1,
    "yesterday": -1,
    "前天": -2,
}
_WEEK = (
    "周一 星期一 monday",
    "周二 星期二 tuesday",
    "周三 星期三 wednesday",
    "周四 星期四 thursday",
    "周五 星期五 friday",
    "周六 星期六 saturday",
    "周日 周天 星期日 星期天 sunday",
)
_WEEKDAYS = {name: number for number, names in enumerate(_WEEK) for name in names.split()}


def parse_date(phrase: str, base: date | None, *, spoken: bool = False) -> date:
    """The day that `phrase` means: `base` gives its year, or the day on which it is spoken."""
    return _parse(phrase, base, spoken)


@lru_cache(maxsize=4096)
def _parse(phrase: str, base: date | None, spoken: bool) -> date:
    text = _normal(phrase)
    try:
        day = _written_day(text, base)
        if day is None and spoken:
            day = _spoken_day(text, base)
    except (ValueError, OverflowError):
        raise ImpossibleDate("no such day") from None
    if day is None:
        raise UnreadableDate("cannot be read as a date")
    return day


def _normal(phrase: str) -> str:
    """Half-width, lower case, no space beside a Chinese character, Chinese numerals as digits."""
    text = " ".join(unicodedata.normalize("NFKC", phrase).casefold().split())
    text = re.sub(r" ?([^\x00-\x7f]) ?", r"\1", text)
    return _NUMERAL.sub(_digits, text)


def _digits(found: "re.Match[str]") -> str:
    """二〇二六 to 2026, 六 to 6, 三十一 to 31."""
    numeral = found.group()
    if len(numeral) == 4:
        return "".join(str(_digit(sign)) for sign in numeral)
    tens, ten, ones = numeral.rpartition("十")
    return str((_digit(tens or "一") * 10 if ten else 0) + (_digit(ones) if ones else 0))


def _written_day(text: str, base: date | None) -> date | None:
    for pattern in FORMS.values():
        if found := re.fullmatch(pattern, text, re.ASCII):
            return _read(found.groupdict(), base)
    return None


def _read(parts: dict[str, str], base: date | None) -> date | None:
    year = _year(parts, base)
    if year is None:
        return None
    if int(parts.get("first") or 1) not in range(1, _last_month(parts) + 1):
        raise ValueError
    if "day" in parts:
        return date(year, int(parts["month"]), int(parts["day"]))
    return _last_day(year, _last_month(parts))


def _year(parts: dict[str, str], base: date | None) -> int | None:
    match parts:
        case {"plan": number}:
            return 2005 + 5 * _digit(number)
        case {"year": str(year)} if year not in _SAID:
            return int(year)
    return base.year + _SAID.get(parts.get("year") or "", 0) if base else None


def _last_month(parts: dict[str, str]) -> int:
    match parts:
        case {"month": month}:
            return int(month)
        case {"english": str(name)}:
            return _MONTHS.split("|").index(name) + 1
        case {"quarter": number}:
            return 3 * _digit(number)
        case {"half": "上"}:
            return 6
    return 12


def _digit(character: str) -> int:
    """The value of a Chinese or Arabic digit; ○ stands for 〇 where fonts lack it."""
    return 0 if character == "○" else int(unicodedata.numeric(character))


def _last_day(year: int, month: int) -> date:
    from dateutil.relativedelta import relativedelta

    return date(year, month, 1) + relativedelta(day=31)


def _spoken_day(text: str, base: date | None) -> date | None:
    if base and text in _DAYS_AHEAD:
        return base + timedelta(days=_DAYS_AHEAD[text])
    if base and text in _WEEKDAYS:
        from dateutil.relativedelta import relativedelta

        return base + relativedelta(days=1, weekday=_WEEKDAYS[text])
    return None
