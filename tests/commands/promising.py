"""Units that promise, keep, or let the day pass; and how the tests look at what became of it."""

from typing import Any

from commands.supervised import act, supervise
from conftest import Office

DATA, COORDINATOR = "省数据局", "省发展改革委"
MADE, DUE, LATE = "2026-03-03", "2026-03-20", "2026-03-23"


def one_promise(office: Office) -> None:
    supervise(office)
    promise(office, "P/1", "建成平台", DUE, MADE)


def promise(office: Office, task: str, text: str, by: str, day: str, unit: str = DATA) -> None:
    act(office, unit, day, "update", task, "--promise", text, "--by", by)


def keep(office: Office, task: str, day: str, unit: str = DATA) -> None:
    act(office, unit, day, "update", task, "--kept")


def promises(office: Office, day: str, *args: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = office.ok("promises", "--json", "--today", day, *args).json[
        "promises"
    ]
    return items


def turned_out(office: Office, day: str, *args: str) -> dict[str, str]:
    return {item["text"]: item["status"] for item in promises(office, day, *args)}


def number(office: Office, text: str, day: str) -> str:
    (found,) = [str(each["number"]) for each in promises(office, day) if each["text"] == text]
    return found


def judge(office: Office, text: str, day: str, verdict: str, reason: str = "已核实") -> Any:
    said = ("promises", "judge", number(office, text, day), verdict, "--reason", reason)
    return act(office, COORDINATOR, day, *said, "--json").json


def busy_office(office: Office) -> None:
    one_promise(office)
    promise(office, "P/4", "完成选址", "2026-03-06", MADE)
    promise(office, "P/2", "开通航线", "2026-04-30", MADE, "省交通运输厅")
    promise(office, "P/1", "组建专班", "2026-03-12", MADE, "甲市政府")
    keep(office, "P/1", "2026-03-11", "甲市政府")
