"""What a command did, said in a line for each task."""

from collections.abc import Iterable, Iterator
from gettext import gettext as _
from typing import Any

Item = dict[str, Any]


def done_lines(done: Iterable[Item]) -> Iterator[str]:
    """Yield a line for each thing that a command did."""
    sentences = _sentences()
    for item in done:
        task = f"{item['task']} {item['title']}".strip()
        words = {"unit": item["unit"], "task": task, "other": item.get("other"), "how": _how(item)}
        yield " ".join(sentences[item["what"]].format(**words).split())


def _sentences() -> dict[str, str]:
    return {
        "accepted": _("{unit} accepted {task}"),
        "reported": _("{unit} reported on {task}{how}"),
        "finished": _("{unit} asked for the closure of {task}"),
        "approved": _("Closed: {task}"),
        "returned": _("Returned: {task}"),
        "terminated": _("Terminated: {task}"),
        "reopened": _("Reopened: {task}"),
        "report-exemption-asked": _("{unit} says that it has no part in {task}; to be approved"),
        "report-exemption-approved": _("Approved: {task} does not concern {other}"),
        "report-exemption-returned": _("Returned: {task} does concern {other}"),
        "urged": _("Urged {other} about {task}"),
        "undone": _("Taken back: {how} {task}"),
    }


def _how(item: Item) -> str:
    if item["what"] == "undone":
        from taskmatrix.reports.labels import event_names

        return event_names().get(item["of"], str(item["of"])) if item["task"] else ""
    how = ""
    before, now = item.get("before"), item.get("progress")
    if item["what"] == "reported" and now is not None:
        moved = now if before in (None, now) else f"{before} → {now}"
        how = _(": progress {progress}").format(progress=moved)
    if item.get("on"):
        how += _(" (happened on {day})").format(day=item["on"])
    return how
