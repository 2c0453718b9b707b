"""Signing, asking for closure, deciding: every way from state to state, and who may go it."""

import pytest
from commands.working import (
    CITY,
    COORDINATOR,
    DATA,
    ROADS,
    desk,
    loaded_once,
    mine,
    recorded,
    refused,
    task,
)
from conftest import Office

__all__ = ["desk", "loaded_once"]

STATES = ("pending", "active", "review", "closed", "terminated")
COMMANDS = {
    "accept": ("accept", "1", *DATA),
    "update": ("update", "1", "-p", "20", *DATA),
    "finish": ("finish", "1", "--reason", "提前完成", *DATA),
    "approve": ("approve", "1", *COORDINATOR),
    "return": ("return", "1", "--reason", "补充材料", *COORDINATOR),
    "terminate": ("terminate", "1", "--reason", "合并", *COORDINATOR),
    "reopen": ("reopen", "1", "--reason", "有反弹", *COORDINATOR),
}
WAY_TO = {
    "pending": (),
    "active": ("accept",),
    "review": ("accept", "finish"),
    "closed": ("accept", "finish", "approve"),
    "terminated": ("terminate",),
}
ALLOWED = {
    ("pending", "accept"): "active",
    ("pending", "update"): "active",
    ("active", "update"): "active",
    ("active", "finish"): "review",
    ("review", "approve"): "closed",
    ("review", "return"): "active",
    ("pending", "terminate"): "terminated",
    ("active", "terminate"): "terminated",
    ("review", "terminate"): "terminated",
    ("closed", "reopen"): "active",
    ("terminated", "reopen"): "active",
}
WAY_ON = {
    "pending": "taskmatrix accept P/1",
    "active": "taskmatrix finish P/1",
    "review": "taskmatrix approve P/1",
    "closed": "taskmatrix reopen P/1",
    "terminated": "taskmatrix reopen P/1",
}


def next_step(state: str, command: str) -> tuple[str, str]:
    """What a refusal says, and the command that it proposes."""
    if command in ("approve", "return"):
        return "Nothing is to be decided", "taskmatrix todo"
    leads_to = {after for (_state, each), after in ALLOWED.items() if each == command}
    if state != "review" and state in leads_to:
        return "already", "taskmatrix show P/1"
    return "cannot be done now", WAY_ON[state]


@pytest.mark.parametrize("state", STATES)
def test_every_transition_is_allowed_or_refused(desk: Office, state: str) -> None:
    for command in WAY_TO[state]:
        desk.ok(*COMMANDS[command])
    assert task(desk, "P/1")["state"] == state
    for command, line in COMMANDS.items():
        if (state, command) not in ALLOWED:
            told, (why, step) = refused(desk, *line), next_step(state, command)
            assert (why in told, step in told) == (True, True), (command, told)
    copy = (desk.folder / "taskmatrix.db").read_bytes()
    for command, line in COMMANDS.items():
        if (state, command) in ALLOWED:
            (desk.folder / "taskmatrix.db").write_bytes(copy)
            done = desk.ok(*line, "--json").json
            after = task(desk, "P/1")
            assert (command, after["state"]) == (command, ALLOWED[state, command])
            assert (done["kind"], done["changed"]) == (command, ["P/1"])
            assert after["events"][-1]["command"] == done["command"]
    desk.ok("db", "check")


@pytest.mark.parametrize("who", [ROADS, COORDINATOR, CITY], ids=["other", "support", "local"])
def test_the_first_lead_alone_answers_for_a_task(desk: Office, who: tuple[str, ...]) -> None:
    told = refused(desk, "accept", "1", *who)
    way = "--as 省数据局 --home 省发展改革委" if who == COORDINATOR else "taskmatrix mine"
    assert way in told
    desk.ok("accept", "1", *DATA, "--home", "省发展改革委")
    assert task(desk, "P/1")["events"][-1]["home"] == "省发展改革委"
    refused(desk, "finish", "1", "--reason", "完成", *who)


def test_a_joint_lead_does_not_answer(desk: Office) -> None:
    refused(desk, "accept", "3.1", *ROADS)
    desk.ok("accept", "3.1", *DATA)
    desk.ok("update", "3.1", "-p", "100", *DATA)
    refused(desk, "finish", "3.1", "--reason", "完成", *ROADS)
    desk.ok("update", "3.1", "-p", "99", *ROADS)
    assert "99" in refused(desk, "finish", "3.1", *DATA), "the lowest counts"
    desk.ok("update", "3.1", "-p", "100", *ROADS)
    desk.ok("finish", "3.1", *DATA)
    assert task(desk, "P/3.1")["state"] == "review"


def test_a_task_without_a_lead_waits_for_one(desk: Office) -> None:
    told = refused(desk, "accept", "5", "--as", "省财政厅")
    assert "plan file" in told


def test_a_task_finishes_at_100_or_with_a_reason(desk: Office) -> None:
    desk.ok("accept", "1", *DATA)
    assert "taskmatrix update P/1 -p 100" in refused(desk, "finish", "1", *DATA)
    desk.ok("update", "1", "-p", "99", *DATA)
    assert "99" in refused(desk, "finish", "1", *DATA)
    desk.ok("finish", "1", "--reason", "余项并入第4项", *DATA)
    assert task(desk, "P/1")["events"][-1]["data"]["reason"] == "余项并入第4项"
    desk.ok("return", "1", "--reason", "请补材料", *COORDINATOR)
    desk.ok("update", "1", "-p", "100", *DATA)
    desk.ok("finish", "1", *DATA)


def test_what_comes_first_ends_first(desk: Office) -> None:
    desk.ok("update", "4", "-p", "100", *DATA)
    told = refused(desk, "finish", "4", "--reason", "完成", *DATA)
    assert "P/1 优化算力支撑底座" in told
    desk.ok("terminate", "1", "--reason", "合并", *COORDINATOR)
    desk.ok("finish", "4", *DATA)


@pytest.mark.parametrize("command", ["approve", "return", "terminate", "reopen"])
def test_the_coordinator_alone_decides(desk: Office, command: str) -> None:
    for step in {"reopen": WAY_TO["closed"]}.get(command, WAY_TO["review"]):
        desk.ok(*COMMANDS[step])
    for who in (DATA, ROADS, (*DATA, "--home", "省发展改革委")):
        line = COMMANDS[command][: -len(COORDINATOR)]
        assert "--as 省发展改革委" in refused(desk, *line, *who)
    refused(desk, *COMMANDS[command][: -len(COORDINATOR)])
    desk.ok(*COMMANDS[command])


@pytest.mark.parametrize("command", ["return", "terminate", "reopen"])
def test_a_decision_against_somebody_has_a_reason(desk: Office, command: str) -> None:
    refused(desk, command, "1", *COORDINATOR, status=2)
    refused(desk, command, "1", "--reason", " ", *COORDINATOR, status=2)


def test_four_eyes_see_the_coordinators_own_tasks(desk: Office) -> None:
    desk.ok("update", "3.2", "-p", "100", *COORDINATOR)
    desk.ok("finish", "3.2", *COORDINATOR)
    assert "--actor" in refused(desk, "approve", "3.2", *COORDINATOR)
    desk.ok("return", "3.2", "--reason", "再看", *COORDINATOR, "--actor", "李强")
    desk.ok("finish", "3.2", *COORDINATOR, "--actor", "李强")
    refused(desk, "approve", "3.2", *COORDINATOR, "--actor", "李强")
    desk.ok("approve", "3.2", *COORDINATOR)
    assert task(desk, "P/3.2")["state"] == "closed"


def test_several_tasks_at_once_or_none(desk: Office) -> None:
    told = refused(desk, "accept", "1", "2", "3", "5", *DATA)
    assert [code in told for code in ("P/1 ", "P/2", "P/3", "P/5")] == [False, True, True, True]
    assert desk.ok("accept", "1", "4", "3.1", *DATA, "--json").json["changed"] == [
        *("P/1", "P/4", "P/3.1"),
    ]
    desk.ok("finish", "1", "3.1", "--reason", "完成", *DATA)
    refused(desk, "approve", "1", "3.1", "4", *COORDINATOR)
    desk.ok("approve", "1", "3.1", *COORDINATOR)
    assert refused(desk, "terminate", "1", "2", "--reason", "合并", *COORDINATOR)
    assert refused(desk, "accept", "P/98", "1", *DATA, status=4)


def test_groups_are_not_worked_on(desk: Office) -> None:
    for line in COMMANDS.values():
        command, _one, *rest = line
        assert "P/3.1 P/3.2" in refused(desk, command, "3", *rest)


def test_a_group_is_its_least_advanced_open_child(desk: Office) -> None:
    seen = [task(desk, "P/3")["state"]]
    for line in (
        ("accept", "3.1", *DATA),
        ("accept", "3.2", *COORDINATOR),
        ("finish", "3.1", "--reason", "完成", *DATA),
        ("terminate", "3.2", "--reason", "合并", *COORDINATOR),
        ("approve", "3.1", *COORDINATOR),
        ("reopen", "3.1", "--reason", "反弹", *COORDINATOR),
    ):
        desk.ok(*line)
        seen.append(task(desk, "P/3")["state"])
    assert seen == ["pending", "pending", "active", "active", "review", "closed", "active"]


def test_a_part_that_does_not_concern_a_unit(desk: Office) -> None:
    desk.ok("update", "1", "--not-applicable", "无此类项目", *CITY)
    assert mine(desk, "P/1", "甲市政府")["exemption"] == "asked"
    desk.ok("return", "1", "--reason", "有两个项目", *COORDINATOR)
    assert mine(desk, "P/1", "甲市政府")["exemption"] is None
    desk.ok("update", "1", "--not-applicable", "均已停建", *CITY)
    desk.ok("approve", "1", *COORDINATOR)
    part = mine(desk, "P/1", "甲市政府")
    assert (part["exemption"], part["reported"]) == ("approved", None)
    assert task(desk, "P/1")["state"] == "pending"
    desk.ok("update", "1", "-d", "又有项目", *CITY)
    assert mine(desk, "P/1", "甲市政府")["exemption"] is None, "who reports is concerned"


def test_several_units_that_are_not_concerned_are_told_apart(desk: Office) -> None:
    desk.ok("update", "1", "--not-applicable", "无", *CITY)
    desk.ok("update", "1", "--not-applicable", "无", "--as", "乙市政府")
    assert "--unit" in refused(desk, "approve", "1", *COORDINATOR)
    refused(desk, "approve", "1", "--unit", "省发展改革委", *COORDINATOR)
    refused(desk, "approve", "1", "--unit", "省水利厅", *COORDINATOR, status=4)
    desk.ok("approve", "1", "--unit", "甲市", *COORDINATOR)
    desk.ok("return", "1", "--unit", "乙市", "--reason", "有", *COORDINATOR)
    found = [mine(desk, "P/1", unit)["exemption"] for unit in ("甲市政府", "乙市政府")]
    assert found == ["approved", None]
    refused(desk, "approve", "1", *COORDINATOR)


def test_in_review_it_is_the_closure_that_is_decided(desk: Office) -> None:
    desk.ok("accept", "1", *DATA)
    desk.ok("update", "1", "--not-applicable", "无", *CITY)
    desk.ok("finish", "1", "--reason", "完成", *DATA)
    desk.ok("approve", "1", "--unit", "甲市政府", *COORDINATOR)
    assert task(desk, "P/1")["state"] == "review"
    desk.ok("approve", "1", *COORDINATOR)
    assert task(desk, "P/1")["state"] == "closed"


def test_what_was_refused_left_no_trace(desk: Office) -> None:
    before = recorded(desk)
    for line in (COMMANDS["approve"], COMMANDS["reopen"], ("finish", "1", *DATA)):
        assert desk(*line).status == 3
    assert recorded(desk) == before
    desk.ok("db", "check")
