"""Plan files to a programme: every file is read, every problem is kept with its place."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from taskmatrix.domain.model import Plan, Programme
from taskmatrix.domain.words import Tier
from taskmatrix.plans.checks import check
from taskmatrix.plans.drafts import drafts_of, units_of
from taskmatrix.plans.files import plan_files
from taskmatrix.plans.problems import Problem
from taskmatrix.plans.sheet import Sheet, open_sheet


@dataclass(frozen=True)
class Reading:
    """What a folder says: the programme, None where an error stands in the way, and problems."""

    programme: Programme | None
    problems: list[Problem]


def read_folder(folder: Path, prefix: str = "") -> Reading:
    """Read the programme below a folder; places are relative to it, behind a prefix."""
    files = plan_files(folder)
    return read_files(
        ((path, prefix + path.relative_to(folder).as_posix()) for path in files), prefix or "."
    )


def read_files(files: Iterable[tuple[Path, str]], where: str = ".") -> Reading:
    """Read files, each with the name to show, as one programme; `where` names them all."""
    sheets = [open_sheet(path, _text(label)) for path, label in files]
    entries = [entry for sheet in sheets for entry in units_of(sheet)]
    drafts = drafts_of(sheets)
    general = check(sheets, drafts, entries, _text(where))
    problems = [problem for sheet in sheets for problem in _in_order(sheet)] + general
    programme = None
    if not any(problem.severity == "error" for problem in problems):
        plans = sorted((draft.plan for draft in drafts), key=_position)
        programme = Programme(tuple(plans), tuple(entry.unit for entry in entries))
    return Reading(programme, problems)


def _text(name: str) -> str:
    """Return a file's name as text that can be written, though it be bytes of any kind."""
    return os.fsencode(name).decode("utf-8", "replace")


def _position(plan: Plan) -> tuple[int, str]:
    return list(Tier).index(plan.tier), plan.id


def _in_order(sheet: Sheet) -> list[Problem]:
    return sorted(sheet.located(), key=lambda problem: problem.place or (0, 0))
