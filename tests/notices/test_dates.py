"""Deadlines as notices print them: blanks, this year and next, stretches of months, numerals."""

import pytest

from taskmatrix.notices.draft import draft

NOTICE = """
某省数字政府建设方案
某政发〔2026〕5号
2026年1月25日
一、重点任务
（一）建设平台。{}（责任单位：省数据局）
"""


def read(sentence: str):
    return draft(NOTICE.format(sentence))


def days(sentence: str) -> list[tuple[str, str]]:
    return [(each.printed, str(each.day)) for each in read(sentence).tasks[0].deadlines]


def unread(sentence: str) -> list[tuple[str, str]]:
    return [(each.why, each.text) for each in read(sentence).unread]


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2027 年底前", "2027-12-31"),
        ("到 2028 年底", "2028-12-31"),
        ("2027年 6月底前", "2027-06-30"),
        ("2028 年 12 月底前", "2028-12-31"),
        ("8 月底前", "2026-08-31"),
        ("2027　年　6\u00a0月底前", "2027-06-30"),
        ("2０２7年6月底前", "2027-06-30"),
        ("明年6月底前", "2027-06-30"),
        ("明年年底前", "2027-12-31"),
        ("次年3月底前", "2027-03-31"),
        ("今年底前", "2026-12-31"),
        ("本年6月底前", "2026-06-30"),
        ("当年年底前", "2026-12-31"),
        ("2026.6.30前", "2026-06-30"),
        ("六月底前", "2026-06-30"),
        ("二〇二七年六月底前", "2027-06-30"),
        ("2026年6月30日24时前", "2026-06-30"),
        ("二〇二七年 六月底 前", "2027-06-30"),
        ("2027年第 二 季度前", "2027-06-30"),
        ("二季度", "2026-06-30"),
        ("2028.12前", "2028-12-31"),
    ],
)
def test_a_date_before_which_to_act_is_a_deadline(printed: str, day: str):
    closed = "".join(printed.split())
    assert days(f"{printed}建成。") == [(closed, day)]


@pytest.mark.parametrize("printed", ["2026年6—12月", "2026年6月至12月", "2026年6月—2026年12月"])
def test_a_stretch_of_time_ends_with_its_last_month(printed: str):
    assert days(f"{printed}，集中整治。") == [(printed, "2026-12-31")]


def test_a_date_without_its_year_has_that_of_the_date_before_it_in_the_sentence():
    sentence = "2027年3月底前选址，6月底前开工，年底前建成。9月底前报告。"
    assert [day for _printed, day in days(sentence)] == [
        "2027-03-31",
        "2027-06-30",
        "2027-12-31",
        "2026-09-30",
    ]


def test_a_notice_with_blanks_reads_like_one_without():
    spaced = """
某省数字政府建设方案
某政发〔2026〕53 号
2026 年 1 月 25 日
一、目标
到 2027 年，普及率超过 90 %。
二、任务
（一）建成 3 个平台。（责任单位：省数据局，2027 年 6 月底前）
（二）开放数据。（责任单位：省数据局 2027 年底前）
"""
    told = draft(spaced)
    assert told.head.document == "某政发〔2026〕53号"
    assert (str(told.head.issued), str(told.horizon.day)) == ("2026-01-25", "2027-12-31")
    assert [(each.title, str(each.due)) for each in told.targets] == [("普及率", "2027-12-31")]
    assert [each.title for each in told.tasks] == ["建成3个平台", "开放数据"]
    assert [each.name for each in told.units] == ["省数据局"]
    assert [str(each.deadline.day) for each in told.tasks] == ["2027-06-30", "2027-12-31"]


@pytest.mark.parametrize(
    "sentence",
    [
        "每年6月底前检查。",
        "2025年1—6月，全省增长。",
        "对2026年底前建成的项目，优先安排。",
        "提前完成。",
        "3年前建成的小区优先。",
        "每月15日前报送。",
    ],
)
def test_what_only_looks_like_a_deadline_is_neither_one_nor_told(sentence: str):
    assert (days(sentence), unread(sentence)) == ([], [])


@pytest.mark.parametrize(
    "passage",
    [
        "26.6.30前建成",
        "年中前建成",
        "2027年春节前建成",
        "6月初前建成",
        "27年6月底前建成",
        "27年底前建成",
        "2027.6月底前建成",
        "完成时限：后年",
        "自印发之日起30日内完成",
        "3个月内完成",
        "一年内完成",
        "两会前完成",
    ],
)
def test_a_deadline_that_is_not_understood_is_told(passage: str):
    assert days(f"{passage}。") == []
    assert unread(f"{passage}。") == [("time", passage)]


def test_one_deadline_for_several_tasks_is_told():
    notice = NOTICE.format("") + "以上事务的完成时限均为2026年12月底。\n"
    told = [each for each in draft(notice).unread if each.why == "times"]
    assert [(each.line, each.text) for each in told] == [(7, "以上事务的完成时限均为2026年12月底")]


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("2026年6月底前完成选址，2027年底前建成。", ["完成选址", "建成"]),
        ("选址工作力争于2026年6月底前完成。", ["选址工作完成"]),
        ("集中整治阶段（2026年6—12月）。", ["集中整治阶段"]),
        ("今年底前，全面完成整治。", ["全面完成整治"]),
        ("今年底前实现“一地办理”。", ["实现“一地办理”"]),
    ],
)
def test_a_deadline_says_what_is_due(sentence: str, what: list[str]):
    assert [each.what for each in read(sentence).tasks[0].deadlines] == what


def test_a_start_is_a_milestone_and_no_deadline():
    task = read("9月底前启动建设。").tasks[0]
    assert (task.deadline, [each.is_start for each in task.deadlines]) == (None, [True])


def test_a_day_that_no_calendar_has_is_told():
    assert unread("2026年13月完成。") == [("time", "2026年13月完成")]
    assert unread("2026年2月30日前完成。") == [("time", "2026年2月30日前完成")]


def test_a_month_in_digits_behind_its_label_is_its_last_day():
    assert days("完成时限：2028.12") == [("2028.12", "2028-12-31")]


def test_no_title_ends_at_a_blank_before_latin_letters():
    notice = NOTICE.replace("建设平台。", "推进某某 G60 科创走廊建设，提升能力水平再提升。")
    assert draft(notice.format("")).tasks[0].title.startswith("推进某某 G60")
