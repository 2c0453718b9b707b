"""What a command did, said in a line for each task."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from taskmatrix.language import N_
from taskmatrix.language import gettext as _

Item = dict[str, Any]


def done_lines(done: Iterable[Item]) -> Iterator[str]:
    """Yield a line for each thing that a command did."""
    names: dict[str, str] = {}
    for item in done:
        if item["what"] == "undone" and not names:
            from taskmatrix.reports.labels import event_names

            names = event_names()
        task = " ".join(filter(None, (item["task"], item["title"])))
        unit = item["unit"] or ""
        if item["home"]:
            from taskmatrix.reports.labels import entered

            unit = entered(unit, item["home"])
        other = item.get("other", item.get("year"))
        words = {"unit": unit, "task": task, "other": other, "how": _how(item, names)}
        if "slip" in item:
            words.update(_slip(item))
        if item["what"] == "document-issued":
            words["how"] = "".join(_of_document(item))
        of_slip = item["what"] == "document-withdrawn" and item["kind"] == "slip"
        sentence = _PAPER_WITHDRAWN if of_slip else _SENTENCES[item["what"]]
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
    "calendar-adopted": N_("Working days of {other}: {how}"),
    "promise-judged": N_("Promise of {other} on {task}: {how}"),
    "extension-lapsed": N_("The extension that was asked for falls away: {task}"),
    "slip-issued": N_("{slip} {step} to {other}: {task}; to be answered by {reply_by}"),
    "slip-answered": N_("{unit} answered {slip} on {task}, and promises {by}"),
    "slip-withdrawn": N_("{slip} to {other} on {task} is withdrawn"),
    "wait-begun": N_("{unit}: {task} waits for {other}{how}"),
    "wait-objected": N_("{unit} objects to being waited for on {task}; to be decided"),
    "wait-upheld": N_("Returned: the objection of {other}; {task} goes on waiting"),
    "wait-ended": N_("{task} waits no longer{how}"),
    "extension-asked": N_("{unit} asked to extend {task}{how}; to be approved"),
    "extension-approved": N_("Extended: {task}{how}"),
    "extension-returned": N_("Returned: the request to extend {task}"),
    "target-recorded": N_("{unit} read {task}: {other}{how}"),
    "document-issued": N_("Issued: {task}{how}"),
    "document-withdrawn": N_("Withdrawn: {task}"),
    "undone": N_("Taken back: {unit} {how} {task}"),
}


_PAPER_WITHDRAWN = N_("Withdrawn, the paper alone: {task}")


def _slip(item: Item) -> Item:
    from taskmatrix.reports.escalation import slip_number, step_names

    step = step_names()[item["step"] - 1] if "step" in item else ""
    dates = {"reply_by": item.get("reply_by"), "by": item.get("by")}
    return {"slip": slip_number(item["slip"]), "step": step, **dates}


def _how(item: Item, names: Mapping[str, str]) -> str:
    if item["what"] == "undone":
        return names.get(item["of"], str(item["of"])) if item["task"] else ""
    if item["what"] == "calendar-adopted":
        from taskmatrix.reports.labels import calendar_bases

        return calendar_bases()[item["basis"]]
    if item["what"] == "promise-judged":
        from taskmatrix.reports.labels import promise_statuses

        return promise_statuses()[item["status"]]
    if item["what"] == "target-recorded":
        from taskmatrix.reports.targets import reading_marks

        return reading_marks(item)
    if item["what"].startswith(("wait-", "extension-")):
        return "".join(_of_clock(item))
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


def _of_document(item: Item) -> Iterator[str]:
    """Yield which days a document covers, and where its file is."""
    if item["first"]:
        from taskmatrix.reports.issued import span_of

        yield _(" ({days})").format(days=span_of(item))
    yield _("; written to {path}").format(path=item["path"]) if item["path"] else _("; kept")


def _of_clock(item: Item) -> Iterator[str]:
    """Yield until when a task waits, or from and to which day it is extended."""
    if item.get("outside"):
        yield _(" (outside the programme)")
    if "until" in item:
        yield _(" until {day}").format(day=item["until"])
    if item["what"] == "wait-ended" and item.get("other"):
        yield _(": the objection of {other} holds").format(other=item["other"])
    if "to" in item:
        old = item.get("planned") or item["deadline"]
        yield _(" from {old} to {new}").format(old=old, new=item["to"])
    if item.get("late"):
        yield _("; asked after the deadline, so it is scored by the original one")
