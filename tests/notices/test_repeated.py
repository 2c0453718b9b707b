"""Clauses that repeat one, bodies that watch over others, items that no rule takes for tasks."""

import pytest

from taskmatrix.notices.draft import draft

HEAD = "某市工作方案\n2026年1月5日\n一、主要任务\n"
ROAD, MONEY, AUDIT = "市交通局", "市财政局", "市审计局"
FIRST = f"1.修路。（责任单位：{MONEY}、{ROAD}）\n"


def readings(text: str) -> list[tuple[int, dict[str, tuple[str, ...]]]]:
    return [(each.line, each.roles) for task in draft(text).every() for each in task.readings]


def told(text: str) -> list[tuple[int, str]]:
    return [(each.line, each.why) for each in draft(text).unread]


@pytest.mark.parametrize(
    "same",
    [
        "（责任单位同上）",
        "（责任单位：同上）",
        "（同上）",
        "\n责任单位：同上",
        "（责任单位同上一项）",
    ],
)
def test_the_same_as_above_is_the_clause_before(same: str):
    text = f"{HEAD}{FIRST}2.通车。{same}\n"
    (_, first), (line, second) = readings(text)
    assert (second, line - same.count("\n")) == (first, 5)
    assert [task.readings[0].repeats[0] for task in draft(text).tasks[1:]] == [4]


@pytest.mark.parametrize("same", ["责任单位同第1项", "配合单位同上"])
def test_what_cannot_be_followed_is_named(same: str):
    assert told(f"{HEAD}{FIRST}2.通车。（{same}）\n") == [(5, "repeat")]


def test_the_same_without_a_clause_before_is_named():
    assert told(f"{HEAD}1.通车。（责任单位同上）\n2.修路。（责任单位：{ROAD}）\n") == [
        (4, "repeat")
    ]


def test_a_label_that_repeats_is_no_unit():
    text = f"{HEAD}{FIRST}2.通车。（牵头单位：{ROAD}，配合单位同上）\n"
    assert readings(text)[1] == (5, {"lead": (ROAD,)})
    assert told(text) == [(5, "repeat")]


def test_a_time_limit_is_no_unit():
    assert readings(f"{HEAD}1.修路。（责任单位：{ROAD}，2028.12前完成）\n") == [
        (4, {"responsible": (ROAD,)})
    ]


@pytest.mark.parametrize("label", ["监督单位", "督办单位", "验收单位"])
@pytest.mark.parametrize("sign", ["；", "。", "\n"])
def test_who_watches_is_named_beside_who_acts(label: str, sign: str):
    text = f"{HEAD}1.修路。\n责任单位：{ROAD}{sign}{label}：{AUDIT}\n"
    assert readings(text) == [(5, {"responsible": (ROAD,)})]
    assert told(text) == [(5, "part")]


@pytest.mark.parametrize("behind", ["（监督单位：市审计局）", "\n监督单位：市审计局"])
def test_who_watches_has_no_task_of_its_own(behind: str):
    text = f"{HEAD}1.修路。（责任单位：{ROAD}）{behind}\n"
    assert readings(text) == [(4, {"responsible": (ROAD,)})]
    assert [why for _, why in told(text)] == ["part"]


def test_a_sentence_for_all_tasks_beside_the_rule_for_leads_is_named():
    text = f"{HEAD}{FIRST}注：以上任务均由各市政府抓好属地落实；责任单位列首位的为牵头单位。\n"
    assert told(text) == [(5, "general")]
    assert draft(text).rule_line == 5


@pytest.mark.parametrize("text", [f"{FIRST}2.通车。\n", f"一、任务\n{FIRST}二、要求\n2.通车。\n"])
def test_an_item_that_goes_on_counting_is_named(text: str):
    signed = f"某市关于修路的通知\n2026年1月5日\n{text}某市人民政府\n2026年1月5日\n"
    assert [why for _, why in told(signed)] == ["bare"]


def test_what_is_about_the_plan_is_no_task():
    assert told(f"{HEAD}{FIRST}二、保障措施\n2.加强领导。\n") == []


def test_a_part_of_a_body_is_named_and_a_person_is_not():
    assert told(f"{HEAD}1.修路。（责任单位：市公安局 交警、{ROAD}）\n") == [(4, "part")]
    assert told(f"{HEAD}1.修路。（责任单位：市公安局 刘洋、{ROAD}）\n") == []


def test_the_report_tells_the_lines_of_tasks_without_a_clause(office, tmp_path):
    notice = tmp_path / "notice.txt"
    notice.write_text(f"{HEAD}{FIRST}2.通车。\n3.验收。\n", encoding="utf-8")
    done = office.ok("plan", "draft", str(notice), LANG="en_US.UTF-8")
    assert "2 tasks without a clause (lines 5, 6)" in done.err
