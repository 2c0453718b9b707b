"""`plan draft --review`: a walk through what was inferred or not understood, one key each."""

import sys
import unicodedata

import click

from taskmatrix.commands.drafting import may_overwrite
from taskmatrix.commands.hints import as_typed
from taskmatrix.commands.options import width
from taskmatrix.errors import Interrupted, Refused
from taskmatrix.language import N_, ngettext
from taskmatrix.language import gettext as _
from taskmatrix.notices.answers import NO, TYPED, YES, Answer
from taskmatrix.notices.model import Draft
from taskmatrix.notices.questions import DROPS, FIELDS, FIRST, ONCE, SUPPORTS, Question
from taskmatrix.notices.writer import INFERRED
from taskmatrix.reports.drafts import WHY
from taskmatrix.reports.text import printable, width_of, wrap
from taskmatrix.workspace.hearing import heard
from taskmatrix.workspace.naming import pasted
from taskmatrix.workspace.notice_files import Notice
from taskmatrix.workspace.reviewing import Review, verdict_of
from taskmatrix.workspace.session import Session

LONGEST = 400
"""Characters of a passage that are shown."""

HEADS = {
    "issued": N_("the text has no day of issue: may it be left out of the plan?"),
    "coordinator": N_("no coordinating unit is named: may it be left out for now?"),
    "id": N_("is this the plan's id, in front of every number of its tasks?"),
    "bare": N_("this task has no clause of responsibility: is that so?"),
    "rule": N_("only 责任单位 is given: does the first one listed lead?"),
    "horizon": N_("is this the day to which the plan reaches?"),
    "number": N_("the printed number contradicts another: is the new one right?"),
    "deadline": N_("no day can be set for this time limit: may it be left out of the plan?"),
    "unit": N_("is this a unit?"),
    "spellings": N_("are these spellings of one body?"),
    "group": N_("several units in one name: is it one row of the matrix?"),
}

YES_MEANS = {
    "issued": N_("leave it out"),
    "coordinator": N_("leave it out"),
    "id": N_("keep this id"),
    "bare": N_("nobody is named: leave it so"),
    "rule": N_("the first one leads, the others support, in every such clause"),
    "horizon": N_("it is"),
    "number": N_("keep the new number"),
    "clause": N_("it is read right"),
    "deadline": N_("leave it out of the plan"),
    "unread": N_("it may be left out: nothing is missing"),
    "gap": N_("none was: the notice counts so"),
    "unit": N_("it is"),
    "spellings": N_("one unit"),
    "group": N_("one row"),
}

NO_MEANS = {
    "issued": N_("type the day of issue; time limits without a year follow from it"),
    "coordinator": N_("type the unit that runs this tool"),
    "id": N_("type an id: LN"),
    "bare": N_("type its units"),
    "rule": N_("none leads, all support"),
    "horizon": N_("the plan names no such day"),
    "number": N_("type the number"),
    DROPS: N_("it is no clause of this task: out, it stays as a comment"),
    SUPPORTS: N_("none leads, all support"),
    ONCE: N_("they answer for this task only"),
    "deadline": N_("type the day"),
    "unread": N_("it belongs in the plan: type its task, an old or a new one, and the units"),
    "gap": N_("one was: type its number, title and units"),
    "unit": N_("it is none: out of the plan"),
    FIRST: N_("it is none: out of the plan; the next one listed leads in its place"),
    "spellings": N_("each is a unit of its own"),
    "group": N_("a row for each: type the members"),
}

TYPED_MEANS = {
    "rule": N_("type the rule: first-listed, all or none"),
    "horizon": N_("type the day"),
    "clause": N_("type its units"),
    "unit": N_("type the right name; several with 、 between"),
    "spellings": N_("type those that are one unit, with 、 between"),
}

LABELS = {
    "responsible": N_("responsible"),
    "lead": N_("lead"),
    "support": N_("support"),
    "local": N_("local"),
    "name": N_("name"),
    "names": N_("names"),
    "aliases": N_("aliases"),
    "lines": N_("the first one stands on line"),
    "leads": N_("listed first in task"),
    "day": N_("day"),
    "number": N_("number"),
    "rule": N_("rule"),
    "task": N_("task number"),
    "title": N_("title of the new task"),
    "unit": N_("coordinating unit"),
    "id": N_("plan id"),
}

SAID = {YES: N_("answered: yes"), NO: N_("answered: no"), TYPED: N_("answered: typed")}

NOTHING = "-"
ONE_VALUE = ("day", "number", "rule", "task", "title", "unit", "id")
FULL_WIDTH = ("day", "title", "unit")
"""What keeps the characters in which it was typed."""


def on_a_terminal() -> None:
    """Refuse where nobody can be asked."""
    if not all(each is not None and each.isatty() for each in (sys.stdin, sys.stderr)):
        raise Refused(
            _("--review asks on a terminal, and this is none"),
            _("leave --review out: the plan's comments say what is to be confirmed"),
        )


def review(session: Session, notice: Notice, path: str) -> Draft:
    """Walk through the questions of a draft; return it as the answers have it."""
    held = Review(notice, path)
    may_overwrite(path, held.is_as_written)
    if strays := held.strays():
        told = ngettext(
            "{count} kept answer fits no question: the notice was changed, or is read otherwise",
            "{count} kept answers fit no question: the notice was changed, or is read otherwise",
            strays,
        )
        _echo(told.format(count=strays))
    words = ["taskmatrix", "plan", "draft", pasted(notice.path), "-o", pasted(path), "--review"]
    again = as_typed(" ".join(words), session)
    try:
        held.write()
        _walk(held)
    except (KeyboardInterrupt, EOFError, click.Abort):
        raise Interrupted("\n" + _left(held, again)) from None
    click.echo(_left(held, again), err=True)
    return held.result().draft


def _left(held: Review, again: str) -> str:
    if not held.asked:
        return _("There is nothing to ask about this draft")
    count = len(held.left())
    facts = {"count": count, "path": _visible(held.kept_in), "again": again}
    if count:
        return _("{count} left; the answers are kept in {path}\nGo on with: {again}").format(
            **facts
        )
    return _("Nothing is left to ask; to be asked again, remove {path}").format(**facts)


def _walk(held: Review) -> None:
    """Ask one question after another, from the first that has no answer."""
    place = 0
    passed: list[str] = []
    while place < len(held.asked):
        asked = held.asked
        question = asked[place]
        if (held.of(question) and question.key not in passed) or held.is_moot(question):
            place += 1
            continue
        _show(held, place)
        step = _answered(held, question)
        if step == "q":
            return
        if step == "b":
            left = {each.key for each in held.left()}
            earlier = [i for i in range(place) if held.of(asked[i]) or asked[i].key in left]
            place = earlier[-1] if earlier else place
            passed.append(asked[place].key)
            continue
        passed = [each for each in passed if each != question.key]
        place += 1


def _show(held: Review, place: int) -> None:
    """Write a question: where it stands, the passage, what was read, what each key does."""
    question = held.asked[place]
    head = _(HEADS.get(question.kind) or _heads_of(question))
    if question.kind == "unread" and question.why != "gap":
        head = _("{why}; may it be left out?").format(why=head)
    facts = {"place": place + 1, "count": len(held.asked), "line": question.line, "head": head}
    _echo("")
    _echo(_("[{place}/{count}] line {line}: {head}").format(**facts))
    if question.about:
        _echo(question.about, "  ")
    if passage := question.passage:
        _echo(passage if len(passage) <= LONGEST else passage[:LONGEST] + "...", "  | ")
    for field, names in question.read.items():
        _echo(f"{_(LABELS[field])}: {'、'.join(names)}", "  ")
    if answer := held.of(question):
        typed = "; ".join(f"{_(LABELS[k])}: {'、'.join(v)}" for k, v in answer.typed.items() if v)
        _echo(f"{_(SAID[answer.verdict])} {typed}".rstrip(), "  ")
    for key, meaning in _meanings(question):
        _echo(f"{key} {_(meaning)}", "    ")


def _heads_of(question: Question) -> str:
    return (WHY if question.kind == "unread" else INFERRED)[question.why]


def _meanings(question: Question) -> list[tuple[str, str]]:
    kind = "gap" if question.why == "gap" else question.kind
    if question.no_is_typed:
        return [("y", YES_MEANS[kind]), ("n", NO_MEANS.get(kind) or TYPED_MEANS[kind])]
    no = NO_MEANS[question.on_no if kind in ("clause", "unit") else kind]
    return [("y", YES_MEANS[kind]), ("n", no), ("e", TYPED_MEANS[kind])]


def _answered(held: Review, question: Question) -> str:
    """Take keys until one answers, or leads on: `s`, `b`, `q`."""
    while True:
        keys = "y n" if question.no_is_typed else "y n e"
        click.echo(
            _("{keys}; s skip, b back, q leave:").format(keys=keys) + " ", nl=False, err=True
        )
        pressed = unicodedata.normalize("NFKC", click.getchar())[:1].lower()
        click.echo(pressed if pressed.isprintable() else "", err=True)
        if pressed in ("s", "b", "q"):
            return pressed
        verdict = verdict_of(question, pressed)
        if verdict == TYPED:
            typed = _typed(held, question)
            if typed is not None:
                held.answer(question, Answer(TYPED, typed))
                return ""
        elif verdict:
            held.answer(question, Answer(verdict))
            return ""


def _typed(held: Review, question: Question) -> dict[str, tuple[str, ...]] | None:
    """Ask for each field; None where what was typed is wrong, which is told."""
    answer = held.of(question)
    proposed = dict(answer.typed) if answer and answer.typed else held.proposed(question)
    typed: dict[str, tuple[str, ...]] = {}
    wrong = None
    for field in FIELDS[question.kind]:
        if field == "title" and held.has_task("".join(typed["task"]), question):
            continue
        now = proposed.get(field, ())
        label = _(LABELS[field])
        if field in ONE_VALUE:
            label += f" [{_visible(now[0])}]" if now else ""
        elif now:
            _echo(f"{label}: {'、'.join(now)}", "  ")
            label = _("{label} (Enter keeps, - none)").format(label=label)
        said = heard(click.prompt(label, default="", show_default=False, err=True)).strip()
        typed[field] = _names(field, said) if said else now
        wrong = held.wrong_number("".join(typed["task"])) if field == "task" else None
        if wrong:
            break
    if wrong := wrong or held.wrong(question, typed):
        click.echo(wrong, err=True)
        return None
    return typed


def _names(field: str, said: str) -> tuple[str, ...]:
    if field in ONE_VALUE:
        typed = said if field in FULL_WIDTH else unicodedata.normalize("NFKC", said)
        return (typed.upper() if field == "id" else typed,)
    if said == NOTHING:
        return ()
    for sign in "，,;；":
        said = said.replace(sign, "、")
    return tuple(dict.fromkeys(name.strip() for name in said.split("、") if name.strip()))


def _echo(text: str, indent: str = "") -> None:
    """Write a text within the terminal's width."""
    for line in wrap(printable(_visible(text)), width() - width_of(indent) - 1):
        click.echo(indent + line, err=True)


def _visible(text: str) -> str:
    """Return a text with what steers a terminal written out."""
    return "".join(
        " " if c in "\n\t\u3000\xa0" else c if c.isprintable() else _escaped(c) for c in text
    )


def _escaped(char: str) -> str:
    return char.encode("unicode_escape").decode()
