"""What a revision changes, as `plan diff` and `plan load` show it."""

from typing import Any

import pytest
from conftest import SMALL, Office

FORWARDS = ["甲市政府", "乙市政府"]
BACKWARDS = FORWARDS[::-1]

REVISIONS = {
    "a unit added": (
        'name = "省交通运输厅"',
        'name = "省交通运输厅"\n    [[unit]]\n    name = "省教育厅"',
        [("unit", "added", "省教育厅", None, None, None, None)],
    ),
    "a unit changed": (
        'aliases = ["省发改委"]',
        'aliases = ["省发改委", "发改委"]',
        [
            (
                "unit",
                "changed",
                "省发展改革委",
                "aliases",
                None,
                ["省发改委"],
                ["省发改委", "发改委"],
            )
        ],
    ),
    "a task added": (
        "",
        '\n    [[task]]\n    number = "3"\n    title = "培育标杆企业"\n    lead = ["省数据局"]\n',
        [("task", "added", "P/3", None, None, None, None)],
    ),
    "a task re-titled": (
        "人工智能+交通",
        "人工智能+交通运输",
        [("task", "changed", "P/2", "title", None, "人工智能+交通", "人工智能+交通运输")],
    ),
    "a role changed": (
        'support  = ["省数据局"]',
        'support  = ["省发改委"]',
        [
            ("task", "changed", "P/2", "role", "省数据局", "support", None),
            ("task", "changed", "P/2", "role", "省发展改革委", None, "support"),
        ],
    ),
    "a lead stated": (
        'responsible = ["省数据局", "省发展改革委"]',
        'lead = ["省数据局"]\n    support = ["省发展改革委"]',
        [
            ("task", "changed", "P/1", "basis", "省数据局", "first-listed", "stated"),
            ("task", "changed", "P/1", "basis", "省发展改革委", "first-listed", "stated"),
        ],
    ),
    "a second lead before the first": (
        'lead     = ["省交通运输厅"]\n    support  = ["省数据局"]',
        'lead     = ["省数据局", "省交通运输厅"]',
        [
            ("task", "changed", "P/2", "rank", "省交通运输厅", 1, 2),
            ("task", "changed", "P/2", "role", "省数据局", "support", "lead"),
        ],
    ),
    "units in another order": (
        'members = ["甲市政府", "乙市政府"]',
        'members = ["乙市政府", "甲市政府"]',
        [
            ("unit", "changed", "各市政府", "members", None, FORWARDS, BACKWARDS),
            ("task", "changed", "P/1", "local", None, FORWARDS, BACKWARDS),
            ("task", "changed", "P/2", "local", None, FORWARDS, BACKWARDS),
        ],
    ),
    "a deadline changed": (
        '"2026年底前"',
        "2026-06-30",
        [("task", "changed", "P/2", "deadline", None, "2026-12-31", "2026-06-30")],
    ),
    "the horizon as a deadline of its own": (
        'deadline = "2026年底前"',
        "deadline = 2027-12-31",
        [("task", "changed", "P/2", "deadline", None, "2026-12-31", "2027-12-31")],
    ),
    "a deadline left out": (
        'deadline = "2026年底前"',
        "",
        [("task", "changed", "P/2", "deadline", None, "2026-12-31", "2027-12-31")],
    ),
    "a target added": (
        "",
        '\n[[task.target]]\nid = "hubs"\ntitle = "枢纽"\nop = ">="\nvalue = 3\nmeasure = "个"\n',
        [("target", "added", "P#hubs", None, None, None, None)],
    ),
    "the programme's title": (
        "某省人工智能实施方案",
        "某省人工智能行动方案",
        [("plan", "changed", "P", "title", None, "某省人工智能实施方案", "某省人工智能行动方案")],
    ),
}
"""What is revised: a text, another in its place (or after the end), the changes that this makes."""


def revised(old: str, new: str) -> str:
    return SMALL.replace(old, new, 1) if old else SMALL + new


def changes(answer: Any) -> list[tuple[Any, ...]]:
    """The changes in JSON, as short as the table above; where a title stands is told apart."""
    keys = ("what", "change", "code", "field", "unit", "old", "new")
    return [tuple(change[key] for key in keys) for change in answer["changes"]]


@pytest.mark.parametrize("what", REVISIONS)
def test_what_a_revision_changes_is_shown_and_then_true(loaded: Office, what: str) -> None:
    old, new, expected = REVISIONS[what]
    loaded.write("plans/plan.toml", revised(old, new))

    shown = loaded.ok("plan", "diff", "plans", "--json").json
    done = loaded.ok("plan", "load", "plans", "--yes", "--json").json

    assert changes(shown) == changes(done) == expected
    assert done["changed"] == sorted({change[2] for change in expected})
    assert loaded.ok("plan", "load", "plans", "--json").json["changes"] == []
    assert loaded.ok("db", "check")


def test_a_unit_dropped_takes_its_roles_with_it(loaded: Office) -> None:
    text = SMALL.replace(', "乙市政府"', "")
    unit = text.index("[[unit]]", text.index('"甲市政府"'))
    loaded.write("plans/plan.toml", text[:unit] + text[text.index("[[unit]]", unit + 1) :])

    done = loaded.ok("plan", "load", "plans", "--yes", "--json").json

    assert changes(done) == [
        ("unit", "changed", "各市政府", "members", None, FORWARDS, ["甲市政府"]),
        ("task", "changed", "P/1", "role", "乙市政府", "local", None),
        ("task", "changed", "P/2", "role", "乙市政府", "local", None),
        ("unit", "dropped", "乙市政府", None, None, None, None),
    ]
    assert loaded.ok("show", "乙市政府", "--json").json["unit"]["dropped"] is True


def test_a_deadline_that_is_no_longer_inherited_is_a_change(loaded: Office) -> None:
    loaded.write("plans/plan.toml", SMALL.replace('"2026年底前"', "2027-12-31"))
    loaded.ok("plan", "load", "plans", "--yes")

    loaded.write("plans/plan.toml", SMALL.replace('deadline = "2026年底前"', ""))

    assert changes(loaded.ok("plan", "load", "plans", "--yes", "--json").json) == [
        ("task", "changed", "P/2", "deadline_inherited", None, False, True)
    ]


def test_changes_in_words_a_line_each_then_counted(loaded: Office) -> None:
    text = revised('support  = ["省数据局"]', "").replace('"2026年底前"', "2026-06-30")
    loaded.write("plans/plan.toml", f'{text}\n    [[task]]\n    number = "3"\n    title = "丙"\n')

    done = loaded.ok("plan", "load", "plans", "--yes", TASKMATRIX_LANG="en")

    lines = done.out.splitlines()
    assert len(lines) == 5
    assert any("P/3 丙" in line for line in lines), "what is added is named too"
    for words in (("P/2", "省数据局", "support → -"), ("deadline", "2026-12-31 → 2026-06-30")):
        assert any(all(word in line for word in words) for line in lines), lines
    assert sum(line.endswith("1") for line in lines) == 2, "one task changed, one added"


def test_what_a_target_was_and_is(office: Office) -> None:
    target = """
    [[target]]
    id      = "compute"
    title   = "算力规模"
    op      = ">="
    value   = 5000
    measure = "PFLOPS"
    """
    office.write("plans/plan.toml", SMALL + target)
    office.ok("plan", "load", "plans")

    office.write("plans/plan.toml", SMALL + target.replace("5000", "[5000, 8000]"))
    more = office.ok("plan", "load", "plans", "--yes", "--json").json
    office.write("plans/plan.toml", SMALL)
    none = office.ok("plan", "load", "plans", "--yes", "--json").json

    assert changes(more) == [("target", "changed", "P#compute", "value", None, 5000, [5000, 8000])]
    assert changes(none) == [("target", "dropped", "P#compute", None, None, None, None)]


def test_a_plan_of_the_programme_comes_and_goes_with_its_tasks(loaded: Office) -> None:
    loaded.write(
        "plans/n/transport.toml",
        """
        format = 1
        [plan]
        id    = "P-T"
        tier  = "N"
        title = "交通行动方案"
        owner = "省交通运输厅"
        [[task]]
        number   = "1"
        title    = "智慧公路"
        lead     = ["省交通运输厅"]
        advances = ["P/2"]
        """,
    )
    added = loaded.ok("plan", "load", "plans", "--json").json
    (loaded.folder / "plans/n/transport.toml").unlink()
    dropped = loaded.ok("plan", "load", "plans", "--yes", "--json").json

    assert added["changed"] == ["P-T", "P-T/1"]
    assert [change[1:3] for change in changes(dropped)] == [
        ("dropped", "P-T/1"),
        ("dropped", "P-T"),
    ]
    assert [plan["id"] for plan in loaded.ok("plan", "list", "--json").json["plans"]] == ["P"]


def test_links_and_milestones_of_a_task_that_changes(loaded: Office) -> None:
    more = """
    after = ["P/1"]
    [[task.milestone]]
    title = "开工"
    due   = 2026-06-30
    """
    for text in (SMALL + more, (SMALL + more).replace("2026年底前", "2026-10-31")):
        loaded.write("plans/plan.toml", text)
        loaded.ok("plan", "load", "plans", "--yes")
        task = loaded.ok("show", "P/2", "--json").json["task"]
        assert [other["code"] for other in task["after"]] == ["P/1"]
        assert [step["title"] for step in task["milestones"]] == ["开工"]

    loaded.write("plans/plan.toml", SMALL)
    done = loaded.ok("plan", "load", "plans", "--yes", "--json").json

    assert {(change["field"], str(change["new"])) for change in done["changes"]} == {
        ("after", "[]"),
        ("milestones", "[]"),
        ("deadline", "2026-12-31"),
    }
    loaded.ok("db", "check")
