"""The three ways to fill in many reports: a file, an editor, questions."""

import os
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from taskmatrix.commands.hints import as_typed
from taskmatrix.errors import BadInput, NotFound, Refused, reason
from taskmatrix.language import gettext as _
from taskmatrix.workspace import forms
from taskmatrix.workspace.filled import read_lines
from taskmatrix.workspace.hearing import heard
from taskmatrix.workspace.naming import pasted, shown
from taskmatrix.workspace.reporting import percent
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.working import Work, raise_all


def from_file(session: Session, source: str) -> Work:
    """Record a form, or lines of JSON, from a file or standard input."""
    name = "stdin" if source == "-" else source
    lines = read_lines(_text_of(source), name)
    if not lines:
        raise forms.nothing_said()
    return forms.report_lines(session, lines, name)


def _text_of(source: str) -> str:
    try:
        if source != "-":
            content = Path(source).read_bytes()
        else:
            content = sys.stdin.buffer.read() if sys.stdin else b""
        return content.decode("utf-8-sig")
    except FileNotFoundError as error:
        raise NotFound(
            _("There is no file or folder {path}").format(path=source), _("check the spelling")
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        detail = reason(error) if isinstance(error, OSError) else _("it is not UTF-8 text")
        raise BadInput(
            _("{path} cannot be read: {detail}").format(path=source, detail=detail),
            _("save it as UTF-8 text"),
        ) from error


def from_editor(session: Session, tasks: Sequence[str]) -> Work | None:
    """Let the acting unit fill in a form in its editor until every line is right.

    What was typed is in a file until it is on record; where one gives up, it stays there.
    """
    unit, items = forms.form_items(session, tasks)
    if not items:
        click.echo(_("{unit} has no open task to report on").format(unit=unit.label), err=True)
        return None
    blank = forms.form_text(session, items, unit.label)
    session.close()  # the store is not held while somebody types
    handle, name = tempfile.mkstemp(prefix="taskmatrix-", suffix=".toml")
    os.close(handle)
    path = Path(name)
    path.write_text(blank, encoding="utf-8")
    work = None
    try:
        work = _edited(session, path)
    finally:
        if work or (path.exists() and path.read_bytes().decode("utf-8", "replace") == blank):
            path.unlink(missing_ok=True)
        elif path.exists():
            home = session.settings.get("home")
            who = ["--as", unit.label, *(["--home", home] if home else [])]
            words = ["taskmatrix", "update", *who, "--from", name]
            again = as_typed(" ".join(map(pasted, words)), session)
            kept = _("What you typed is kept in {path}; go on with: {again}")
            click.echo(kept.format(path=path, again=again), err=True)
    return work


def _edited(session: Session, path: Path) -> Work | None:
    last: forms.FormRefused | None = None
    while True:
        before = path.read_text("utf-8")
        _open_editor(path)
        text = _text_of(str(path)).replace("\r\n", "\n")
        if last and text == before:
            raise last
        form = forms.unmarked(text)
        if form != text:
            _replace(path, form)
        try:
            lines = read_lines(form, path.name)
            if not lines:
                click.echo(_("The form says nothing; nothing was recorded"), err=True)
                return None
            return forms.report_lines(session, lines, path.name)
        except forms.FormRefused as refused:
            last = refused
            _replace(path, forms.marked(form, refused.lines))
            session.close()


def _open_editor(path: Path) -> None:
    """Run the editor; Ctrl-C is its own meanwhile."""
    heeded = signal.signal(signal.SIGINT, lambda _number, _frame: None)
    try:
        click.edit(filename=str(path))
    except (click.ClickException, ValueError) as error:
        raise Refused(
            _("The editor ended with an error; nothing was recorded"),
            _("name one that works: EDITOR=vi taskmatrix update --edit"),
        ) from error
    finally:
        signal.signal(signal.SIGINT, heeded)


def _replace(path: Path, text: str) -> None:
    """Write a form anew in one step: what was typed is never half there."""
    new = path.with_suffix(".new")
    new.touch(0o600)
    new.write_text(text, encoding="utf-8")
    new.replace(path)


def from_questions(session: Session, tasks: Sequence[str]) -> Work | None:
    """Ask field by field on a terminal; an empty answer says nothing.

    Where no task is named, go through all open assignments and ask for which.
    """
    _unit, items = forms.form_items(session, tasks)
    session.close()
    click.echo(_("Enter leaves a field out; Ctrl-C stops, and nothing is recorded"), err=True)
    lines = []
    for number, item in enumerate(items, 1):
        for text in (f"{item['code']} {item['title']}", *item["notes"]):
            click.echo(shown(text), err=True)
        if not tasks and not click.confirm(_("Report on it?"), err=True):
            continue
        fields = _answers()
        if fields:
            lines.append(forms.Line(number, item["code"], fields))
    if not lines:
        click.echo(_("Nothing was said; nothing was recorded"), err=True)
        return None
    try:
        return forms.report_lines(session, lines, "update")
    except forms.FormRefused as refused:
        raise_all([problem.error for problem in refused.lines])
        raise


def _answers() -> dict[str, Any]:
    fields: dict[str, Any] = {}
    while "progress" not in fields:
        said = _ask(_("Progress 0-100"))
        if not said:
            break
        try:
            fields["progress"] = percent(said)
        except (TypeError, ValueError):
            click.echo(
                _("“{value}” is not a whole number from 0 to 100").format(value=shown(said)),
                err=True,
            )
    questions = {
        "done": _("What was done"),
        "issue": _("Problems"),
        "next": _("Next steps"),
        "ask": _("To be coordinated"),
    }
    for key, question in questions.items():
        said = _ask(question)
        if said:
            fields[key] = said
    return fields


def _ask(question: str) -> str:
    answer: str = click.prompt(question, default="", show_default=False, err=True)
    return heard(answer).strip()
