"""The three ways to fill in many reports: a file, an editor, questions."""

import os
import sys
import tempfile
from collections.abc import Sequence
from gettext import gettext as _
from pathlib import Path
from typing import Any

import click

from taskmatrix.errors import BadInput, NotFound, reason
from taskmatrix.workspace import forms
from taskmatrix.workspace.naming import heard
from taskmatrix.workspace.reading import acting_unit
from taskmatrix.workspace.reporting import percent
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.working import Work


def from_file(session: Session, source: str) -> Work:
    """Record a form, or lines of JSON, from a file or standard input."""
    name = "stdin" if source == "-" else source
    lines = forms.read_lines(_text_of(source), name)
    if not lines:
        raise forms.nothing_said()
    return forms.report_lines(session, lines, name)


def _text_of(source: str) -> str:
    try:
        content = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
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
    unit = acting_unit(session)
    items = forms.form_items(session, unit.id, tasks)
    if not items:
        click.echo(_("{unit} has no open task to report on").format(unit=unit.label), err=True)
        return None
    blank = forms.form_text(session, items, unit.label)
    session.close()  # the store is not held while somebody types
    handle, name = tempfile.mkstemp(prefix="taskmatrix-", suffix=".toml")
    os.close(handle)
    path = Path(name)
    path.write_text(blank, encoding="utf-8")
    try:
        work = _edited(session, path)
    except BaseException:
        if forms.unmarked(path.read_text("utf-8", "replace")) == blank:
            path.unlink()
        else:
            again = f"taskmatrix update --from {path}"
            kept = _("What you typed is kept in {path}; go on with: {again}")
            click.echo(kept.format(path=path, again=again), err=True)
        raise
    path.unlink()
    return work


def _edited(session: Session, path: Path) -> Work | None:
    while True:
        before = path.read_text("utf-8")
        click.edit(filename=str(path))
        text = path.read_text("utf-8", "replace")
        lost = text == before and forms.MARK in text
        path.write_text(forms.unmarked(text), encoding="utf-8")
        try:
            lines = forms.read_lines(forms.unmarked(text), path.name)
            if not lines:
                click.echo(_("The form says nothing; nothing was recorded"), err=True)
                return None
            return forms.report_lines(session, lines, path.name)
        except forms.FormRefused as refused:
            if lost:
                raise
            text = forms.marked(forms.unmarked(text), refused.lines)
            path.write_text(text, encoding="utf-8")
            session.close()


def from_questions(session: Session, tasks: Sequence[str]) -> Work | None:
    """Ask field by field on a terminal; an empty answer says nothing."""
    unit = acting_unit(session)
    items = forms.form_items(session, unit.id, tasks)
    session.close()
    lines = []
    for number, item in enumerate(items, 1):
        click.echo("\n".join([f"{item['code']} {item['title']}", *item["notes"]]), err=True)
        fields = _answers()
        if fields:
            lines.append(forms.Line(number, item["code"], fields))
    if not items:
        # Not among the open assignments: the rules say why.
        lines = [forms.Line(number, task, {"same": True}) for number, task in enumerate(tasks, 1)]
    if not lines:
        click.echo(_("Nothing was said; nothing was recorded"), err=True)
        return None
    return forms.report_lines(session, lines, "update")


def _answers() -> dict[str, Any]:
    fields: dict[str, Any] = {}
    while "progress" not in fields:
        said = _ask(_("Progress 0-100"))
        if not said:
            break
        try:
            fields["progress"] = percent(said)
        except (TypeError, ValueError):
            click.echo(_("“{value}” is no whole number from 0 to 100").format(value=said), err=True)
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
