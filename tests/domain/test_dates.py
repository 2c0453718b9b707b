"""Date phrases: every form of the contract, what is refused, and what always holds."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskmatrix.domain.dates import FORMS, ImpossibleDate, UnreadableDate, parse_date

ISSUED = date(2025, 6, 5)
SATURDAY = date(2026, 11, 21)

FULL = """
2027-12-31             2027-12-31
2027.12.31             2027-12-31
2027/12/31             2027-12-31
2026-6-5               2026-06-05
2027-12-31前           2027-12-31
2027年12月31日         2027-12-31
2027年12月31日前       2027-12-31
2026年6月5日前         2026-06-05
到2026年6月5日         2026-06-05

2027年                 2027-12-31
2027年前               2027-12-31
2027年底               2027-12-31
2027年底前             2027-12-31
2027年末               2027-12-31
2027年内               2027-12-31
到2027年               2027-12-31
到2027年底             2027-12-31
到2027年底前           2027-12-31
2027年年底             2027-12-31
2027年年底前           2027-12-31
2027年年内             2027-12-31

2026年6月              2026-06-30
2026年6月底            2026-06-30
2026年6月前            2026-06-30
2026年6月底前          2026-06-30
2026年06月底前         2026-06-30
2026年6月末            2026-06-30
2026年6月内            2026-06-30
到2026年6月底          2026-06-30
2028年2月底前          2028-02-29
2026年2月底前          2026-02-28

2026年上半年           2026-06-30
2026年下半年           2026-12-31
2026年上半年前         2026-06-30
2026年第三季度         2026-09-30
2026年三季度           2026-09-30
2026年第1季度          2026-03-31
2026年二季度末         2026-06-30
2026年第四季度前       2026-12-31
2026Q1                 2026-03-31
2026Q2                 2026-06-30
2026Q3                 2026-09-30
2026q4                 2026-12-31

“十四五”末             2025-12-31
“十五五”末             2030-12-31
“十六五”末             2035-12-31
十五五末               2030-12-31
"十五五"末             2030-12-31
「十五五」末           2030-12-31
到“十五五”末           2030-12-31
“十五五”末前           2030-12-31

2026年6—12月           2026-12-31
2026年6月—12月底前     2026-12-31
2026年6月至9月         2026-09-30
2026年1-3月            2026-03-31

二〇二七年底           2027-12-31
二○二六年六月底前      2026-06-30
二零二六年十二月三十一日前   2026-12-31

２０２７年１２月３１日前   2027-12-31
2０２7年6月底前            2027-06-30
２０２７．１２．３１       2027-12-31
２０２７－１２－３１       2027-12-31
２０２７／１２／３１       2027-12-31
２０２６Ｑ３               2026-09-30
＂十五五＂末               2030-12-31
"""

WITHOUT_YEAR = """
10月25日前   2025-10-25
10月25日     2025-10-25
6月底前      2025-06-30
6月          2025-06-30
到6月底      2025-06-30
２月底       2025-02-28
年底         2025-12-31
年底前       2025-12-31
到年底       2025-12-31
年末         2025-12-31
年内         2025-12-31
上半年       2025-06-30
下半年       2025-12-31
一季度       2025-03-31
二季度       2025-06-30
第三季度     2025-09-30
四季度前     2025-12-31
Q1           2025-03-31
Q4           2025-12-31
六月底前     2025-06-30
十月二十日前 2025-10-20
6—9月        2025-09-30
今年年底前   2025-12-31
本年6月底前  2025-06-30
当年底前     2025-12-31
明年6月底前  2026-06-30
明年年底前   2026-12-31
明年         2026-12-31
次年3月底前  2026-03-31
"""

SPACED = {
    "end of 2027": "2027-12-31",
    "by end of 2027": "2027-12-31",
    "By the end of 2027": "2027-12-31",
    "the end of 2027": "2027-12-31",
    "by 2027": "2027-12-31",
    "by June 2026": "2026-06-30",
    "by  february  2028": "2028-02-29",
    "end of June 2026": "2026-06-30",
    "by the end of June 2026": "2026-06-30",
    "2026 Q3": "2026-09-30",
    " 2026 年 6 月底前 ": "2026-06-30",
    "2027　年底": "2027-12-31",
}

SPOKEN = """
今天        2026-11-21
today       2026-11-21
明天        2026-11-22
Tomorrow    2026-11-22
周日        2026-11-22
周天        2026-11-22
星期日      2026-11-22
星期天      2026-11-22
Monday      2026-11-23
周五        2026-11-27
星期五      2026-11-27
friday      2026-11-27
周六        2026-11-28
saturday    2026-11-28
"""

REFUSED = [
    "", "前", "年", "月底", "日", "到", "2027", "27年底", "20271231", "2027-12", "2027-12.31",
    "2027-12-31T00:00", "到2035年远景", "展望2035年", "近期", "尽快", "持续推进", "每年", "每季度",
    "每月28日前", "28日前", "月底前", "年前", "6月中旬", "6月上旬", "3个月内", "用3至5年时间",
    "2026年第五季度", "2026年0季度", "20263季度", "“十五五”", "十五五时期", "十七五末", "2026Q5",
    "2027年底前后", "2027年底左右", "2027年12月31日底", "2026—2027年", "2027年底。",
    "下月底", "下周五", "soon", "June", "June 2026", "by June", "by Juni 2026", "in 2027",
    "end 2027", "before 2027", "20 27年", "٢٠٢٧年底",
    "后年底前", "去年底", "每年6月底前", "二七年底", "六年底", "两月底",
]  # fmt: skip

IMPOSSIBLE = [
    "2027-02-30", "2026年13月", "2026年0月底", "2月29日前", "2026.6.31", "2026年6月0日", "0000年底",
    "2026年12—6月", "二十月底",
]  # fmt: skip


def table(text: str) -> list[tuple[str, str]]:
    rows = (line.split() for line in text.splitlines() if line)
    return [(phrase, day) for phrase, day in rows]


@pytest.mark.parametrize(("phrase", "day"), [*table(FULL), *SPACED.items()])
def test_a_phrase_with_its_year(phrase: str, day: str) -> None:
    assert parse_date(phrase, None) == date.fromisoformat(day)
    assert parse_date(phrase, ISSUED, spoken=True) == date.fromisoformat(day)


@pytest.mark.parametrize(("phrase", "day"), table(WITHOUT_YEAR))
def test_a_phrase_without_year_takes_the_year_of_the_base(phrase: str, day: str) -> None:
    assert parse_date(phrase, ISSUED) == date.fromisoformat(day)
    with pytest.raises(UnreadableDate, match="cannot be read as a date"):
        parse_date(phrase, None)


@pytest.mark.parametrize(("phrase", "day"), table(SPOKEN))
def test_a_spoken_day_counts_from_the_base(phrase: str, day: str) -> None:
    assert parse_date(phrase, SATURDAY, spoken=True) == date.fromisoformat(day)
    with pytest.raises(UnreadableDate):
        parse_date(phrase, SATURDAY)
    with pytest.raises(UnreadableDate):
        parse_date(phrase, None, spoken=True)


@pytest.mark.parametrize("phrase", REFUSED)
def test_no_guess(phrase: str) -> None:
    with pytest.raises(UnreadableDate, match="cannot be read as a date") as refusal:
        parse_date(phrase, ISSUED, spoken=True)
    assert not isinstance(refusal.value, ImpossibleDate)


@pytest.mark.parametrize("phrase", IMPOSSIBLE)
def test_no_such_day(phrase: str) -> None:
    with pytest.raises(ImpossibleDate, match="no such day"):
        parse_date(phrase, ISSUED)


def test_the_calendar_ends() -> None:
    with pytest.raises(ImpossibleDate):
        parse_date("明天", date.max, spoken=True)
    with pytest.raises(ImpossibleDate):
        parse_date("周五", date.max, spoken=True)


@pytest.mark.parametrize("example", FORMS)
def test_the_example_of_each_form_is_read(example: str) -> None:
    assert parse_date(example, ISSUED).year in (2025, 2026, 2027, 2030)


days = st.dates(min_value=date(1000, 1, 1), max_value=date(9998, 12, 31))


@given(days)
def test_every_day_reads_back_in_every_full_form(day: date) -> None:
    y, m, d = day.year, day.month, day.day
    for phrase in (
        day.isoformat(), f"{y}.{m}.{d}", f"{y}年{m}月{d}日", f"{y}年{m:02}月{d:02}日前",
    ):  # fmt: skip
        assert parse_date(phrase, None) == day
    assert parse_date(f"{m}月{d}日前", day) == day


@given(days)
def test_the_last_day_of_a_period_is_in_it_and_the_next_day_is_not(day: date) -> None:
    quarter = (day.month + 2) // 3
    half = (day.month + 5) // 6
    for phrase, months in {
        f"{day.year}年{day.month}月底前": range(day.month, day.month + 1),
        f"by the end of {day:%B} {day.year}": range(day.month, day.month + 1),
        f"{day.year}年第{'一二三四'[quarter - 1]}季度": range(3 * quarter - 2, 3 * quarter + 1),
        f"{day.year}Q{quarter}": range(3 * quarter - 2, 3 * quarter + 1),
        f"{day.year}年{'上下'[half - 1]}半年": range(6 * half - 5, 6 * half + 1),
        f"到{day.year}年底": range(1, 13),
    }.items():
        last = parse_date(phrase, None)
        assert day <= last
        assert (last.year, last.month) == (day.year, months[-1])
        assert (last + timedelta(days=1)).day == 1


@given(days, st.integers(0, 6))
def test_a_weekday_is_the_next_one_after_the_base(today: date, weekday: int) -> None:
    day = parse_date("周" + "一二三四五六日"[weekday], today, spoken=True)
    assert day.weekday() == weekday
    assert 1 <= (day - today).days <= 7


@given(st.text("2026年12月底前到内上半第三季度Q末“十五五”-. 中旬", max_size=12))
def test_a_phrase_is_a_date_or_a_refusal(phrase: str) -> None:
    with suppress(UnreadableDate):
        assert isinstance(parse_date(phrase, ISSUED), date)
