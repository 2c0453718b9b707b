"""What a period adds up to."""

from hypothesis import given
from hypothesis import strategies as st

from taskmatrix.domain.summary import Mark, attention, band, changed, counts
from taskmatrix.domain.words import LIGHTS, State

MARKS = st.builds(Mark, st.sampled_from([*map(str, State)]), st.sampled_from([*LIGHTS, None]))
TASKS = st.dictionaries(st.integers(0, 20), MARKS)


@given(TASKS)
def test_every_task_is_counted_once(tasks: dict[int, Mark]) -> None:
    found = counts(tasks.values())
    assert found["tasks"] == len(tasks)
    assert sum(found["states"].values()) == len(tasks)
    assert sum(found["lights"].values()) + found["unlit"] == len(tasks)


@given(TASKS, TASKS)
def test_red_tasks_are_those_of_before_with_what_changed(
    before: dict[int, Mark], now: dict[int, Mark]
) -> None:
    found = {task: set(changed(before.get(task), mark)) for task, mark in now.items()}
    newly = {task for task, its in found.items() if "newly_red" in its}
    caught_up = {task for task, its in found.items() if "caught_up" in its}
    red = {task for task, mark in now.items() if mark.light == "red"}
    was = {task for task, mark in before.items() if mark.light == "red"} & now.keys()
    gone = {task for task in was - red if now[task].state in ("closed", "terminated")}
    assert red == (was | newly) - caught_up - gone


@given(MARKS)
def test_where_nothing_changed_nothing_is_told(mark: Mark) -> None:
    assert list(changed(mark, mark)) == []


def test_red_comes_first_and_the_longest_overdue_on_top() -> None:
    verdicts = [
        ("green", "on-pace", {}),
        ("yellow", "near", {"days": 3}),
        ("yellow", "near", {"days": 20}),
        ("yellow", "behind", {"points": 12.5}),
        ("red", "unsigned", {}),
        ("red", "far-behind", {"points": 31}),
        ("red", "far-behind", {"points": 60}),
        ("red", "overdue", {"days": 4}),
        ("red", "overdue", {"days": 40}),
    ]
    in_order = sorted(verdicts, key=lambda each: attention(*each))
    assert in_order == [verdicts[place] for place in (8, 7, 6, 5, 4, 3, 1, 2, 0)]


def test_bands_are_those_of_a_circulation() -> None:
    assert band("closed", "closed", 100, None, 10) == "done"
    assert band("terminated", "terminated", 40, None, 10) is None
    assert band("pending", "overdue", None, 100, 10) == "not-started"
    assert band("active", "awaiting", None, 5, 10) == "not-started"
    assert band("active", "overdue", 100, 100, 10) == "behind"
    assert band("active", "on-pace", 30, 20, 10) == "ahead"
    assert band("active", "on-pace", 29, 20, 10) == "on-pace"
    assert band("active", "unreported", 90, None, 10) == "unmeasured", "no yardstick of its own"
