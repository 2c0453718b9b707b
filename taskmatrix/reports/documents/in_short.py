"""What weekly, monthly and briefing say alike: what changed, who reported, how targets stand."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any

from taskmatrix.language import gettext as _
from taskmatrix.language import ngettext
from taskmatrix.reports.documents.parts import names_text, tasks_text

Item = dict[str, Any]

MOST_NAMED = 3


def on_changes(data: Item, *, named: bool = False) -> Iterator[str]:
    """Yield what changed in the period, or that nothing did where there was one before."""
    said = changes_said(data, named=named)
    if said:
        gap = _("; ") if named else _(", ")
        yield _("In this period: {changes}.").format(changes=gap.join(said))
    elif data["before"] is not None:
        yield _("No task was closed or turned red in this period.")


def changes_said(data: Item, *, named: bool = False) -> list[str]:
    """Return what changed, each with how many tasks; `named` tells which, where they are few."""
    texts = {
        "closed": _("{tasks} closed"),
        "newly_red": _("{tasks} turned red"),
        "caught_up": _("{tasks} no longer red"),
        "begun": _("{tasks} begun"),
        "returned": _("closure of {tasks} returned"),
        "added": _("{tasks} added to the plan"),
        "terminated": _("{tasks} dropped from the plan"),
    }
    counts = {key: len(data["changes"][key]) for key in texts if data["changes"][key]}
    titles = _titles(data, counts) if named else {}
    return [
        texts[key].format(tasks=_tasks(count, titles.get(key))) for key, count in counts.items()
    ]


def _titles(data: Item, counts: Mapping[str, int]) -> dict[str, list[str]]:
    """Return the titles of the tasks that changed, by how they did, where these are few."""
    found: dict[str, list[str]] = {key: [] for key, count in counts.items() if count <= MOST_NAMED}
    tasks: Iterable[Item] = data["tasks"] if found else ()
    shared = set(data["shared_titles"])
    for task in tasks:
        for key in found.keys() & task["changes"]:
            found[key].append(_titled(task, shared))
    return found


def _titled(task: Item, shared: Container[str]) -> str:
    """Return the title of a task; where others bear it too, with who leads it."""
    title = str(task["title"])
    if title not in shared or not task["lead"]:
        return title
    return _("{title} ({unit})").format(title=title, unit=names_text(task["lead"], 1))


def _tasks(count: int, titles: Sequence[str] | None) -> str:
    if titles is None:
        return tasks_text(count)
    return _("{count} ({names})").format(count=tasks_text(count), names=names_text(titles))


def reports_said(activity: Item) -> str:
    """Return how many reports came from how many units."""
    if not activity["reports"]:
        return _("No unit reported in this period.")
    reports = ngettext("{count} report", "{count} reports", activity["reports"])
    units = ngettext("{count} unit", "{count} units", activity["units_reporting"])
    return _("{units} submitted {reports}.").format(
        units=units.format(count=activity["units_reporting"]),
        reports=reports.format(count=activity["reports"]),
    )


def on_promises(promises: Item) -> Iterator[str]:
    """Yield which promises were settled in the period: kept, and missed."""
    texts = {"kept": _("kept {promises}"), "missed": _("missed {promises}")}
    said = [
        text.format(promises=_promises([item["title"] for item in promises[key]]))
        for key, text in texts.items()
        if promises[key]
    ]
    if said:
        yield _("Promises settled in this period: {groups}.").format(groups=_("; ").join(said))


def _promises(titles: Sequence[str]) -> str:
    named = list(dict.fromkeys(titles))
    names = names_text(named[:MOST_NAMED])
    if len(named) > MOST_NAMED:
        names = _("{names} and others").format(names=names)
    return _("{count} (on {names})").format(count=len(titles), names=names)


def place_of(target: Item) -> str:
    """Return where a target stands: on pace, behind, over what was asked for or is allowed."""
    light, reading = target["light"], target["reading"]
    if light not in ("yellow", "red"):
        return "unread" if light == "grey" else "on-pace"
    value = target["value"]
    most = max(value) if isinstance(value, list) else value
    bounded = target["rule"] == "over" or target["trajectory"]["basis"] == "limit"
    if bounded and reading and reading["value"] >= most:
        return "over-limit" if target["op"] in ("<", "<=") else "over"
    return "behind" if light == "yellow" else "far-behind"


def targets_said(targets: Sequence[Item], worst: str = "") -> str:
    """Return in a sentence how so many targets stand; it ends with the `worst` of those behind."""
    places = Counter(map(place_of, targets))
    if places["unread"] == len(targets):
        text = ngettext(
            "The {count} target has no reading yet.",
            "None of the {count} targets has a reading yet.",
            len(targets),
        )
        return text.format(count=len(targets))
    groups = (
        (_("{count} met, on pace or close to it"), places["on-pace"]),
        (_("{count} beyond the goal"), places["over"]),
        (_("{count} beyond the limit"), places["over-limit"]),
        (_("{count} somewhat behind"), places["behind"]),
        (_("{count} far behind"), places["far-behind"]),
        (_("{count} without a reading"), places["unread"]),
    )
    said = [text.format(count=count) for text, count in groups if count]
    text = _("Of {count} targets: {groups}.") if len(said) > 1 else _("Targets: {groups}.")
    listed = _(", ").join(said)
    if worst:
        last = _("{groups}; the farthest behind is “{title}”")
        listed = last.format(groups=listed, title=worst)
    return text.format(count=len(targets), groups=listed)
