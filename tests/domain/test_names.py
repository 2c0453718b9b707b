"""How people name things: numbers as printed, parts of names, near misses."""

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskmatrix.domain.names import Known, nearest, plain, readings, sort_key, task_number

NUMBERS = """
12      12          12.1     12.1        十二.1    12.1
（五）  5           (五)     5           ㈤        5
５      5           １２．１ 12.1        5、       5
十      10          十一     11          二十      20
二十一  21          九十九   99          两        2
第五条  5           五、     5           【三】    3
〔三〕  3           第十二项 12          0         0
十二.零 12.0        3.2.1    3.2.1       〇        0
①       1           007      7           12.       12
"""


@pytest.mark.parametrize(("printed", "number"), re.findall(r"(\S+) +(\S+)", NUMBERS))
def test_task_numbers_as_printed(printed, number):
    assert task_number(printed) == number


@pytest.mark.parametrize(
    "text",
    ["", " ", ".", "（）", "12..1", "算力", "十十", "一百", "二零", "一二", "1a", "-1",
     "1e5", "٣", "x", "第条", "1/2", "9" * 5000],
)  # fmt: skip
def test_what_is_no_task_number(text):
    assert task_number(text) is None


ONES = ["", *"一二三四五六七八九"]
CHINESE = {
    (tens if tens != "一" else "") + "十" * bool(tens) + ones: 10 * t + o
    for (t, tens), (o, ones) in product(enumerate(ONES), enumerate(ONES))
    if t or o
}


def test_every_chinese_number_to_ninety_nine():
    assert {text: task_number(text) for text in CHINESE} == {
        text: str(number) for text, number in CHINESE.items()
    }


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=4))
def test_a_number_in_digits_is_itself(levels):
    number = ".".join(map(str, levels))
    assert task_number(number) == number


@given(st.text())
def test_any_text_is_a_number_or_none(text):
    number = task_number(text)
    assert number is None or re.fullmatch(r"[0-9]+(\.[0-9]+)*", number)


def test_codes_in_the_order_of_their_numbers():
    codes = ["LN-A/1", "LN/0", "LN/1", "LN/1.1", "LN/1.2", "LN/1.10", "LN/2", "LN/10", "LN/10.0"]
    assert sorted(codes, key=sort_key) == codes


LEVELS = st.lists(st.integers(0, 99_999_999), min_size=1, max_size=4)


@given(LEVELS, LEVELS)
def test_numbers_are_ordered_level_by_level(one, other):
    keys = [sort_key("P/" + ".".join(map(str, levels))) for levels in (one, other)]
    assert (keys[0] < keys[1]) == (one < other)


DEPARTMENTS = [
    "省交通运输厅",
    "省通信管理局",
    "省公安厅",
    "省公安厅交通管理局",
    "省数据局",
    "省大数据局",
    "中国人民银行（省分行）",
]


def understood(spoken: str) -> list[str]:
    """The names by the first reading that finds any."""
    return next((found for found in readings(spoken, DEPARTMENTS) if found), [])


@pytest.mark.parametrize(
    ("spoken", "names"),
    [
        ("省公安厅", ["省公安厅"]),
        ("交通厅", ["省交通运输厅"]),
        ("交通运输", ["省交通运输厅"]),
        ("通管局", ["省通信管理局", "省公安厅交通管理局"]),
        ("交通", ["省交通运输厅", "省公安厅交通管理局"]),
        ("公安厅", ["省公安厅", "省公安厅交通管理局"]),
        ("数据局", ["省数据局", "省大数据局"]),
        ("省数据局", ["省数据局"]),
        ("中国人民银行(省分行)", ["中国人民银行（省分行）"]),
        ("　省 公安厅 ", ["省公安厅"]),
        ("厅交通运输", []),
        ("省能源局", []),
        ("", []),
        ("  ", []),
    ],
)
def test_units_as_people_name_them(spoken, names):
    assert understood(spoken) == names


def test_blanks_quotes_width_and_case_make_no_difference():
    assert plain(" ＡＩ“智 能” ") == plain('ai"智能"') == 'ai"智能"'


WORDS = st.text(st.sampled_from("省市数据交通运输厅局aA "), min_size=1, max_size=8)


@given(WORDS, st.lists(WORDS, max_size=6), st.data())
def test_a_name_is_understood_by_itself_its_parts_and_its_characters(name, others, data):
    text = name.replace(" ", "")
    if not text:
        return
    kept = data.draw(st.lists(st.booleans(), min_size=len(text), max_size=len(text)).filter(any))
    spoken = "".join(char for char, keep in zip(text, kept, strict=True) if keep)
    whole, part, in_order = readings(spoken, [*others, name])
    assert name in in_order
    assert set(whole) <= set(part) <= set(in_order)
    assert (name in part) == (plain(spoken) in plain(name))


@pytest.mark.parametrize(
    ("name", "known", "meant"),
    [
        ("省交通厅", DEPARTMENTS, "省交通运输厅"),
        ("titel", ["tier", "title", "source"], "title"),
        ("LN/123", ["LN/1", "LN/12", "LN/13.3"], "LN/12"),
        ("省能源局", ["省财政厅", "省国资委"], None),
        ("省能源局", [], None),
        ("", DEPARTMENTS, None),
    ],
)
def test_the_name_that_was_perhaps_meant(name, known, meant):
    assert Known(known).nearest(name) == meant
    assert list(nearest(name, known)) == ([meant] if meant else [])


def test_what_is_known():
    known = Known(["省数据局"])
    assert "省数据局" in known
    assert "省数局" not in known


@given(st.sets(st.integers(0, 99_999), min_size=1, max_size=300), st.data())
def test_among_many_names_the_index_finds_one_as_near_as_any(numbers, data):
    known = [f"P/{number}" for number in numbers]
    number = data.draw(st.sampled_from(sorted(numbers)))
    assert Known(known).nearest(f"P/{number}厅") == f"P/{number}"
