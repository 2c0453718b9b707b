"""Documents outlive processes that die, many at once, damage, redaction, a restored backup."""

import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from commands.escalated import D, act, issued
from commands.publishing import FRIDAY, LATER, NEXT, WHO, listed, publish, reprinted, shop
from commands.working import refused
from conftest import Office
from store.test_faults import database, end, locked, start, whole
from store.test_killed import killed

from taskmatrix.store.documents import issues
from taskmatrix.store.opening import open_store

__all__ = ["shop"]

SECRET = "王某身份证号110101"
LINE = ("report", "weekly", "--issue", "--format", "md", *WHO)


def numbers(path: Path) -> list[tuple[str, int, int]]:
    with closing(open_store(path)) as store:
        return [(each.kind, each.year, each.number) for each in issues(store)]


def test_of_several_at_once_one_issues(shop: Office) -> None:
    path = database(shop)
    for number, day in enumerate((FRIDAY, NEXT), 1):
        lines = [
            (*("report", kind, "--issue", "--format", "md"), *WHO, day)
            for kind in ("weekly", "monthly") * 2
        ]
        with locked(shop):
            begun = [start(shop, *line) for line in lines]
            time.sleep(1.5)

        ends = [end(each).status for each in begun]

        assert sorted(ends) == [0, 0, 3, 3]
        assert sorted(numbers(path)) == sorted(
            (kind, 2026, each) for kind in ("weekly", "monthly") for each in range(1, number + 1)
        )
    assert whole(path)


def test_of_many_issues_at_once_none_takes_another_s_number(shop: Office) -> None:
    """Somebody reports between two weeklies of a day, so that there is something to issue."""
    clerks = [("update", "P/1", "-d", f"第{n}次", "--as", D, "--today", FRIDAY) for n in range(6)]
    lines = [line for clerk in clerks for line in (clerk, (*LINE, FRIDAY))]

    ends = [end(each).status for each in [start(shop, *line) for line in lines]]

    found = [number for _kind, _year, number in numbers(database(shop))]
    assert found == list(range(1, len(found) + 1))
    assert len(found) == ends.count(0) - len(clerks) >= 1
    assert whole(database(shop))


def test_who_dies_has_issued_or_not(shop: Office) -> None:
    path, log = database(shop), Path(f"{database(shop)}-wal")
    fresh = path.read_bytes()
    target = shop.folder / "周报.md"
    line = (*LINE, FRIDAY, "-o", str(target))
    begun = time.monotonic()
    shop.ok(*line)
    duration, hits = time.monotonic() - begun, 0
    for moment in [chance for n in range(5) for chance in (None, duration * (0.5 + n * 0.12))]:
        for suffix in ("-wal", "-shm"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
        path.write_bytes(fresh)
        target.unlink(missing_ok=True)
        hit, told = killed(start(shop, *line), log, moment)
        hits += hit

        there = numbers(path)

        assert there in ([], [("weekly", 2026, 1)])
        assert there or not (told or target.exists()), "no file without a number"
        assert whole(path)
        again = shop(*line)
        assert again.status == (3 if there else 0), "what is out is not issued twice"
        assert numbers(path) == [("weekly", 2026, 1)]
    assert hits >= 3


def test_who_stops_while_waiting_has_issued_nothing(shop: Office) -> None:
    with locked(shop):
        process = start(shop, *LINE, FRIDAY)
        time.sleep(1.5)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
        assert process.returncode == 130
    assert numbers(database(shop)) == []


def test_real_documents_bear_the_real_day(loaded: Office) -> None:
    line = ("report", "weekly", "--issue", "-o", "x.md", "--as", "省发改委")
    assert "--today" in refused(loaded, *line, "--today", "2026-01-09")
    loaded.ok(*line)
    (item,) = loaded.ok("report", "list", "--json").json["documents"]
    assert item["issued"] == item["last"] == loaded.ok("list", "--json").json["today"]
    loaded.ok("db", "check")


# --- damage, and copies ---


def test_a_backup_has_the_documents(shop: Office) -> None:
    publish(shop, FRIDAY)
    content = (shop.folder / f"weekly-{FRIDAY}.md").read_bytes()
    shop.ok("db", "backup", "copies")
    publish(shop, NEXT)
    (copy,) = (shop.folder / "copies").iterdir()

    shop.ok("db", "restore", copy, "--yes")

    assert [each["number"] for each in listed(shop)] == [1]
    assert reprinted(shop, "weekly", "1") == content
    assert publish(shop, LATER)["number"] == 2
    shop.ok("db", "check")


def damage(office: Office, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(database(office), isolation_level=None)) as store:
        store.execute(statement, values)


def test_a_file_that_was_altered_is_not_printed(shop: Office) -> None:
    publish(shop, FRIDAY)
    publish(shop, NEXT)
    item = listed(shop)[0]
    for body in ("AAAA", "no base64", "é"):
        damage(shop, "UPDATE content SET body = ? WHERE sha256 = ?", body, item["sha256"])

        line = ("report", "reprint", "weekly", "1", "-o", "x.md", "--today", NEXT)
        assert "db restore" in refused(shop, *line, status=6)

        assert not (shop.folder / "x.md").exists()
        checked = shop("db", "check")
        assert (checked.status, str(item["event"]) in checked.out) == (1, True)
    assert reprinted(shop, "weekly", "2")


def test_a_list_that_was_altered_is_found(shop: Office) -> None:
    publish(shop, FRIDAY)
    for statement in (
        "UPDATE document SET number = 7",
        "UPDATE document SET number = 1, upto = upto - 1",
    ):
        damage(shop, statement)
        checked = shop("db", "check")
        assert (checked.status, "document" in checked.out) == (1, True)


def test_an_older_database_finds_its_documents_again(shop: Office) -> None:
    """What the tables of migration 0006 hold is made anew from the events."""
    publish(shop, FRIDAY)
    publish(shop, NEXT)
    shop.ok("report", "withdraw", "weekly", "2", "--reason", "有误", *WHO, NEXT)
    before = listed(shop)
    damage(shop, "DROP TABLE document_end")
    damage(shop, "DROP TABLE document")
    damage(shop, "DELETE FROM _sqlite_migrations WHERE name = '0006_documents'")

    shop.ok("db", "migrate")

    assert listed(shop) == before
    shop.ok("db", "check")


# --- redaction ---


def bytes_of(office: Office) -> bytes:
    return b"".join(path.read_bytes() for path in office.folder.glob("taskmatrix.db*"))


def test_who_redacts_a_text_is_told_which_documents_may_hold_it(shop: Office) -> None:
    publish(shop, FRIDAY)
    act(shop, D, NEXT, "update", "P/1", "-p", "30", "-d", SECRET)
    publish(shop, NEXT)
    assert SECRET in (shop.folder / f"weekly-{NEXT}.md").read_text("utf-8")
    seq = shop.ok("history", "P/1", "--limit", "1", "--json").json["events"][0]["seq"]

    why = ("--reason", "含个人信息", "--today", NEXT, "--lang", "en")
    told = shop.ok("db", "redact", str(seq), *why).err

    assert "weekly no. 2 of 2026" in told
    assert "weekly no. 1 of 2026" not in told
    assert SECRET.encode() in reprinted(shop, "weekly", "2"), "what was published stays"
    issue = listed(shop)[1]
    told = shop.ok("db", "redact", str(issue["event"]), *why[:1], "同上", *why[2:]).err
    assert "weekly" not in told
    assert refused(shop, "report", "reprint", "weekly", "2", "--today", NEXT)
    assert [each["kept"] for each in listed(shop)] == [True, False]
    assert listed(shop)[1]["sha256"] == issue["sha256"]
    assert "[redacted]" in shop.ok("report", "list", "--lang", "en", "--today", NEXT).out
    assert "[redacted]" in shop.ok("history", "--lang", "en").out
    shop.ok("db", "check")


def test_of_a_redacted_document_no_byte_is_left(shop: Office) -> None:
    from binascii import b2a_base64

    publish(shop, FRIDAY)
    content = (shop.folder / f"weekly-{FRIDAY}.md").read_bytes()
    piece = b2a_base64(content[:300], newline=False)
    assert piece in bytes_of(shop)

    seq = str(listed(shop)[0]["event"])
    shop.ok("db", "redact", seq, "--reason", "含个人信息", "--today", FRIDAY)

    assert piece not in bytes_of(shop)
    assert publish(shop, NEXT)["number"] == 2


def test_the_paper_of_another_task_is_not_named(shop: Office) -> None:
    day = "2026-03-17"
    first = next(each for each in issued(shop, day) if each[2] == "P/1")
    act(shop, D, day, "update", "P/1", "-d", SECRET)
    act(shop, D, day, "update", "P/2", "-d", "另一件事")
    publish(shop, day, "slip", first[0], "-o", "督办单.docx")
    events = shop.ok("history", "--limit", "3", "--json").json["events"]
    seqs = {each["task"]: str(each["seq"]) for each in events if each["kind"] == "reported"}

    why = ("--today", day, "--lang", "en", "--reason")
    mine = shop.ok("db", "redact", seqs["P/1"], *why, "含个人信息").err
    other = shop.ok("db", "redact", seqs["P/2"], *why, "误报").err

    assert ("slip paper" in mine, "slip paper" in other) == (True, False)
