"""The questions of a draft, and what each answer makes of its plan."""

import random
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from taskmatrix.notices.answers import NO, TYPED, YES, Answer, clashes, reviewed
from taskmatrix.notices.draft import draft
from taskmatrix.notices.questions import Question, questions
from taskmatrix.notices.writer import toml
from taskmatrix.plans.reader import read_files

EXAMPLES = sorted((Path(__file__).parent / "examples").glob("*.txt"))

NOTICE = """某市算力行动方案
2025年3月1日
到2027年，力争建成算力中心3个以上。
一、重点任务
（一）建设中心。（责任单位：市数据局、市发改委、各市（区）人民政府等）
（二）开放数据。到1月底前开放。（牵头单位：市数据局；配合单位：市发展和改革委员会、老王家）
（三）培训人员。编制教材。
由市教育局会同市人社局负责落实。
（四）巡山。（巡山一事责任单位：）
（五）修路。（责任单位：市交通局；配合单位：市财政局）
（五）架桥。（责任单位：市住建局；配合单位：市财政局
（六）护林。（责任单位：市林草局、各区县。各区县负责，下同）
（七）植树。（责任单位：市园林局）
"""


def asked(text: str = NOTICE) -> list[Question]:
    return questions(draft(text))


def one(kind: str, why: str = "", text: str = NOTICE) -> Question:
    return next(q for q in asked(text) if q.kind == kind and (q.why == why or not why))


def planned(answers: dict[str, Answer], text: str = NOTICE) -> tuple[dict[str, Any], str]:
    read = draft(text)
    result = reviewed(read, questions(read), answers)
    written = "".join(toml(result.draft, result.settled))
    return tomllib.loads(written), written


def after(question: Question, verdict: str, **typed: tuple[str, ...]) -> dict[str, Any]:
    return planned({question.key: Answer(verdict, typed)})[0]


def task(plan: dict[str, Any], title: str) -> dict[str, Any]:
    return next(each for each in plan["task"] if each["title"] == title)


def unit(plan: dict[str, Any], name: str) -> dict[str, Any] | None:
    return next((each for each in plan["unit"] if each["name"] == name), None)


def test_every_inference_and_every_passage_not_read_is_asked_once() -> None:
    found = [(each.kind, each.line) for each in asked()]
    assert {kind for kind, _line in found} == {
        "coordinator",
        "id",
        "bare",
        "rule",
        "horizon",
        "number",
        "clause",
        "deadline",
        "unread",
        "unit",
        "spellings",
        "group",
    }
    assert ("unread", 9) in found
    assert [each.why for each in asked() if each.kind == "clause" and each.line == 11] == [
        "responsible-leads",
        "unclosed",
    ]
    keys = [each.key for each in asked()]
    assert len(set(keys)) == len(keys)


def test_the_same_passage_twice_on_one_line_is_two_questions() -> None:
    text = "一、任务（一）甲。（巡山一事责任单位：）（二）乙。（巡山一事责任单位：）"
    keys = [each.key for each in asked(text) if each.kind == "unread"]
    assert len(set(keys)) == len(keys) == 2


def test_without_answers_the_plan_is_the_draft() -> None:
    assert planned({})[1] == "".join(toml(draft(NOTICE)))


def test_yes_to_all_changes_no_reading_and_leaves_no_question() -> None:
    before, _text = planned({})
    plan, text = planned({each.key: Answer(YES) for each in asked()})
    assert plan == before
    comments = " ".join(line for line in text.splitlines() if line.startswith("#"))
    for words in ("推定", "请核实", "是否", "inferred", "confirm", "unit?", "several", "no day"):
        assert words not in comments
    assert "（责任单位：市住建局；配合单位：市财政局" in comments


@pytest.mark.parametrize(
    ("verdict", "typed", "rule"),
    [(YES, (), "first-listed"), (NO, (), "none"), (TYPED, ("all",), "all")],
)
def test_the_rule_for_leads(verdict: str, typed: tuple[str, ...], rule: str) -> None:
    assert after(one("rule"), verdict, rule=typed)["plan"]["lead_rule"] == rule


def test_the_day_to_which_the_plan_reaches() -> None:
    assert "horizon" not in after(one("horizon"), NO)["plan"]
    typed = after(one("horizon"), TYPED, day=("2028-06-30",))
    assert str(typed["plan"]["horizon"]) == "2028-06-30"


def test_a_sentence_that_is_no_clause_stays_as_a_comment() -> None:
    question = one("clause", "sentence")
    plan, text = planned({question.key: Answer(NO)})
    assert set(task(plan, "培训人员")) <= {"number", "title", "section", "local"}
    assert unit(plan, "市人社局") is None, "who is named nowhere else is no unit of the plan"
    assert "由市教育局会同市人社局负责落实" in text


def test_the_units_of_a_clause_are_typed_by_hand() -> None:
    plan = after(one("clause", "sentence"), TYPED, lead=("市委党校",), support=("市教育局",))
    assert task(plan, "培训人员")["lead"] == ["市委党校"]
    assert task(plan, "培训人员")["support"] == ["市教育局"]
    assert unit(plan, "市委党校")


def test_responsible_units_that_do_not_lead_support() -> None:
    question = one("clause", "responsible-leads")
    changed = task(after(question, NO), "修路")
    assert (changed["support"], "lead" in changed) == (["市交通局", "市财政局"], False)


def test_two_inferences_of_one_clause_are_two_answers() -> None:
    first, second = (each for each in asked() if each.kind == "clause" and each.line == 11)
    plan, _text = planned({first.key: Answer(NO), second.key: Answer(YES)})
    assert task(plan, "架桥")["support"] == ["市住建局", "市财政局"]
    read = draft(NOTICE)
    every = questions(read)
    subject = next(each.subject for each in every if each.key == first.key)
    same_clause = Question("clause", 11, "", subject, why="unclosed")
    for verdict, moot in ((NO, False), (TYPED, True)):
        assert reviewed(read, every, {first.key: Answer(verdict)}).is_moot(same_clause) is moot


def test_repeated_local_governments_may_hold_for_one_task_only() -> None:
    question = one("clause", "repeat")
    assert task(after(question, YES), "植树").get("local") is None
    assert after(question, YES)["plan"]["local"] == ["各区县"]
    plan = after(question, NO)
    assert "local" not in plan["plan"]
    assert task(plan, "护林")["local"] == ["各区县"]
    assert after(question, TYPED, lead=("市林草局",), local=("各县",))["plan"]["local"] == ["各县"]


def test_spellings_of_one_body_become_units_of_their_own() -> None:
    plan = after(one("spellings"), NO)
    assert unit(plan, "市发改委") == {"name": "市发改委", "kind": "department"}
    assert unit(plan, "市发展和改革委员会")


def test_some_of_the_spellings_are_one_unit() -> None:
    text = NOTICE.replace("市发改委、", "市发改委、市发展改革委、")
    question = one("spellings", text=text)
    answer = Answer(TYPED, {"names": ("市发展改革委", "市发展和改革委员会")})
    plan, _text = planned({question.key: answer}, text)
    assert unit(plan, "市发展改革委")["aliases"] == ["市发展和改革委员会"]  # type: ignore[index]
    assert "aliases" not in unit(plan, "市发改委")  # type: ignore[operator]


def test_what_is_no_unit_leaves_the_plan() -> None:
    plan = after(one("unit"), NO)
    assert unit(plan, "老王家") is None
    assert task(plan, "开放数据")["support"] == ["市发展和改革委员会"]


def test_what_was_misread_is_typed_right() -> None:
    plan = after(one("unit"), TYPED, names=("市人社局", "市城管局"))
    assert task(plan, "开放数据")["support"] == ["市发展和改革委员会", "市人社局", "市城管局"]
    assert unit(plan, "市城管局")


def test_a_group_of_governments_has_rows_of_its_own() -> None:
    question = one("group", "各市（区）人民政府")
    plan = after(question, TYPED, names=("甲区政府", "乙市政府"))
    group = unit(plan, "各市（区）人民政府")
    assert group
    assert (group["kind"], group["members"]) == ("group", ["甲区政府", "乙市政府"])
    assert unit(plan, "乙市政府")


def test_a_time_limit_without_a_day_gets_one_or_is_left_out() -> None:
    assert "deadline" not in task(after(one("deadline"), YES), "开放数据")
    plan = after(one("deadline"), TYPED, day=("2026-01-31",))
    assert str(task(plan, "开放数据")["deadline"]) == "2026-01-31"


def test_a_passage_not_understood_becomes_a_clause_of_its_task() -> None:
    question = one("unread")
    number = task(planned({})[0], "巡山")["number"]
    answer = Answer(TYPED, {"task": (number,), "lead": ("市林草局",), "support": ()})
    plan, text = planned({question.key: answer})
    assert task(plan, "巡山")["lead"] == ["市林草局"]
    assert "（巡山一事责任单位：）" in text
    read = draft(NOTICE)
    left = reviewed(read, questions(read), {question.key: answer}).draft.unread
    assert [each.line for each in left] == [each.line for each in read.unread if each.line != 9]


def test_a_number_is_typed_and_must_be_free() -> None:
    question = one("number")
    title = question.subject.title
    changed = after(question, TYPED, number=("99",))
    assert task(changed, title)["number"] == "99"
    read = draft(NOTICE)
    again = questions(read)
    taken = next(each.number for each in read.every() if each.title == "建设中心")
    for number, clash in (("99", False), (taken, True)):
        answer = Answer(TYPED, {"number": (number,)})
        given = {each.key: answer for each in again if each.key == question.key}
        assert clashes(reviewed(read, again, given).draft) is clash


def test_answers_to_another_notice_change_nothing() -> None:
    stray = {f"{one('rule').key}?": Answer(NO), "": Answer(TYPED)}
    assert planned(stray) == planned({})


@pytest.mark.parametrize("notice", EXAMPLES, ids=lambda path: path.stem)
def test_whatever_is_answered_the_plan_passes_the_check(notice: Path, tmp_path: Path) -> None:
    text = notice.read_text("utf-8")
    chance = random.Random(notice.stem)
    for _round in range(5):
        verdicts = {
            each.key: Answer(chance.choice([YES, YES if each.no_is_typed else NO]))
            for each in asked(text)
        }
        file = tmp_path / "plan.toml"
        file.write_text(planned(verdicts, text)[1], "utf-8")
        read = read_files([(file, file.name)])
        assert [each for each in read.problems if each.severity == "error"] == []


def test_a_clause_typed_for_a_task_that_has_gone_is_not_lost() -> None:
    question = one("unread")
    read = draft(NOTICE)
    answer = Answer(TYPED, {"task": ("77",), "lead": ("市林草局",)})
    left = reviewed(read, questions(read), {question.key: answer}).draft.unread
    assert question.line in [each.line for each in left]


def test_beside_a_stated_lead_the_others_are_typed() -> None:
    text = "一、任务\n（一）修路。（牵头单位：市交通局。市财政局、市住建局）\n"
    beside = [each for each in asked(text) if each.why == "no-role"]
    alone = [each for each in asked("一、任务\n（一）甲。（责任单位：市财政局）\n") if each.why]
    assert [each.no_is_typed for each in beside + alone] == [True]


UNDATED = """某市算力行动方案
一、重点任务
（一）建设中心。6月底前建成。（责任单位：见附件、市发改委）
（二）开放数据。
（四）培训人员。年底前完成。（牵头单位：市教育局；配合单位：市发展和改革委员会）
"""


def test_what_the_notice_does_not_say_is_asked_first() -> None:
    assert [each.kind for each in asked(UNDATED)[:3]] == ["issued", "coordinator", "id"]
    assert "issued" not in [each.kind for each in asked()]


def test_with_a_day_of_issue_time_limits_have_a_year() -> None:
    dated = draft(UNDATED, date(2026, 1, 5))
    assert [str(task.deadline.day) for task in dated.every() if task.deadline] == [
        "2026-06-30",
        "2026-12-31",
    ]
    assert [each.kind for each in questions(dated, undated=True)].count("issued") == 1
    assert "deadline" not in [each.kind for each in questions(dated)]


def test_who_coordinates_becomes_a_unit_of_the_plan() -> None:
    plan = after(one("coordinator"), TYPED, unit=("市政府办公室",))
    assert plan["plan"]["coordinator"] == "市政府办公室"
    assert unit(plan, "市政府办公室")
    known = after(one("coordinator"), TYPED, unit=("市发展和改革委员会",))
    assert known["plan"]["coordinator"] == "市发展和改革委员会"
    assert unit(known, "市发改委")


def test_the_id_of_the_plan_is_typed_or_kept() -> None:
    assert after(one("id"), YES)["plan"]["id"] == "DRAFT"
    assert after(one("id"), TYPED, id=("SL-2",))["plan"]["id"] == "SL-2"


def test_numbers_that_are_missing_are_told_and_asked() -> None:
    gap = one("unread", "gap", UNDATED)
    assert (gap.line, gap.passage[:3]) == (5, "（四）")
    answer = Answer(TYPED, {"task": ("3",), "title": ("组建专班",), "lead": ("市编办",)})
    plan, _text = planned({gap.key: answer}, UNDATED)
    assert [each["number"] for each in plan["task"]] == ["1", "2", "4", "3"]
    assert task(plan, "组建专班")["lead"] == ["市编办"]


def test_a_passage_becomes_a_task_below_another() -> None:
    gap = one("unread", "gap", UNDATED)
    answer = Answer(TYPED, {"task": ("2.1",), "title": ("开放目录",), "lead": ("市编办",)})
    plan, _text = planned({gap.key: answer}, UNDATED)
    assert [each["number"] for each in plan["task"]] == ["1", "2", "2.1", "4"]


def test_a_task_without_a_clause_gets_its_units() -> None:
    question = one("bare", text=UNDATED)
    answer = Answer(TYPED, {"lead": ("市数据局",), "support": ()})
    plan, _text = planned({question.key: answer}, UNDATED)
    assert task(plan, "开放数据")["lead"] == ["市数据局"]


def test_a_task_whose_passage_was_typed_is_not_asked_again() -> None:
    read = draft(NOTICE)
    every = questions(read)
    unread, about = one("unread"), one("bare")
    number = about.subject.number
    given = {unread.key: Answer(TYPED, {"task": (number,), "lead": ("市林草局",)})}
    assert reviewed(read, every, given).is_moot(about)
    assert not reviewed(read, every, {}).is_moot(about)


def test_who_is_listed_first_and_is_no_unit_hands_on_the_lead_with_a_word() -> None:
    question = one("unit", "见附件", UNDATED)
    assert question.read["leads"] == ("1",)
    plan, _text = planned({question.key: Answer(NO)}, UNDATED)
    assert task(plan, "建设中心")["responsible"] == ["市发改委"]
    read = draft(UNDATED)
    left = reviewed(read, questions(read), {question.key: Answer(NO)}).draft
    assert "first-gone" in next(left.every()).readings[0].inferred


@pytest.mark.parametrize(
    "name", ["各有关单位", "省有关部门", "各项目牵头单位", "待定", "省教育厅双"]
)
def test_who_is_no_body_in_particular_is_asked(name: str) -> None:
    text = f"一、任务\n（一）修路。（责任单位：市交通局、{name}）\n"
    assert [each.why for each in asked(text) if each.kind == "unit"] == [name]


def test_a_spelling_is_shown_where_it_stands() -> None:
    question = one("spellings")
    assert question.line == 6
    assert "市发展和改革委员会" in question.passage
    assert question.read["lines"] == ("5",)


def test_two_lists_without_a_role_are_one_question() -> None:
    text = "一、任务\n（一）修路。（市交通局牵头。市财政局、市住建局。市林草局、市水利局）\n"
    assert [each.why for each in asked(text) if each.kind == "clause"] == ["no-role"]


def test_numbers_of_a_table_that_contradict_each_other_are_counted_anew() -> None:
    rows = ["序号\t重点任务\t责任单位\t配合单位", "1\t修路\t市交通局\t市财政局"]
    rows += ["1.1\t架桥\t市水利局\t", "1.2\t植树\t市林草局\t", "2\t护林\t市公安局\t"]
    read = draft("\n".join(rows))
    assert not clashes(read)
    assert [each.number for each in read.every()] == ["1", "2", "3", "4"]
    assert [each.kind for each in questions(read)].count("number") == 3
    assert [each.why for each in questions(read) if each.kind == "clause"] == ["responsible-leads"]


def test_signs_that_print_nothing_are_in_no_name() -> None:
    text = "一、任务\n（一）修路。（责任单位：市\u200b交通局、\u202e市财\u2060政局\u202c）\n"
    assert [each.name for each in draft(text).units] == ["市交通局", "市财政局"]


def test_a_note_inside_a_clause_is_not_told_as_unread() -> None:
    text = "一、任务\n（一）修路。\n责任单位：省财政厅（牵头）、省税务局\n"
    read = draft(text)
    assert read.unread == ()
    assert next(read.every()).readings[0].by_role() == {
        "lead": ("省财政厅",),
        "support": ("省税务局",),
    }
