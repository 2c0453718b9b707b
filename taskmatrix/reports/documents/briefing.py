"""The briefing (专报): one page for a leader: lights, five sentences, what needs a decision."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from taskmatrix.domain.words import LIGHTS
from taskmatrix.language import current, ngettext
from taskmatrix.language import gettext as _
from taskmatrix.reports.document import Block, Column, Document, Heading, Paragraph, Span, Table
from taskmatrix.reports.documents.in_short import changes_said, place_of, targets_said
from taskmatrix.reports.documents.parts import (
    capital,
    closed,
    entry,
    in_prose,
    light_span,
    marks,
    names_text,
    sentences,
    tasks_text,
    titled,
    unled,
    within,
)
from taskmatrix.reports.documents.scope import scope_text
from taskmatrix.reports.escalation import slip_number, step_names
from taskmatrix.reports.labels import light_names, redactable
from taskmatrix.reports.text import width_of
from taskmatrix.reports.written import (
    day_text,
    share_text,
    short_day,
)

Item = dict[str, Any]

ROOM = {"zh": (54, 16), "en": (76, 24)}
"""Columns of a line, and lines of a page that has a title, a day, the lights, and a heading too.

In Chinese 22 lines of 28 characters (GB/T 9704-2012), one left to breathe.
"""

LONGEST = 40
"""Columns of a title; of one that is longer the beginning stands here."""

ASKED = 100
"""Columns of what a unit asks for."""

CODES = 5
"""Tasks without a lead that are named."""


def compose(data: Item) -> Document:
    """Return the briefing as a document of one page."""
    said = list(_five(data))
    issuer = [data["issuer"]] if data["issuer"] else []
    return Document(
        kind="briefing",
        language=current(),
        day=data["day"],
        title=_("Briefing on the priority tasks"),
        subtitle=("\u3000" if current() == "zh" else ", ").join([*issuer, day_text(data["day"])]),
        masthead=None,
        marks=marks(data),
        blocks=[
            _lights(data["totals"]["lights"]),
            Paragraph(sentences(said)),
            Heading(1, _("What needs a decision")),
            *_decisions(list(_matters(data)), ROOM[current()][1] - _lines(sentences(said))),
        ],
    )


def _lights(lights: Item) -> Table:
    names = light_names()
    row = [(Span(f"{light_span(light).text} {lights[light]}", light),) for light in LIGHTS]
    return Table([Column(capital(names[light]), 20, "center") for light in LIGHTS], lambda: [row])


def _five(data: Item) -> Iterator[str]:
    """Yield five sentences: what stands, moved, is worst, is coming, and the targets."""
    yield _standing(data)
    yield _moved(data)
    yield _worst(data["behind"])
    yield _coming(data)
    yield _targets(data["targets"], data["filters"])


def _standing(data: Item) -> str:
    states = data["totals"]["states"]
    ended = states["terminated"]
    count = data["totals"]["tasks"] - ended
    words = {
        "day": day_text(data["last"]),
        "tasks": tasks_text(count),
        "closed": states["closed"],
        "share": share_text(states["closed"], count),
        "open": count - states["closed"],
        "pending": states["pending"],
    }
    return _stand(count, states).format(**{**words, "scope": _scope(data)})


def _scope(data: Item) -> str:
    """Return what is spoken of: the programme, what a leader has charge of, or a selection."""
    scope = titled(data["programme"])
    if data["leader"] and len(data["filters"]) == 1:
        text = _("{programme}, in the charge of {leader},")
        return text.format(programme=scope, leader=data["leader"])
    if not data["filters"]:
        return scope
    text = _("{programme} (tasks chosen: {filters})")
    return text.format(programme=scope, filters=scope_text(data["filters"]))


def _stand(count: int, states: Item) -> str:
    """Return the sentence on how so many tasks stand."""
    done, pending = states["closed"], states["pending"]
    if not count:
        return _("As of {day}, {scope} has no task to follow up.")
    if done == count:
        if count == 1:
            return _("As of {day}, {scope} has 1 task, which is closed.")
        return _("As of {day}, {scope} has {tasks}, all of them closed.")
    if pending == count:
        if count == 1:
            return _("As of {day}, {scope} has 1 task, which is still to be accepted.")
        return _("As of {day}, {scope} has {tasks}, all of them still to be accepted.")
    if not done and pending:
        return _(
            "As of {day}, {scope} has {tasks}, none closed and {pending} still to be accepted."
        )
    if not done:
        return _("As of {day}, {scope} has {tasks}, none closed yet.")
    if pending:
        return _(
            "As of {day}, {scope} has {tasks}, {closed} closed ({share}) and {open} open, "
            "{pending} of them still to be accepted."
        )
    return _("As of {day}, {scope} has {tasks}, {closed} closed ({share}) and {open} open.")


def _moved(data: Item) -> str:
    said = changes_said(data)
    since = _("Since {day}").format(day=short_day(data["first"]))
    if data["previous"]:
        words = {"number": data["previous"]["number"], "day": short_day(data["previous"]["last"])}
        since = _("Since weekly no. {number} of {day}").format(**words)
    reports = data["activity"]["reports"]
    heard = ngettext("{count} report came in", "{count} reports came in", reports)
    text = _("{since}: {changes}; {heard}.")
    if not said:
        text = _("{since}, {changes}, and {heard}.")
    return text.format(
        since=since,
        changes=_(", ").join(said) or _("no task was closed or turned red"),
        heard=heard.format(count=reports) if reports else _("no report came in"),
    )


def _worst(behind: Sequence[Item]) -> str:
    if not behind:
        return _("No task is red or behind.")
    item = behind[0]
    words = {
        "tasks": tasks_text(len(behind)),
        "title": _title(item["title"]),
        "unit": names_text(item["lead"], 1),
        "why": in_prose(item["why"]).rstrip("。."),
    }
    if item["lead"]:
        text = _("Of {tasks} behind, the worst is “{title}” ({unit}): {why}.")
        if len(behind) == 1:
            text = _("One task is behind, “{title}” ({unit}): {why}.")
        return text.format(**words)
    words["why"] = _("nobody leads it, and nobody has taken it on")
    if item["why_rule"] == "unsigned":
        words["why"] = _("nobody leads it, and nobody has accepted it")
    text = _("Of {tasks} behind, the worst is “{title}”: {why}.")
    if len(behind) == 1:
        text = _("One task is behind, “{title}”: {why}.")
    return text.format(**words)


def _coming(data: Item) -> str:
    ahead = data["ahead"]
    counts = {
        "deadline": len(ahead["deadlines"]),
        "milestone": len(ahead["milestones"]),
        "promise": len(data["promises"]["due"]),
        "reply": len(ahead["replies"]),
    }
    texts = {
        "deadline": ngettext("{count} deadline", "{count} deadlines", counts["deadline"]),
        "milestone": ngettext("{count} milestone", "{count} milestones", counts["milestone"]),
        "promise": ngettext("{count} promise", "{count} promises", counts["promise"]),
        "reply": ngettext("{count} reply to a slip", "{count} replies to slips", counts["reply"]),
    }
    said = [texts[kind].format(count=count) for kind, count in counts.items() if count]
    until = short_day(ahead["until"])
    if not said:
        return _("Nothing falls due in the next two weeks (by {day}).").format(day=until)
    text = _("Due in the next two weeks (by {day}): {matters}.")
    return text.format(day=until, matters=_(", ").join(said))


def _targets(targets: Sequence[Item], filters: Item) -> str:
    """Return how the targets stand; nothing where those of a selection are none."""
    if not targets:
        return "" if filters else _("The plans have no targets.")
    late = [target for target in targets if place_of(target) in ("behind", "far-behind")]
    if not late:
        return targets_said(targets)
    worst = max(late, key=lambda target: target["points_behind"] or 0)
    return targets_said(targets, _title(worst["title"]))


def _matters(data: Item) -> Iterator[tuple[str, str]]:
    """Yield what needs a decision, and which tasks have no lead."""
    yield from map(_entry, data["decisions"])
    if data["without_lead"]:
        yield unled(data["without_lead"], CODES)


def _decisions(decisions: Sequence[tuple[str, str]], lines: int) -> Iterator[Block]:
    """Yield as many entries as so many lines hold; the last line says how many more there are."""
    if not decisions:
        yield Paragraph(_("Nothing needs a decision."))
        return
    for number, (head, text) in enumerate(decisions, 1):
        lines -= _lines(f"{number}.{head}{text}")
        rest = len(decisions) - number
        if lines < (1 if rest else 0) and number > 1:
            left = rest + 1
            more = ngettext(
                "{count} more waits for a decision; see the weekly.",
                "{count} more wait for a decision; see the weekly.",
                left,
            )
            yield Paragraph(more.format(count=left))
            return
        yield entry(number if len(decisions) > 1 else 0, head, text)


def _entry(item: Mapping[str, Any]) -> tuple[str, str]:
    """Return what a decision is about, and what it is."""
    words = {"unit": item["unit"] or _("No lead named"), "title": _title(item["title"])}
    said = closed(_cut(redactable(item["text"]), ASKED))
    if item["kind"] == "ask":
        return _("{unit} on “{title}”:").format(**words), said
    if item["kind"] == "extension":
        to = _("to {day}; {reason}").format(day=day_text(item["to"]), reason=said)
        return _("{unit} asks for an extension of “{title}”:").format(**words), to
    kind = {"kind": capital(step_names()[item["step"] - 1]), "slip": slip_number(item["text"])}
    text = _("{kind} {slip} was to be answered by {day}.")
    head = _("{unit} has not answered a slip on “{title}”:").format(**words)
    return head, text.format(**kind, day=day_text(item["to"]))


def _title(title: str) -> str:
    return within(_cut(title, LONGEST))


def _cut(text: str, width: int) -> str:
    """Return the beginning of a text that is too long, with a sign that it goes on."""
    text = " ".join(text.split())
    if width_of(text) <= width:
        return text
    while width_of(text) > width - 2:
        text = text[:-1]
    return text.rstrip("，、；：,;: ") + _("...")


def _lines(text: str) -> int:
    """Return how many lines a paragraph takes, its first one indented."""
    return -(-(width_of(text) + 4) // ROOM[current()][0])
