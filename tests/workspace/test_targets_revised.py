"""Targets with readings in a revised plan: never let go without a word."""

import shlex

import pytest
from commands.targeted import JUNE, MARCH, TARGETS, load_targets, record, targets
from conftest import SMALL, Office, made

RENAMED = TARGETS.replace('id      = "compute"', 'id      = "flops"')


@pytest.fixture
def office(office: Office) -> Office:
    """An office that has counted its computing power once."""
    made(office, load_targets)
    record(office, MARCH, "P#compute", "1200")
    return office


def revise(office: Office, text: str) -> None:
    office.write("plans/plan.toml", SMALL + text)


def test_a_target_with_readings_is_renamed_by_the_line_that_the_refusal_proposes(
    office: Office,
) -> None:
    revise(office, RENAMED)
    refusal = office("plan", "load", "plans", "--yes", "--today", JUNE)
    assert refusal.status == 3
    assert "P#compute" in refusal.err
    line = next(line for line in refusal.err.splitlines() if "--map" in line)
    words = shlex.split(line[line.index("taskmatrix") :])[1:]
    assert words[:4] == ["plan", "load", "plans", "--map"]
    assert "P#compute=P#flops" in words
    office.ok(*words)
    now = targets(office, JUNE)
    assert "P#compute" not in now
    assert now["P#flops"]["reading"] == {"date": MARCH, "value": 1200}
    assert office.ok("db", "check").status == 0


def test_a_target_with_readings_is_retired_by_name(office: Office) -> None:
    head, _mark, rest = TARGETS.partition('    [[target]]\n    id      = "compute"')
    revise(office, head + rest[rest.index("    [[target]]") :])
    refusal = office("plan", "load", "plans", "--yes", "--today", JUNE)
    assert refusal.status == 3
    assert "--retire P#compute" in refusal.err.replace("'", "")
    office.ok("plan", "load", "plans", "--retire", "P#compute", "--yes", "--today", JUNE)
    assert "P#compute" not in targets(office, JUNE)


def test_a_target_without_readings_goes_as_the_plan_says(office: Office) -> None:
    revise(office, TARGETS.replace('id      = "share"', 'id      = "spread"'))
    office.ok("plan", "load", "plans", "--yes", "--today", JUNE)
    assert {"P#share", "P#spread"} & targets(office, JUNE).keys() == {"P#spread"}


def test_what_the_plan_files_do_not_have_is_no_heir(office: Office) -> None:
    revise(office, RENAMED)
    refusal = office(*("plan", "load", "plans", "--map", "P#compute=P/1", "--yes", "--today", JUNE))
    assert refusal.status == 4
    assert "P/1" in refusal.err
