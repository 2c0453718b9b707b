"""`plan draft`: from a notice's text to a plan file that can be checked, loaded and compared."""

import tomllib
from pathlib import Path

import pytest
from commands.terminal import Terminal

EXAMPLES = Path(__file__).parent / "examples"
SOURCE = Path(__file__).parents[3] / "shared" / "sources" / "liaoning-plan.zh.txt"
LIAONING = Path(__file__).parents[2] / "plans" / "liaoning" / "plan.toml"

NOTICE = """
    某市人民政府办公室关于印发某市算力行动方案的通知
    某政办发〔2025〕9号
    某市人民政府办公室
    2025年3月1日
    某市算力行动方案
    一、总体目标
    到2027年，力争建成算力中心3个以上，投资超过20亿元。
    二、重点任务
    （一）建设中心。2025年6月底前选址，2026年底前建成。（责任单位：市数据局、市发改委等）
    （二）开放数据。（牵头单位：市数据局；配合单位：市发展和改革委员会）
    （三）培训人员。编制教材。（责任单位：市教育局）组织考核。（市人社局牵头，市教育局配合）
"""


def drafted(office, text=NOTICE, *more):
    office.write("notice.txt", text)
    return office.ok("plan", "draft", "notice.txt", *more)


@pytest.mark.parametrize("notice", sorted(EXAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_every_draft_passes_the_check(office, notice):
    (office.folder / "drafted").mkdir()
    office.ok("plan", "draft", notice, "-o", "drafted/plan.toml")
    problems = office("plan", "check", "drafted", "--json").json["problems"]
    assert [each for each in problems if each["severity"] == "error"] == []


def test_the_head_of_the_notice_is_the_plans(office):
    plan = tomllib.loads(drafted(office).out)["plan"]
    assert plan["title"] == "某市算力行动方案"
    assert plan["issuer"] == "某市人民政府办公室"
    assert plan["document"] == "某政办发〔2025〕9号"
    assert (str(plan["issued"]), str(plan["horizon"])) == ("2025-03-01", "2027-12-31")


def test_a_task_has_its_units_its_deadline_and_a_milestone_a_phase(office):
    task = tomllib.loads(drafted(office).out)["task"][0]
    assert task["responsible"] == ["市数据局", "市发改委"]
    assert task["open_ended"] is True
    assert str(task["deadline"]) == "2026-12-31"
    phases = [(each["title"], str(each["due"])) for each in task["milestone"]]
    assert phases == [("建设中心选址", "2025-06-30"), ("建设中心建成", "2026-12-31")]


def test_the_clause_of_each_reading_stands_beside_it(office):
    text = drafted(office).out
    assert "（牵头单位：市数据局；配合单位：市发展和改革委员会）" in text


def test_several_clauses_of_a_task_become_parts_of_it(office):
    tasks = {each["number"]: each for each in tomllib.loads(drafted(office).out)["task"]}
    assert "responsible" not in tasks["3"]
    assert tasks["3.1"]["responsible"] == ["市教育局"]
    assert (tasks["3.2"]["lead"], tasks["3.2"]["title"]) == (["市人社局"], "组织考核")


def test_a_sentence_for_all_tasks_belongs_to_none(office):
    done = drafted(office, (EXAMPLES / "blanket-sentence.txt").read_text("utf-8"))
    plan = tomllib.loads(done.out)
    assert plan["plan"]["local"] == ["各市人民政府"]
    assert [task["number"] for task in plan["task"]] == ["1", "2"]
    assert done.err.count("\n") == 1


def test_spellings_of_one_body_are_one_unit(office):
    units = tomllib.loads(drafted(office).out)["unit"]
    assert {"name": "市发改委", "aliases": ["市发展和改革委员会"], "kind": "department"} in units


def test_goals_become_targets(office):
    first, second = drafted(office, NOTICE, "--json").json["targets"]
    assert (first["op"], first["value"], first["measure"]) == (">=", 3, "个")
    assert (first["due"], first["soft"]) == ("2027-12-31", True)
    assert (second["op"], second["value"], second["measure"]) == (">", 20, "亿元")


def test_json_gives_tasks_as_the_notice_has_them(office):
    tasks = drafted(office, NOTICE, "--json").json["tasks"]
    assert [each["number"] for each in tasks] == ["1", "2", "3"]
    assert tasks[1]["lead"] == ["市数据局"]
    assert tasks[1]["line"] == 10
    assert tasks[0]["deadline"] == "2026-12-31"
    assert [each["text"] for each in tasks[2]["clauses"]] == [
        "（责任单位：市教育局）",
        "（市人社局牵头，市教育局配合）",
    ]


BLANKET = """
    一、任务
    （一）排查。（责任单位：省林草局）
    （二）修复。（责任单位：省水利厅、各市人民政府。以下均需各市人民政府落实，不再列出）
    （三）巡查。（责任单位：省公安厅）
"""


def test_a_blanket_holds_from_the_task_that_states_it(office):
    plan = tomllib.loads(drafted(office, BLANKET).out)
    assert plan["plan"]["local"] == ["各市人民政府"]
    assert [each.get("local") for each in plan["task"]] == [[], None, None]
    assert plan["task"][1]["responsible"] == ["省水利厅"]


def test_what_is_not_understood_is_told_with_its_line(office):
    text = "一、任务\n（一）巡山。（巡山一事责任单位：）\n（二）护林。（责任单位：省林草局）\n"
    office.write("notice.txt", text)
    done = office.ok("plan", "draft", "notice.txt", "--json", LANG="en_US.UTF-8")
    assert [(each["line"], each["why"]) for each in done.json["unread"]] == [(2, "no-units")]
    assert "line 2" in done.err


def test_a_clause_outside_of_any_task_is_told(office):
    told = drafted(office, "开展巡查。（责任单位：省公安厅）\n", "--json").json
    assert (told["tasks"], told["unread"][0]["why"]) == ([], "no-task")


def test_numbers_that_restart_have_the_section_in_front(office):
    notice = (EXAMPLES / "restart.txt").read_text(encoding="utf-8")
    numbers = [each["number"] for each in drafted(office, notice, "--json").json["tasks"]]
    assert numbers == ["1.1", "1.2", "2.1", "2.2", "2.3"]


def test_numbers_that_run_on_stay_as_printed(office):
    notice = (EXAMPLES / "by-and-with.txt").read_text(encoding="utf-8")
    numbers = [each["number"] for each in drafted(office, notice, "--json").json["tasks"]]
    assert numbers == ["1", "2", "3", "4", "5", "6", "7"]


def test_a_clause_of_a_parents_own_becomes_its_child_zero(office):
    notice = (EXAMPLES / "two-levels.txt").read_text(encoding="utf-8")
    tasks = {each["number"]: each for each in tomllib.loads(drafted(office, notice).out)["task"]}
    assert tasks["2.0"]["lead"] == ["省工业和信息化厅"]


def test_several_clauses_above_children_become_parts_of_child_zero(office):
    notice = """
        一、任务
        （一）修路。测量。（责任单位：县交通局）铺设。（责任单位：县住建局）
        1.招标。（责任单位：县财政局）
    """
    tasks = {each["number"]: each for each in tomllib.loads(drafted(office, notice).out)["task"]}
    assert list(tasks) == ["1", "1.0", "1.0.1", "1.0.2", "1.1"]
    assert tasks["1.0.2"]["responsible"] == ["县住建局"]
    office.write("plan.toml", drafted(office, notice).out)
    assert office.ok("plan", "draft", "notice.txt", "--compare", "plan.toml").out == ""


def test_gb18030_and_standard_input_are_read(office):
    printed = (EXAMPLES / "run.txt").read_text(encoding="utf-8")
    (office.folder / "gb.txt").write_bytes(printed.encode("gb18030"))
    told = office.ok("plan", "draft", "gb.txt").out
    assert told == office("plan", "draft", "-", stdin=printed).out


@pytest.mark.parametrize("data", [b"\x7fELF\0\x01\xff\xfe\xfa", b"%PDF-1.7\n", b"PK\x03\x04"])
def test_what_is_no_text_is_refused(office, data):
    (office.folder / "notice").write_bytes(data)
    assert office("plan", "draft", "notice").status == 5


def test_a_file_that_is_not_there_is_told(office):
    assert office("plan", "draft", "nowhere.txt").status == 4
    assert office("plan", "draft", ".").status == 4


def test_what_a_plan_says_differently_is_shown(office):
    told = drafted(office).out
    office.write("plan.toml", told.replace('"市发改委"]\nopen_ended  = true', '"市教育局"]'))
    done = office.ok("plan", "draft", "notice.txt", "--compare", "plan.toml", "--json")
    assert [
        (each["task"], each["what"], each["value"], each["where"])
        for each in done.json["differences"]
    ] == [
        ("1", "support", "市发改委", "notice"),
        ("1", "support", "市教育局", "plan"),
        ("1", "open_ended", "True", "notice"),
    ]


@pytest.mark.parametrize("notice", sorted(EXAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_a_plan_that_says_the_same_has_no_differences(office, notice):
    office.write("plan.toml", office.ok("plan", "draft", notice).out)
    assert office.ok("plan", "draft", notice, "--compare", "plan.toml").out == ""


@pytest.mark.skipif(not SOURCE.is_file(), reason="the first programme's notice is not here")
def test_the_first_programme_is_drafted_cell_for_cell(office):
    assert office.ok("plan", "draft", SOURCE, "--compare", LIAONING).out == ""


def test_a_plan_with_errors_is_not_compared(office):
    office.write("plan.toml", "format = 1\n[plan]\n")
    office.write("notice.txt", NOTICE)
    done = office("plan", "draft", "notice.txt", "--compare", "plan.toml")
    assert (done.status, done.out) == (5, "")
    assert "plan.toml:2:1" in done.err


def test_a_title_or_a_goal_that_differs_is_shown_with_its_line(office):
    told = drafted(office).out
    assert told.count("value       = 20") == 1
    changed = told.replace("value       = 20", "value       = 30").replace("建设中心", "修建中心")
    office.write("plan.toml", changed)
    found = office.ok("plan", "draft", "notice.txt", "--compare", "plan.toml", "--json").json
    assert [
        (each["task"], each["what"], each["where"], each["line"]) for each in found["differences"]
    ] == [
        ("DRAFT", "target", "notice", 7),
        ("DRAFT", "target", "plan", None),
        ("1", "title", "notice", 9),
        ("1", "title", "plan", 9),
    ]
    shown = office.ok("plan", "draft", "notice.txt", "--compare", "plan.toml", LANG="en_US.UTF-8")
    assert shown.out.splitlines()[-1] == "line 9: 1: only in the plan: title 修建中心"


def test_other_plans_beside_and_below_have_no_say(office):
    told = drafted(office).out
    for path in ("plan.toml", "other.toml", "below/plan.toml"):
        office.write(path, told)
    assert office.ok("plan", "draft", "notice.txt", "--compare", "plan.toml").out == ""


def test_a_plan_finds_its_units_and_its_parent_above(office):
    told = drafted(office).out
    office.write(
        "units.toml", "format = 1\n" + told[told.index("[[unit]]") : told.index("[[target]]")]
    )
    tasks = told[told.index("[[task]]") :].replace("修", "建")
    head = 'format = 1\n[plan]\nid = "SL"\ntier = "1"\ntitle = "总"\nissued = 2025-03-01\n'
    office.write("plan.toml", f'{head}\n[[task]]\nnumber = "1"\ntitle = "别的"\n')
    key = 'format = 1\n[plan]\nid = "SL-N"\ntier = "N"\nparent = "SL"\ntitle = "分"\n\n'
    office.write("n/deep/key.toml", key + tasks)
    done = office.ok("plan", "draft", "notice.txt", "--compare", "n/deep/key.toml", "--json")
    assert [each["task"] for each in done.json["differences"] if each["what"] != "target"] == []


def test_spellings_of_one_body_in_one_clause_differ_from_nothing(office):
    text = "一、任务\n（一）修路。（牵头单位：市发改委；配合单位：市发展改革委、市财政局）\n"
    office.write("plan.toml", drafted(office, text).out)
    assert office.ok("plan", "draft", "notice.txt", "--compare", "plan.toml").out == ""


def test_what_was_changed_by_hand_is_not_written_over(office):
    drafted(office, NOTICE, "-o", "plan.toml")
    drafted(office, NOTICE, "-o", "plan.toml", "--lang", "en")
    drafted(office, NOTICE, "-o", "plan.toml", "--lang", "zh")
    mine = (office.folder / "plan.toml").read_text("utf-8") + "# 我写的\n"
    (office.folder / "plan.toml").write_text(mine, "utf-8")
    refused = office("plan", "draft", "notice.txt", "-o", "plan.toml")
    assert (refused.status, "plan.toml" in refused.err) == (3, True)
    assert (office.folder / "plan.toml").read_text("utf-8") == mine
    drafted(office, NOTICE, "-o", "other.toml")


def test_on_a_terminal_it_is_asked(office):
    office.write("notice.txt", NOTICE)
    office.write("plan.toml", "# 我写的\n")
    words = ("plan", "draft", "notice.txt", "-o", "plan.toml", "--lang", "en")
    for answer, status, kept in (("n\n", 3, True), ("y\n", 0, False)):
        with Terminal(office, *words) as asking:
            asking.see("Write it anew?")
            asking.type(answer)
            assert asking.end() == status
        assert ("我写的" in (office.folder / "plan.toml").read_text("utf-8")) is kept


def test_the_report_counts_what_waits_and_says_how_to_go_on(office):
    told = drafted(office, NOTICE, "-o", "plan.toml", "--lang", "en").err.splitlines()
    assert told == [
        "3 tasks read, 4 clauses, 4 units; to be looked at: 3 inferred",
        "To be asked about each of them: taskmatrix plan draft notice.txt -o plan.toml --review",
        "Then: taskmatrix plan check plan.toml",
    ]
    one = "一、任务\n（一）巡山。（牵头单位：省林草局）\n"
    assert drafted(office, one, "--lang", "en").err == "1 task read, 1 clause, 1 unit\n"


def test_a_long_passage_is_cut_its_line_leads_to_it(office):
    text = (
        f"一、任务\n（一）巡山。（{'巡山' * 80}责任单位：）\n（二）护林。（责任单位：省林草局）\n"
    )
    told = drafted(office, text, "--lang", "en").err.splitlines()[1]
    assert told.startswith("line 2: like a clause")
    assert len(told) < 150
    assert told.endswith("...")


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_a_file_without_text_is_refused(office, text):
    office.write("notice.txt", text)
    done = office("plan", "draft", "notice.txt", "-o", "plan.toml", LANG="en_US.UTF-8")
    assert (done.status, "OCR" in done.err) == (5, True)
    assert not (office.folder / "plan.toml").exists()


def test_a_text_without_tasks_is_told_as_such(office):
    done = drafted(office, "现将有关事项通知如下。\n", "--lang", "en")
    assert "No task was found" in done.err


def test_missing_numbers_are_told_with_the_line_behind_the_gap(office):
    text = "一、任务\n（一）巡山。（牵头单位：省林草局）\n（三）护林。（牵头单位：省林草局）\n"
    unread = drafted(office, text, "--json").json["unread"]
    assert [(each["line"], each["why"]) for each in unread] == [(3, "gap")]
