"""Documents follow each other, are withdrawn; what is out is not taken back."""

from typing import Any

from commands.escalated import D
from commands.publishing import FRIDAY, LATER, NEXT, WHO, listed, publish, shop
from commands.working import refused
from conftest import Office

__all__ = ["shop"]


def periods(office: Office) -> list[tuple[int, str, str, bool]]:
    return [
        (each["number"], each["first"], each["last"], each["withdrawn"] is None)
        for each in listed(office, "--kind", "weekly")
    ]


def test_a_weekly_begins_where_the_last_one_ended(shop: Office) -> None:
    for day in (FRIDAY, NEXT, LATER):
        publish(shop, day)

    assert periods(shop) == [
        (1, "2026-03-02", FRIDAY, True),
        (2, "2026-03-07", NEXT, True),
        (3, "2026-03-14", LATER, True),
    ]


def test_what_is_withdrawn_keeps_its_number_and_gives_back_its_days(shop: Office) -> None:
    publish(shop, FRIDAY)
    publish(shop, NEXT)
    first = ("report", "withdraw", "weekly", "1", "--reason", "数据有误", *WHO, NEXT)
    assert "weekly no. 2 of 2026" in refused(shop, *first)

    shop.ok("report", "withdraw", "weekly", "2", "--reason", "数据有误", *WHO, NEXT)
    publish(shop, LATER)

    assert periods(shop) == [
        (1, "2026-03-02", FRIDAY, True),
        (2, "2026-03-07", NEXT, False),
        (3, "2026-03-07", LATER, True),
    ]
    item = listed(shop, "--kind", "weekly")[1]
    assert (item["withdrawn"], item["reason"]) == (NEXT, "数据有误")
    assert "数据有误" in shop.ok("report", "list", "--today", LATER).out
    again = ("report", "withdraw", "weekly", "2", "--reason", "再撤", *WHO, LATER)
    assert NEXT in refused(shop, *again)
    done = shop.ok("report", "reprint", "weekly", "2", "--today", LATER, LANG="en_US.UTF-8")
    assert "withdrawn on 2026-03-13" in done.err
    assert done.out == (shop.folder / f"weekly-{NEXT}.md").read_text()
    shop.ok("db", "check")


def test_the_days_of_the_first_one_fall_to_the_next_too(shop: Office) -> None:
    was = draft(shop, FRIDAY)
    publish(shop, FRIDAY)
    for day, number in ((NEXT, "1"), (LATER, "2")):
        shop.ok("report", "withdraw", "weekly", number, "--reason", "有误", *WHO, day)

        found = draft(shop, day)

        assert (found["previous"], found["first"], found["last"]) == (None, "2026-03-02", day)
        assert found["activity"]["reports"] == was["activity"]["reports"] == 1
        assert [each["done"] for each in found["progress"]] == ["完成选址"]
        publish(shop, day)

    assert [(first, last) for _number, first, last, stands in periods(shop) if stands] == [
        ("2026-03-02", LATER)
    ]


def draft(office: Office, day: str) -> Any:
    return office.ok("report", "weekly", "--json", "--today", day).json


def test_so_do_those_of_a_monthly(shop: Office) -> None:
    publish(shop, "2026-03-31", "monthly")
    shop.ok("report", "withdraw", "monthly", "1", "--reason", "有误", *WHO, "2026-04-20")
    publish(shop, "2026-04-20", "monthly")
    assert [each["first"] for each in listed(shop)] == ["2026-03-01", "2026-03-01"]


# --- what is out stands ---


def test_what_is_in_a_document_is_not_taken_back(shop: Office) -> None:
    publish(shop, FRIDAY)
    mine = {"TASKMATRIX_ACTOR": "李明"}
    shop.ok("update", "P/1", "-p", "30", "-d", "开工", "--as", D, "--today", NEXT, **mine)
    shop.ok("undo", "--today", NEXT, **mine)
    shop.ok("update", "P/1", "-p", "30", "-d", "开工", "--as", D, "--today", NEXT, **mine)
    publish(shop, NEXT)

    told = refused(shop, "undo", "--today", NEXT, **mine)
    assert "weekly no. 2 of 2026" in told
    assert "weekly no. 1 of 2026" not in told

    shop.ok("report", "withdraw", "weekly", "2", "--reason", "有误", *WHO, NEXT)
    shop.ok("undo", "--today", NEXT, **mine)
    shop.ok("db", "check")


def test_what_was_issued_is_withdrawn_and_not_taken_back(shop: Office) -> None:
    publish(shop, FRIDAY)
    line = ("undo", "--today", FRIDAY)
    assert "report withdraw weekly 2026-1" in refused(shop, *line)
    shop.ok("report", "withdraw", "weekly", "1", "--reason", "有误", *WHO, FRIDAY)

    shop.ok(*line)

    assert periods(shop) == [(1, "2026-03-02", FRIDAY, True)]
    assert "report withdraw weekly 2026-1" in refused(shop, *line)
    shop.ok("db", "check")


def test_who_issues_anew_leaves_the_old_withdrawn(shop: Office) -> None:
    """Otherwise two documents would cover the same days."""
    publish(shop, FRIDAY)
    shop.ok("report", "withdraw", "weekly", "1", "--reason", "有误", *WHO, FRIDAY)
    line = ("report", "weekly", "--issue", "-o", "x.md", *WHO, FRIDAY)
    shop.ok(*line, TASKMATRIX_ACTOR="李明")
    assert "weekly no. 2 of 2026" in refused(shop, "undo", "--today", FRIDAY)
    shop.ok(
        *("report", "withdraw", "weekly", "2", "--reason", "有误", *WHO, FRIDAY),
        TASKMATRIX_ACTOR="李明",
    )
    assert "weekly no. 2 of 2026" in refused(shop, "undo", "--today", FRIDAY)


def test_of_two_withdrawn_the_first_comes_back_first(shop: Office) -> None:
    """Otherwise days would lie between two documents that stand in none."""
    publish(shop, FRIDAY)
    publish(shop, NEXT)
    shop.ok("report", "withdraw", "weekly", "2", "--reason", "有误", *WHO, NEXT)
    other = {"TASKMATRIX_ACTOR": "李明"}
    shop.ok("report", "withdraw", "weekly", "1", "--reason", "有误", *WHO, NEXT, **other)
    assert "weekly no. 1 of 2026" in refused(shop, "undo", "--today", NEXT)

    shop.ok("undo", "--today", NEXT, **other)
    shop.ok("undo", "--today", NEXT)

    assert [stands for *_rest, stands in periods(shop)] == [True, True]


def test_a_document_does_not_come_back_over_what_was_taken_back(shop: Office) -> None:
    publish(shop, FRIDAY)
    clerk = {"TASKMATRIX_ACTOR": "李明"}
    shop.ok("update", "P/1", "-p", "30", "-d", "开工", "--as", D, "--today", NEXT, **clerk)
    publish(shop, NEXT)
    shop.ok("report", "withdraw", "weekly", "2", "--reason", "有误", *WHO, NEXT)
    shop.ok("undo", "--today", NEXT, **clerk)
    assert "weekly no. 2 of 2026" in refused(shop, "undo", "--today", NEXT)


def test_a_load_that_is_in_a_document_is_not_taken_back(shop: Office) -> None:
    plan = (shop.folder / "plans/plan.toml").read_text("utf-8")
    shop.write("plans/plan.toml", plan.replace("算力调度平台", "算力调度总平台"))
    shop.ok("plan", "load", "plans", "--yes", "--today", FRIDAY)
    publish(shop, FRIDAY, "weekly", "-o", "x.md", "--actor", "李明")
    assert "weekly no. 1 of 2026" in refused(shop, "undo", "--today", FRIDAY)
