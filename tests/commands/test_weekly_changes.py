"""What a weekly says of what changed: tasks by their titles, slips that were withdrawn."""

from commands.escalated import GRACED, C
from commands.escalated import supervise as supervised
from commands.supervised import act
from commands.test_weekly import DATA, OFFICE, ROADS, weekly
from commands.test_weekly_cases import HEAD, lead, load
from conftest import Office

FRIDAY, NEXT = "2026-03-06", "2026-03-13"


def read(office: Office, kind: str = "weekly", day: str = NEXT) -> str:
    """A periodical in English."""
    return office.ok("report", kind, "--format", "md", "--lang", "en", "--today", day).out


def issue(office: Office) -> None:
    act(office, OFFICE, FRIDAY, "report", "weekly", "--issue", "-o", "first.md")


def test_a_number_given_anew_tells_two_tasks_apart(office: Office) -> None:
    load(office, HEAD + lead(1) + lead(2))
    act(office, DATA, "2026-03-03", "update", "P/2", "-p", "10", "-d", "启动")
    issue(office)
    office.write(
        "plans/plan.toml",
        (HEAD + lead(1) + lead(2)).replace("第2项任务", "建设城市算力网络节点"),
    )
    office.ok("plan", "load", "plans", "--yes", "--retire", "P/2", "--today", "2026-03-10")
    tasks = {task["title"]: task["changes"] for task in weekly(office, NEXT)["tasks"]}
    assert tasks == {
        "第1项任务": [],
        "第2项任务": ["terminated"],
        "建设城市算力网络节点": ["added"],
    }
    told = read(office)
    assert "1 task (建设城市算力网络节点) added to the plan" in told
    assert "1 task (第2项任务) dropped from the plan" in told
    pictures = told[told.rindex("Pictures of progress") :]
    assert "第2项任务" not in pictures, "what was dropped is in no picture"


def test_a_task_that_was_dropped_has_its_title(office: Office) -> None:
    load(office, HEAD + lead(1) + lead(2))
    issue(office)
    load(office, HEAD + lead(1), "2026-03-10")
    assert weekly(office, NEXT)["changes"]["terminated"] == ["P/2"]
    assert "In this period: 1 task (第2项任务) dropped from the plan." in read(office)


def test_of_tasks_with_one_title_it_is_told_who_leads(office: Office) -> None:
    load(office, HEAD + lead(1))
    issue(office)
    load(office, HEAD + lead(1) + lead(2, ROADS).replace("第2项", "第1项"), "2026-03-10")
    assert f"1 task (第1项任务 ({ROADS})) added to the plan" in read(office)


def test_a_closure_that_was_returned_is_told_by_its_title(office: Office) -> None:
    load(office, HEAD + lead(1) + lead(2))
    act(office, DATA, "2026-03-03", "update", "P/1", "-p", "100", "-d", "完成")
    act(office, DATA, "2026-03-03", "finish", "P/1")
    issue(office)
    act(office, OFFICE, "2026-03-10", "return", "P/1", "--reason", "佐证不全")
    assert "closure of 1 task (第1项任务) returned" in read(office)
    (first, _second) = weekly(office, NEXT)["tasks"]
    assert (first["changed"], first["changes"]) == (None, ["returned"])


def test_many_are_counted_and_not_named(office: Office) -> None:
    load(office, HEAD + lead(1))
    issue(office)
    load(office, HEAD + "".join(map(lead, range(1, 6))), "2026-03-10")
    assert "In this period: 4 tasks added to the plan." in read(office)


def test_withdrawn_slips_are_told(office: Office) -> None:
    supervised(office)
    act(office, C, GRACED, "escalate", "P/1", "P/3.1", "--major", "--reason", "急", "--yes")
    act(office, C, GRACED, "slips", "withdraw", "2026-2", "--reason", "误发")
    act(office, C, GRACED, "report", "weekly", "--issue", "-o", "first.md")
    data = weekly(office, GRACED, "--week", GRACED)
    assert [slip["number"] for slip in data["slips"]["withdrawn"]] == ["2026-0002"]
    told = read(office, "monthly", GRACED)
    assert "2 supervision slips were issued. 1 slip was withdrawn." in told
    act(office, C, "2026-03-16", "slips", "withdraw", "2026-1", "--reason", "误发")
    told = read(office, day="2026-03-16")
    assert "No slip was issued in this period. 1 slip was withdrawn." in told
