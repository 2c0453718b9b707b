"""`plan draft --review`: one key each on a terminal, left and resumed, and what the plan says."""

import json
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from commands.terminal import PATIENCE, Terminal
from conftest import Office

NOTICE = """
    某市算力行动方案
    2025年3月1日
    到2027年，力争建成算力中心3个以上。
    一、重点任务
    （一）建设中心。（责任单位：市数据局、市发改委、各市（区）人民政府等）
    （二）开放数据。（牵头单位：市数据局；配合单位：市发展和改革委员会、老王家）
    （三）培训人员。编制教材。
    由市教育局会同市人社局负责落实。
    （四）巡山。（巡山一事责任单位：）
"""
ASKED = 10
"""coordinator, id, rule, horizon, sentence, unread, bare, spellings, group, unit."""
KEYS = "s skip, b back, q leave:"


@pytest.fixture
def notice(tmp_path: Path) -> Office:
    office = Office(tmp_path, {"TASKMATRIX_LANG": "en"})
    office.write("notice.txt", NOTICE)
    return office


class Walk(Terminal):
    """A review on a terminal; every key is pressed when a new question has come."""

    def __init__(self, office: Office, *more: str, columns: int = 80) -> None:
        words = ("plan", "draft", "notice.txt", "-o", "plan.toml", "--review", *more)
        super().__init__(office, *words, columns=columns)
        self.seen = 0

    def press(self, keys: str, words: str = KEYS) -> None:
        """Press keys one by one, each at a question of its own."""
        for key in keys:
            self.seen += 1
            self.see_again(words, self.seen)
            self.type(key)

    def see_again(self, words: str, count: int) -> None:
        """Wait until words stand on the screen so often."""
        while self.text.count(words) < count:
            assert self._read(time.monotonic() + PATIENCE), f"it has ended:\n{self.text}"

    def fill(self, label: str, text: str) -> None:
        """Type a line where a field is asked for."""
        self.see(label)
        self.type(text + "\n")


def plan(office: Office) -> dict[str, Any]:
    return tomllib.loads(written(office))


def written(office: Office) -> str:
    return (office.folder / "plan.toml").read_text("utf-8")


def comments(office: Office) -> str:
    return " ".join(line for line in written(office).splitlines() if line.startswith("#"))


def kept(office: Office) -> list[str]:
    file = office.folder / "plan.toml.review.json"
    if not file.exists():
        return []
    answers = json.loads(file.read_text("utf-8"))["answers"]
    return [each["verdict"] for each in answers.values()]


def test_all_answered_yes_leaves_no_question_in_the_plan(notice: Office) -> None:
    with Walk(notice) as walk:
        walk.press("y" * ASKED)
        assert walk.end() == 0
        assert walk.wrapped == 0
    left = comments(notice)
    assert [word in left for word in ("inferred", "confirm", "unit?", "several")] == [False] * 4
    assert "由市教育局会同市人社局负责落实" in left, "line and clause stay"
    assert kept(notice) == ["yes"] * ASKED
    assert notice("plan", "check", "plan.toml").status == 0


def test_no_means_what_it_says(notice: Office) -> None:
    with Walk(notice) as walk:
        walk.press("yynnnss")
        walk.see("each is a unit of its own")
        walk.press("nsn")
        assert walk.end() == 0
    made = plan(notice)
    assert (made["plan"]["lead_rule"], "horizon" in made["plan"]) == ("none", False)
    assert not {"lead", "support", "responsible"} & set(made["task"][2])
    names = [each["name"] for each in made["unit"]]
    assert ["市发改委" in names, "市发展和改革委员会" in names, "老王家" in names] == [
        True,
        True,
        False,
    ]
    assert notice("plan", "check", "plan.toml").status == 0


def test_one_leaves_and_goes_on_later(notice: Office) -> None:
    with Walk(notice) as first:
        first.press("yyynq")
        assert first.end() == 0
        assert "6 left" in first.text
    assert "horizon" not in plan(notice)["plan"]
    with Walk(notice) as again:
        again.see("[5/10]")
        assert "[1/10]" not in again.text
        again.press("y" * 6)
        assert again.end() == 0
    assert kept(notice) == ["yes", "yes", "yes", "no", *["yes"] * 6]
    before = written(notice)
    with Walk(notice) as done:
        assert done.end() == 0, "nothing is left to ask"
    assert "[1/10]" not in done.text
    assert written(notice) == before


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["ctrl-c", "ctrl-d"])
@pytest.mark.parametrize("typing", [False, True])
def test_ctrl_c_loses_nothing(notice: Office, key: str, typing: bool) -> None:
    with Walk(notice) as walk:
        walk.press("yyyy")
        if typing:
            walk.press("e")
            walk.see("none):")
            walk.type(key)
        else:
            walk.press(key)
        assert walk.end() == 130
        assert "Go on with: taskmatrix plan draft notice.txt -o plan.toml --review" in walk.text
    assert kept(notice) == ["yes"] * 4
    assert plan(notice)["task"][2]["lead"] == ["市教育局"]


def test_who_is_cut_off_loses_nothing(notice: Office) -> None:
    with Walk(notice) as walk:
        walk.press("yyyn")
        walk.see("[5/10]")
    assert kept(notice) == ["yes", "yes", "yes", "no"], "the walk was killed"
    assert "horizon" not in plan(notice)["plan"]


def test_one_goes_back_and_answers_anew(notice: Office) -> None:
    with Walk(notice) as walk:
        walk.press("yynyb")
        walk.see("answered: yes")
        walk.press("b")
        walk.see("answered: no")
        walk.press("y")
        walk.see("[5/10]")
        walk.press("q")
        assert walk.end() == 0
    assert kept(notice) == ["yes"] * 4
    assert plan(notice)["plan"]["lead_rule"] == "first-listed"


def test_units_are_typed_by_hand(notice: Office) -> None:
    with Walk(notice) as walk:
        walk.press("yyyye")
        walk.fill("lead (Enter keeps, - none):", "")
        walk.fill("support (Enter keeps, - none):", "市委党校，市城管局")
        walk.fill("local:", "")
        walk.press("q")
        assert walk.end() == 0
    task = plan(notice)["task"][2]
    assert (task["lead"], task["support"]) == (["市教育局"], ["市委党校", "市城管局"])
    assert "inferred: a sentence" not in comments(notice)


def test_a_passage_not_understood_becomes_a_clause(notice: Office) -> None:
    with Walk(notice) as walk:
        walk.press("yyyyyn")
        walk.fill("task number [", "四")
        walk.see("a number has digits")
        walk.press("n")
        walk.see_again("task number [", 2)
        walk.type("\n")
        walk.see_again("lead:", 2)
        walk.type("市林草局\n")
        walk.see_again("support:", 2)
        walk.type("\n")
        walk.fill("local:", "")
        walk.see("spellings of one body")
        walk.press("q")
        assert walk.end() == 0
    assert plan(notice)["task"][3]["lead"] == ["市林草局"]
    assert "not understood" not in walk.text


def test_a_day_that_cannot_be_read_is_asked_again(notice: Office) -> None:
    with Walk(notice) as walk:
        walk.press("yyye")
        walk.fill("day:", "某日")
        walk.see("cannot be read as a day")
        walk.press("e")
        walk.see_again("day:", 4)
        walk.type("2028年6月底\n")
        walk.press("q")
        assert walk.end() == 0
    assert kept(notice) == [*["yes"] * 3, "typed"]
    assert str(plan(notice)["plan"]["horizon"]) == "2028-06-30"
    assert "horizon" not in comments(notice)


def test_other_keys_do_nothing(notice: Office) -> None:
    with Walk(notice) as walk:
        walk.press("x")
        walk.press("e")
        walk.press("\r")
        walk.press("Ｙ")
        walk.see("[2/10]")
        walk.press("Q")
        assert walk.end() == 0
    assert kept(notice) == ["yes"]


def test_what_was_changed_by_hand_is_not_written_over_unasked(notice: Office) -> None:
    notice.ok("plan", "draft", "notice.txt", "-o", "plan.toml")
    mine = written(notice) + "# 我写的\n"
    (notice.folder / "plan.toml").write_text(mine, "utf-8")
    with Walk(notice) as walk:
        walk.see("[y/N]")
        walk.type("n\n")
        assert walk.end() == 3
    assert (written(notice), kept(notice)) == (mine, [])
    with Walk(notice) as walk:
        walk.see("[y/N]")
        walk.type("y\n")
        walk.press("q")
        assert walk.end() == 0
    assert "我写的" not in written(notice)


def test_without_a_terminal_it_is_refused(notice: Office) -> None:
    refused = notice("plan", "draft", "notice.txt", "-o", "plan.toml", "--review")
    assert (refused.status, refused.out) == (3, "")
    assert "terminal" in refused.err
    assert not (notice.folder / "plan.toml").exists()


@pytest.mark.parametrize("more", ["--json", "--compare=plan.toml", "-o=plan.json"])
def test_a_review_goes_with_nothing_else(notice: Office, more: str) -> None:
    with Walk(notice, *more.split("=")) as walk:
        assert walk.end() == 2
    assert not (notice.folder / "plan.toml").exists()


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"schema": 2}', "\x00"])
def test_damaged_answers_are_told(notice: Office, text: str) -> None:
    (notice.folder / "plan.toml.review.json").write_text(text, "utf-8")
    with Walk(notice) as walk:
        assert walk.end() == 5
    assert "plan.toml.review.json" in walk.text
    assert not (notice.folder / "plan.toml").exists()


@pytest.mark.parametrize("columns", [80, 100])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_line_fits_and_nothing_steers(tmp_path: Path, columns: int, language: str) -> None:
    office = Office(tmp_path, {"TASKMATRIX_LANG": language})
    nasty = "市\x9b2J数据\u202e局很长的名字" + "、市发改委很长很长的一个名字局" * 12
    office.write("notice.txt", NOTICE.replace("市数据局；", f"{nasty}；"))
    with Walk(office, columns=columns) as walk:
        walk.press("s" * ASKED + "q", "q ")
        assert walk.end() == 0
    assert walk.wrapped == 0
    assert r"市\x9b2J数据" in walk.text, "it is written out"
    assert "\x9b".encode() not in walk.sent
    assert "\u202e".encode() not in walk.sent


def test_only_spellings_of_the_body_are_taken_as_such(notice: Office) -> None:
    with Walk(notice) as walk:
        walk.press("yyyyyyye")
        walk.fill("names:", "市财政局")
        walk.see("only spellings that stand above")
        walk.press("q")
        assert walk.end() == 0
    assert kept(notice) == ["yes"] * 7


def test_a_day_of_issue_gives_years_to_time_limits(notice: Office) -> None:
    notice.write("notice.txt", "一、任务\n（一）巡山。6月底前完成。（牵头单位：省林草局）\n")
    with Walk(notice) as walk:
        walk.press("n")
        walk.fill("day:", "2026-03-01")
        walk.press("n")
        walk.fill("coordinating unit:", "省林草局")
        walk.press("n")
        walk.see_again("plan id:", 2)
        walk.type("2\n")
        walk.see("begins with a letter")
        walk.press("n")
        walk.see_again("plan id:", 3)
        walk.type("ln-2\n")
        walk.press("y")
        assert walk.end() == 0
    head = plan(notice)["plan"]
    assert (str(head["issued"]), head["coordinator"], head["id"]) == (
        "2026-03-01",
        "省林草局",
        "LN-2",
    )
    assert str(plan(notice)["task"][0]["deadline"]) == "2026-06-30"
    assert kept(notice) == ["typed", "typed", "typed", "yes"]


def test_a_passage_becomes_a_task_of_its_own(notice: Office) -> None:
    with Walk(notice) as walk:
        walk.press("sssssn")
        walk.fill("task number [", "9")
        walk.fill("title of the new task [", "巡查")
        walk.fill("lead:", "市林草局")
        walk.fill("support:", "")
        walk.fill("local:", "")
        walk.see("[7/10]")
        walk.press("q")
        assert walk.end() == 0
    made = next(each for each in plan(notice)["task"] if each["number"] == "9")
    assert (made["title"], made["lead"]) == ("巡查", ["市林草局"])


def test_answers_that_fit_no_question_are_told(notice: Office) -> None:
    with Walk(notice) as walk:
        walk.press("yyyq")
        assert walk.end() == 0
    notice.write("notice.txt", NOTICE.replace("一、重点", "有关安排如下。\n    一、重点"))
    with Walk(notice) as walk:
        walk.see("1 kept answer fits no question")
        walk.press("q")
        assert walk.end() == 0


def test_another_language_takes_up_where_the_first_one_left(notice: Office) -> None:
    with Walk(notice) as walk:
        walk.press("yyyq")
        assert walk.end() == 0
    with Walk(notice, "--lang", "zh") as walk:
        walk.see("[4/10]")
        walk.press("q", "q ")
        assert walk.end() == 0
    assert "[y/N]" not in walk.text


def test_a_walk_cut_off_before_the_plan_was_written_asks_nothing(notice: Office) -> None:
    with Walk(notice) as walk:
        walk.press("yyyn")
        walk.see("[5/10]")
        walk.press("q")
        assert walk.end() == 0
    answers = notice.folder / "plan.toml.review.json"
    held = json.loads(answers.read_text("utf-8"))
    before = written(notice)
    held["answers"].popitem()
    held["written"] = [held["written"][-1], "0" * 64]
    answers.write_text(json.dumps(held), "utf-8")
    with Walk(notice) as walk:
        walk.see("[4/10]")
        walk.press("q")
        assert walk.end() == 0
    assert "[y/N]" not in walk.text
    assert written(notice) != before, "the plan is that of the answers that were kept"
