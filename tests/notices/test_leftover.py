"""What a draft could not read is told, with its line: never a lost clause."""

import pytest

from taskmatrix.notices.draft import draft

TASK = "（{}）推进第{}项。（责任单位：市教育局、市财政局）"


def told(text: str) -> list[tuple[int, str, str]]:
    return [(each.line, each.why, each.text) for each in draft(text).unread]


def test_a_sentence_that_says_who_acts_is_told_where_the_task_has_no_clause():
    text = (
        "一、任务\n（一）建设平台。由市数据局牵头，抓紧选址。\n（二）培训。（责任单位：市教育局）\n"
    )
    assert told(text) == [(2, "prose", "由市数据局牵头，抓紧选址")]


def test_who_is_responsible_in_person_is_not_who_acts():
    text = "一、任务\n（一）开会。市直各部门负责人参加。\n（二）培训。（责任单位：市教育局）\n"
    assert told(text) == []


def test_a_list_of_duties_beside_clauses_is_told():
    clauses = "\n".join(TASK.format(n, n) for n in "一二三四")
    duties = "市公安局：负责查处。\n市交通局：负责巡查。\n市民政局：负责救助。\n"
    text = f"一、任务\n{clauses}\n二、职责\n{duties}"
    assert told(text) == [
        (7, "by-unit", "市公安局：负责查处"),
        (8, "by-unit", "市交通局：负责巡查"),
        (9, "by-unit", "市民政局：负责救助"),
    ]
    assert len(draft(text).tasks) == 4


def test_a_label_that_is_not_known_is_told_when_it_stands_once():
    text = "1.开放数据。\n对口专班：区数据局、区司法局\n2.培训。\n责任单位：区教育局\n"
    assert told(text) == [(2, "label", "对口专班：区数据局、区司法局")]


def test_who_gets_a_copy_is_no_clause():
    text = "1.开放数据。\n责任单位：区数据局\n抄送：区委办公室，区人大常委会办公室。\n"
    assert told(text) == []


@pytest.mark.parametrize("head", ["某市人民政府办公室", "市教育局"])
def test_a_head_of_pages_that_names_a_unit_is_told_once(head: str):
    pages = "\n".join(f"{TASK.format(n, n)}\n— {i} —\n{head}" for i, n in enumerate("一二三", 1))
    assert told(f"一、任务\n{pages}\n（四）收尾。（责任单位：市财政局）\n") == [(4, "page", head)]


def test_a_body_beside_two_of_many_page_numbers_is_no_head():
    lines = ["一、任务"]
    for place, number in enumerate("一二三四五六", 1):
        who = "市教育局" if place in (2, 4) else f"市直第{number}小学"
        lines += [f"（{number}）推进第{number}项。", "责任单位：", who, f"— {place} —"]
    read = draft("\n".join(lines) + "\n")
    assert [each.readings[0].names("responsible") for each in read.tasks][1] == ("市教育局",)
