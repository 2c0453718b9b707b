"""What a command did, said in a line for each task."""

from collections.abc import Iterable, Iterator, Mapping
from gettext import gettext as _
from typing import Any

from taskmatrix.language import N_

Item = dict[str, Any]


def done_lines(done: Iterable[Item]) -> Iterator[str]:
    """Yield a line for each thing that a command did."""
    names: dict[str, str] = {}
    for item in done:
        if item["what"] == "undone" and not names:
            from taskmatrix.reports.labels import event_names

            names = event_names()
        task = f"{item['task']} {item['title']}".strip()
        unit = item["unit"] or ""
        if item["home"]:
            from taskmatrix.reports.labels import entered

            unit = entered(unit, item["home"])
        words = {"unit": unit, "task": task, "other": item.get("other"), "how": _how(item, names)}
        sentence = _SENTENCES[item["what"]]
        yield " ".join(_(sentence).format(**words).split())


_SENTENCES = {
    "accepted": N_("{unit} accepted {task}"),
    "reported": N_("{unit} reported on {task}{how}"),
    "finished": N_("{unit} asked for the closure of {task}"),
    "approved": N_("Closed: {task}"),
    "returned": N_("Returned: {task}"),
    "terminated": N_("Terminated: {task}"),
    "reopened": N_("Reopened: {task}"),
    "report-exemption-asked": N_("{unit} says that {task} does not concern it; to be approved"),
    "report-exemption-approved": N_("Approved: {task} does not concern {other}"),
    "report-exemption-returned": N_("Returned: {task} does concern {other}"),
    "urged": N_("Urged {other} about {task}"),
    "undone": N_("Taken back: {unit} {how} {task}"),
}


def _how(item: Item, names: Mapping[str, str]) -> str:
    if item["what"] == "undone":
        return names.get(item["of"], str(item["of"])) if item["task"] else ""
    how = ""
    before, now = item.get("before"), item.get("progress")
    if item["what"] == "reported" and now is not None:
        moved = now if before in (None, now) else f"{before} → {now}"
        how = _(": progress {progress}").format(progress=moved)
    if item.get("begins"):
        how += _(", which accepts it")
    if item.get("late"):
        how += _(" (recorded late, happened on {day})").format(day=item["on"])
    elif item.get("on"):
        how += _(" (happened on {day})").format(day=item["on"])
    return how
