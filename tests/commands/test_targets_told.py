"""Targets in documents and in narrow lists: their kind, their day, what is exceeded, regions."""

import re

from commands.documented import REGION, TASK, begin, told
from commands.targeted import record, targets
from conftest import Office, made

TARGETS = """
    [[target]]
    id      = "near"
    title   = "普及率"
    op      = ">"
    value   = 70
    measure = "%"
    due     = 2027-12-31

    [[target]]
    id      = "far"
    title   = "产业规模"
    op      = ">"
    value   = 4000
    measure = "亿元"
    due     = 2030-12-31
    soft    = true

    [[target]]
    id      = "money"
    title   = "支持资金"
    op      = "="
    value   = 10
    measure = "亿元"
    due     = 2026-12-31

    [[target]]
    id      = "few"
    title   = "平均时延"
    op      = "<="
    value   = 20
    measure = "毫秒"
"""


def aims(office: Office) -> None:
    begin(office, TARGETS, TASK.format(number=1, more=""), more="horizon = 2030-12-31")
    for day, value in (("2026-03-03", "100"), ("2026-04-01", "200")):
        record(office, day, "far", value)
    record(office, "2026-04-01", "money", "13")
    record(office, "2026-04-01", "few", "29")


def test_targets_keep_kind_and_day_in_documents(office: Office) -> None:
    made(office, aims)
    day = "2026-04-02"
    said = told(office, "weekly", day=day)
    assert targets(office, day)["P#far"]["forecast"] is not None
    for title, words in (
        ("普及率", "more than 70% (phase 2 of 3) | 2027-12-31 |"),
        ("产业规模", "aim: more than 4,000 亿元 (phase 3 of 3) | 2030-12-31 |"),
        ("支持资金", "10 亿元 (money to be spent) (phase 1 of 3) | 2026-12-31 |"),
    ):
        assert f"| {title} | {words}" in said
    assert "The forecast is what the pace" in said


def test_what_is_exceeded_is_not_behind(office: Office) -> None:
    made(office, aims)
    day = "2026-04-02"
    found = targets(office, day)
    assert (found["P#money"]["rule"], found["P#money"]["light"]) == ("over", "yellow")
    assert found["P#few"]["light"] in ("yellow", "red")
    for document in ("weekly", "monthly", "briefing"):
        said = told(office, document, day=day)
        assert "1 beyond the goal, 1 beyond the limit" in said
        assert "farthest behind is “支持资金”" not in said
        assert "Far behind: 平均时延" not in said


def test_the_list_of_targets_keeps_their_kind_in_80_columns(office: Office) -> None:
    made(office, aims)
    listed = office.ok("targets", "--today", "2026-04-02", COLUMNS="80").out
    assert "类别" in listed
    assert re.search(r"P#far .*力争、3/3", listed)


def test_what_regions_come_to_stands_in_documents(office: Office) -> None:
    total = REGION.partition("    [[target]]")[2].replace("40", "100")
    units = "".join(f'\n    [[unit]]\n    name = "{n}市"\n    kind = "region"\n' for n in "甲乙")
    for number, owner in enumerate(("甲市", "乙市")):
        office.write(f"plans/{number}.toml", REGION.format(id="AB"[number], owner=owner))
    more = "horizon = 2026-12-31"
    begin(office, units, "    [[target]]" + total, TASK.format(number=1, more=""), more=more)
    for code, value, city in (("P-A#total", "20", "甲市"), ("P-B#total", "15", "乙市")):
        record(office, "2026-03-03", code, value, by=city)
    said = told(office, "weekly", day="2026-03-04")
    assert "“总量” has no reading of the whole yet; the regions come to 35 个 (2 of 2 read" in said
    assert "| regions: 35 |" in said
