"""A plan revised: codes are labels, and the history stays with the task that it is about."""

import pytest
from conftest import Office
from workspace.revising import identity, kinds, loads, plan, work

TITLES = [f"第{number}件事" for number in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌"]


def test_a_task_inserted_at_12_moves_all_that_follow_with_their_history(office: Office) -> None:
    loads(office, plan(*TITLES))
    before = [identity(office, f"P/{number}") for number in (11, 12, 21)]

    loads(office, plan(*TITLES[:11], "推进语料库建设", *TITLES[11:]))

    assert [identity(office, f"P/{number}") for number in (11, 13, 22)] == before
    assert kinds(office, "P/13") == ["task-defined", "task-defined"]
    assert kinds(office, "P/12") == ["task-defined"]
    assert office.ok("db", "check")


def test_a_group_inserted_moves_groups_and_their_children(office: Office) -> None:
    loads(office, plan("甲", _2="乙", _2_1="乙一", _2_2="乙二"))
    before = [identity(office, code) for code in ("P/2", "P/2.1", "P/2.2")]

    loads(office, plan("甲", _2="新", _2_1="新一", _3="乙", _3_1="乙一", _3_2="乙二"))

    assert [identity(office, code) for code in ("P/3", "P/3.1", "P/3.2")] == before


def test_codes_change_places_within_one_load(office: Office) -> None:
    loads(office, plan("夯实算力底座", "建设语料库", "培育大模型"))
    one, two, three = (identity(office, f"P/{number}") for number in (1, 2, 3))

    loads(office, plan("建设语料库", "培育大模型", "夯实算力底座"))

    assert [identity(office, f"P/{number}") for number in (3, 1, 2)] == [one, two, three]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("人工智能+交通", "人工智能+交通运输"),
        ("大力推进人工智能+交通", "推进人工智能+交通"),
        ("加快构建全省一体化算力基础设施体系", "加快建设全省一体化算力基础设施体系"),
    ],
)
def test_a_small_edit_of_a_title_passes(office: Office, old: str, new: str) -> None:
    loads(office, plan("甲事项", old))
    work(office, "P/2")
    was = identity(office, "P/2")

    loads(office, plan("甲事项", new))

    assert identity(office, "P/2") == was


@pytest.mark.parametrize("place", ["P/2", "P/3"])
def test_a_dropped_task_comes_back_as_itself(office: Office, place: str) -> None:
    loads(office, plan("甲事项", "乙事项"))
    work(office, "P/2")
    was = identity(office, "P/2")
    loads(office, plan("甲事项", "另一件事"), "--retire", "P/2")

    loads(office, plan("甲事项", **{f"_{place[-1]}": "乙事项"}))

    assert identity(office, place) == was
    assert "reported" in kinds(office, place)


def test_a_dropped_task_may_be_mapped_to_a_new_one(office: Office) -> None:
    loads(office, plan("甲事项", "乙事项"))
    was = identity(office, "P/2")
    loads(office, plan("甲事项"))

    loads(office, plan("甲事项", "别的名字"), "--map", "P/2=P/2")

    assert identity(office, "P/2") == was
