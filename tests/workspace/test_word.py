"""What a revision does not do without a word: --map, --keep, --retire, and the line proposed."""

import shlex

import pytest
from conftest import Office
from workspace.revising import codes, identity, kinds, load, loads, plan, proposed, work


def test_work_on_record_moves_only_by_the_line_that_is_proposed(office: Office) -> None:
    loads(office, plan("甲事项", "乙事项", "丙事项"))
    work(office, "P/2")
    was = identity(office, "P/2")

    refused = load(office, plan("甲事项", "新事项", "乙事项", "丙事项"))
    line = proposed(refused)

    assert line == shlex.split("plan load plans --map P/2=P/3 --map P/3=P/4 --yes")
    assert codes(office) == ["P/1", "P/2", "P/3"], "a refusal changes nothing"
    office.ok(*line)
    assert (identity(office, "P/3"), kinds(office, "P/3")[1]) == (was, "reported")
    assert codes(office) == ["P/1", "P/2", "P/3", "P/4"]


def test_work_on_record_is_not_dropped_without_a_word(office: Office) -> None:
    loads(office, plan("甲事项", "建设语料库"))
    work(office, "P/2")

    line = proposed(load(office, plan("甲事项")))

    assert line == shlex.split("plan load plans --retire P/2 --yes")
    office.ok(*line)
    assert (codes(office), codes(office, "--all")) == (["P/1"], ["P/1", "P/2"])
    assert office.ok("show", "P/2", "--json").json["task"]["state"] == "terminated"
    assert kinds(office, "P/2") == ["task-defined", "reported", "task-dropped"]


@pytest.mark.parametrize(
    ("old", "new", "proposal"),
    [
        ("人工智能+交通", "人工智能+教育", "--map P/2=P/2"),
        ("人工智能+制造业", "人工智能+农业", "--map P/2=P/2"),
        ("人工智能+交通", "培育数据要素市场", "--retire P/2"),
    ],
)
def test_work_on_record_is_not_given_another_title_without_a_word(
    office: Office, old: str, new: str, proposal: str
) -> None:
    loads(office, plan("甲事项", old))
    work(office, "P/2")
    was = identity(office, "P/2")

    line = proposed(load(office, plan("甲事项", new)))

    assert line == ["plan", "load", "plans", *proposal.split(), "--yes"]
    office.ok(*line)
    assert (identity(office, "P/2") == was) == proposal.startswith("--map")


def test_two_that_went_are_not_proposed_as_the_same_new_one(office: Office) -> None:
    loads(office, plan("人工智能+交通", "人工智能+教育"))
    for code in ("P/1", "P/2"):
        work(office, code)

    line = proposed(load(office, plan("甲事项", "人工智能+医疗")))

    assert line == shlex.split("plan load plans --map P/1=P/2 --retire P/2 --yes")
    office.ok(*line)


def test_the_proposal_holds_what_was_said_already(office: Office) -> None:
    loads(office, plan("甲事项", "乙事项", "丙事项", "丁事项"))
    for number in (1, 2, 3, 4):
        work(office, f"P/{number}")
    office.write("plans/plan.toml", plan("改过的丁"))

    refused = office(
        "plan", "load", "plans", "--retire", "P/1", "--keep", "P/2", "--map", "P/4=P/1"
    )
    line = proposed(refused)

    assert line == shlex.split(
        "plan load plans --map P/4=P/1 --keep P/2 --retire P/1 --retire P/3 --yes"
    )
    office.ok(*line)
    assert codes(office) == ["P/1", "P/2"]


def test_a_proposal_can_be_pasted_whatever_the_folder_is_called(office: Office) -> None:
    loads(office, plan("甲事项"))
    work(office, "P/1")
    office.write("新 方案 (2)/plan.toml", plan("完全不同"))

    refused = office("plan", "load", "新 方案 (2)")

    office.ok(*proposed(refused))


def test_what_is_kept_stays_listed_until_it_is_let_go(office: Office) -> None:
    loads(office, plan("甲事项", "乙事项"))
    work(office, "P/2")

    loads(office, plan("甲事项"), "--keep", "P/2")
    loads(office, plan("甲事项改"))
    assert codes(office) == ["P/1", "P/2"]

    loads(office, plan("甲事项"), "--retire", "P/2")
    assert codes(office) == ["P/1"]
    assert kinds(office, "P/2") == ["task-defined", "reported", "task-kept", "task-dropped"]


def test_what_is_kept_comes_back_into_the_plan(office: Office) -> None:
    loads(office, plan("甲事项", "乙事项"))
    was = identity(office, "P/2")
    loads(office, plan("甲事项"), "--keep", "P/2")

    back = load(office, plan("甲事项", "乙事项"), "--json").json

    assert [(each["code"], each["field"]) for each in back["changes"]] == [("P/2", "kept")]
    assert identity(office, "P/2") == was
    loads(office, plan("甲事项"))
    assert codes(office) == ["P/1"], "kept no longer"


@pytest.mark.parametrize("remembered", [False, True])
def test_a_code_that_goes_to_another_task_is_not_kept(office: Office, remembered: bool) -> None:
    loads(office, plan("甲事项", "乙事项"))
    if remembered:
        loads(office, plan("甲事项"), "--keep", "P/2")

    refused = load(
        office, plan("甲事项", "推进语料建设"), *([] if remembered else ["--keep", "P/2"])
    )

    assert proposed(refused) == shlex.split("plan load plans --retire P/2 --yes")
    office.ok(*proposed(refused))


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ("--map P/9=P/1", 4),
        ("--map P/1=P/9", 4),
        ("--map 省数据局=省教育厅", 4),
        ("--map P/1=省数据局", 4),
        ("--map 省数据局=P/1", 4),
        ("--keep P/9", 4),
        ("--keep 省数据局", 4),
        ("--retire 省教育厅", 4),
        ("--map P/1=P/2 --map P/2=P/2", 3),
        ("--map P/1", 2),
        ("--map =P/1", 2),
        ("--map P/1=", 2),
    ],
)
def test_a_word_that_names_nothing(office: Office, options: str, status: int) -> None:
    loads(office, plan("甲事项", "乙事项"))

    refused = load(office, plan("乙事项", "甲事项"), *options.split())

    assert refused.status == status, refused.err
    assert kinds(office, "P/1") == ["task-defined"]


def test_a_word_about_a_database_that_is_not_there_makes_none(office: Office) -> None:
    assert load(office, plan("甲事项", "乙事项"), "--map", "P/1=P/2").status == 4
    assert not (office.folder / "taskmatrix.db").exists()


@pytest.mark.parametrize("option", ["--retire", "--keep"])
def test_what_the_plan_files_still_have_is_neither_retired_nor_kept(
    office: Office, option: str
) -> None:
    loads(office, plan("甲事项", "乙事项"))
    was = identity(office, "P/2")

    done = load(office, plan("甲事项", "乙事项"), option, "P/2")

    assert done.status == 3
    assert "P/2" in done.err
    assert identity(office, "P/2") == was


def test_a_task_that_comes_back_is_what_it_was(office: Office) -> None:
    loads(office, plan("甲事项", "乙事项"))
    was = identity(office, "P/2")
    loads(office, plan("甲事项"))
    loads(office, plan("甲事项", "乙事项"))
    assert identity(office, "P/2") == was
    assert codes(office) == ["P/1", "P/2"]
