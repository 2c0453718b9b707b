"""Dates and numbers as documents write them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from taskmatrix.domain.amounts import grouped
from taskmatrix.language import current
from taskmatrix.language import gettext as _

_NUMERALS = "〇一二三四五六七八九"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def numeral(number: int) -> str:
    """Return a whole number below 100 in Chinese: 十二, 二十一."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _NUMERALS[ones]
    head = "十" if tens == 1 else _NUMERALS[tens] + "十"
    return head + (_NUMERALS[ones] if ones else "")


def day_text(day: str) -> str:
    """Return an ISO date as documents write it: 2026年11月20日, 20 November 2026."""
    when = date.fromisoformat(day)
    if current() == "zh":
        return f"{when.year}年{when.month}月{when.day}日"
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def short_day(day: str) -> str:
    """Return an ISO date without its year: 11月20日, 20 November."""
    when = date.fromisoformat(day)
    if current() == "zh":
        return f"{when.month}月{when.day}日"
    return f"{when.day} {_MONTHS[when.month - 1]}"


def short_month(day: str) -> str:
    """Return the month of an ISO date, as short as can be: 11月, Nov."""
    when = date.fromisoformat(day)
    return f"{when.month}月" if current() == "zh" else _MONTHS[when.month - 1][:3]


def month_text(month: str) -> str:
    """Return a month such as 2026-11 as documents write it: 2026年11月, November 2026."""
    year, number = map(int, month.split("-"))
    return f"{year}年{number}月" if current() == "zh" else f"{_MONTHS[number - 1]} {year}"


def months_text(first: str, last: str) -> str:
    """Return two months as one span: 2026年3月—4月, March–April 2026."""
    if first == last:
        return month_text(last)
    dash = "—" if current() == "zh" else "–"
    if first[:4] != last[:4]:
        return month_text(first) + dash + month_text(last)
    if current() == "zh":
        return f"{month_text(first)}{dash}{int(last[5:])}月"
    return f"{_MONTHS[int(first[5:]) - 1]}{dash}{month_text(last)}"


def day_beside(day: str, other: str) -> str:
    """Return an ISO date, without its year where another date has the same."""
    return short_day(day) if day[:4] == other[:4] else day_text(day)


def end_beside(last: str, first: str) -> str:
    """Return the last day of a span as it stands behind its first: 20日 of the same month."""
    if current() == "zh" and last[:7] == first[:7]:
        return f"{int(last[8:])}日"
    return day_beside(last, first)


def span_text(first: str, last: str) -> str:
    """Return two days as one span: 2026年11月16日—20日, 16–20 November 2026."""
    if first == last:
        return day_text(first)
    zh = current() == "zh"
    dash = "—" if zh else " – "
    if first[:4] != last[:4]:
        return day_text(first) + dash + day_text(last)
    if zh:
        return day_text(first) + dash + end_beside(last, first)
    if first[:7] == last[:7]:
        return f"{date.fromisoformat(first).day}–{day_text(last)}"
    return short_day(first) + dash + day_text(last)


def between(first: str, last: str) -> str:
    """Return two days as a sentence names them: 2026年10月26日至30日, 26–30 October 2026."""
    if current() != "zh":
        return span_text(first, last)
    return f"{day_text(first)}至{end_beside(last, first)}"


def days_text(first: str, last: str) -> str:
    """Return two days as a span without its year: 11月9日—15日, 9–15 November."""
    dash = "—" if current() == "zh" else "–"
    if first == last:
        return short_day(last)
    if first[:7] != last[:7]:
        return short_day(first) + (dash if current() == "zh" else " – ") + short_day(last)
    if current() == "zh":
        return f"{short_day(first)}{dash}{int(last[8:])}日"
    return f"{int(first[8:])}{dash}{short_day(last)}"


def share_text(part: int, whole: int) -> str:
    """Return a share in percent with one decimal, without a trailing zero; 0% of nothing."""
    return f"{round(100 * part / whole, 1) if whole else 0:g}%"


def percent(value: float | None) -> str:
    """Return a progress in percent, a dash before the first report."""
    return "-" if value is None else f"{value:g}%"


def reckoned(value: float | None, goals: Sequence[float]) -> str:
    """Return an amount that was reckoned for a goal: whole, where that is; a dash for none."""
    if value is None:
        return "-"
    return grouped(round(value) if all(goal == int(goal) for goal in goals) else value)


def goal_text(item: Mapping[str, Any]) -> str:
    """Return what is to be reached: `>= 5,000 PFLOPS`, `= 2-3 a year`."""
    return f"{item['op']} {_amount(item)} {item['measure']}{_per(item)}"


def goal_said(item: Mapping[str, Any]) -> str:
    """Return what is to be reached in words: 不低于5,000 PFLOPS, about 30% a year."""
    texts = {
        ">=": _("at least {amount}"),
        ">": _("more than {amount}"),
        "<=": _("at most {amount}"),
        "<": _("less than {amount}"),
        "~": _("about {amount}"),
    }
    measure = item["measure"]
    close = measure == "%" or (current() == "zh" and not measure[:1].isascii())
    amount = _amount(item) + ("" if close else " ") + measure + _per(item)
    return texts.get(item["op"], "{amount}").format(amount=amount)


def _amount(item: Mapping[str, Any]) -> str:
    value = item["value"]
    return "-".join(map(grouped, value)) if isinstance(value, list) else grouped(value)


def _per(item: Mapping[str, Any]) -> str:
    return {"year": _(" a year"), "quarter": _(" a quarter")}.get(item["per"], "")
