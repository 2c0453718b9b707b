"""`unit contact`: liaison and phone, beside the record."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest
from conftest import Office


def contact(office: Office, *args: str) -> Any:
    return office.ok("unit", "contact", *args, "--json").json


def events(office: Office) -> int:
    with closing(sqlite3.connect(office.folder / "taskmatrix.db")) as store:
        return int(store.execute("SELECT COUNT(*) FROM event").fetchone()[0])


def test_a_contact_is_set_and_shown(loaded: Office) -> None:
    today = loaded.ok("list", "--json").json["today"]
    known = {
        "schema": 1,
        "kind": "unit-contact",
        "today": today,
        "unit": "省数据局",
        "liaison": "李明",
        "phone": "024-1234 转 5",
    }
    before = events(loaded)
    assert contact(loaded, "数据局", "--liaison", "李明", "--phone", "024-1234 转 5") == known
    assert contact(loaded, "省数据局") == known
    assert loaded.ok("unit", "contact", "省数据局").out == "省数据局  李明 024-1234 转 5\n"
    assert events(loaded) == before, "persons stand in no event"
    assert loaded.ok("db", "check").status == 0


def test_what_is_not_said_stays(loaded: Office) -> None:
    contact(loaded, "省数据局", "--liaison", "李明", "--phone", "1234")
    contact(loaded, "省数据局", "--phone", "5678")
    known = contact(loaded, "省数据局")
    assert (known["liaison"], known["phone"]) == ("李明", "5678")


def test_a_contact_is_forgotten(loaded: Office) -> None:
    contact(loaded, "省数据局", "--liaison", "李明")
    contact(loaded, "省交通运输厅", "--liaison", "赵强")
    contact(loaded, "省数据局", "--clear")
    known = contact(loaded, "省数据局")
    assert (known["liaison"], known["phone"]) == (None, None)
    assert contact(loaded, "省交通运输厅")["liaison"] == "赵强"
    assert b"\xe6\x9d\x8e\xe6\x98\x8e" not in _dumped(loaded), "nothing of it stays"


def _dumped(office: Office) -> bytes:
    with closing(sqlite3.connect(office.folder / "taskmatrix.db")) as store:
        return "\n".join(store.iterdump()).encode()


@pytest.mark.parametrize(
    ("args", "status"),
    [
        (("省财政厅",), 4),
        (("省数据局", "--clear", "--phone", "1"), 2),
        (("省数据局", "--liaison", " "), 2),
        (("省数据局", "--as-of", "2026-01-01"), 3),
        (("省数据局", "--phone", "1", "--today", "2020-01-02"), 3),
    ],
)
def test_what_cannot_be(loaded: Office, args: tuple[str, ...], status: int) -> None:
    assert loaded("unit", "contact", *args).status == status
    assert contact(loaded, "省数据局")["phone"] is None


def test_a_contact_steers_no_terminal(loaded: Office) -> None:
    loaded.ok("unit", "contact", "省数据局", "--liaison", "李\x1b[2J明")
    assert "\x1b" not in loaded.ok("unit", "contact", "省数据局").out
