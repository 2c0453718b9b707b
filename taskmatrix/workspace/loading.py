"""Plan files into the store: check, compare, load."""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

from taskmatrix.domain.changes import Change
from taskmatrix.domain.drafting import Load
from taskmatrix.domain.model import Programme
from taskmatrix.domain.revision import Directives, match
from taskmatrix.errors import NotFound, Refused, TaskmatrixError
from taskmatrix.plans.problems import Problem
from taskmatrix.plans.reader import Reading, read_files, read_folder
from taskmatrix.store.connection import translated, writing
from taskmatrix.store.definitions import stored
from taskmatrix.store.events import last_event
from taskmatrix.store.migrate import ensure_store
from taskmatrix.store.programme import overall_plan
from taskmatrix.workspace.recording import record
from taskmatrix.workspace.session import Session


class PlanProblems(TaskmatrixError):
    """The plan files have errors, so nothing was loaded."""

    status = 5

    def __init__(self, problems: list[Problem]) -> None:
        count = sum(problem.severity == "error" for problem in problems)
        super().__init__(
            _("The plan files have {count} errors; nothing was loaded").format(count=count),
            _("mend them, then load again"),
        )
        self.problems = problems


@dataclass(frozen=True)
class Loaded:
    """What a load did, or would do."""

    programme: Programme
    changes: list[Change]
    problems: list[Problem]
    command: str | None = None


def check_paths(paths: Iterable[Path]) -> list[Problem]:
    """Check folders, each a programme of its own, and single files, together one programme.

    Raises NotFound for a path that is not there.
    """
    listed = list(paths)
    for path in listed:
        if not path.exists() and not path.is_symlink():
            raise no_path(path)
    folders = [path for path in listed if path.is_dir()]
    files = [(path, str(path)) for path in listed if not path.is_dir()]
    problems = []
    for folder in folders:
        found = read_folder(folder, prefix="" if len(listed) == 1 else f"{folder.as_posix()}/")
        problems += found.problems
    return problems + (read_files(files).problems if files else [])


def no_path(path: Path) -> NotFound:
    """Return the error for a file or folder that is not there."""
    return NotFound(
        _("There is no file or folder {path}").format(path=path), _("check the spelling")
    )


def read_programme(folder: Path) -> tuple[Programme, list[Problem]]:
    """Read a folder to load. Raises NotFound, or PlanProblems where it has errors."""
    if not folder.is_dir():
        raise no_path(folder)
    reading: Reading = read_folder(folder)
    if reading.programme is None:
        raise PlanProblems(reading.problems)
    return reading.programme, reading.problems


def compare(session: Session, folder: Path, word: Directives) -> Loaded:
    """Return what loading a folder would change. Raises Refused where a word is needed."""
    programme, problems = read_programme(folder)
    if not Path(session.path).exists():
        raise_unknown_words(word, set())
        load = _against_nothing(programme, word)
    else:
        load = _against(session.store, programme, word, folder)
    return Loaded(programme, load.changes, problems)


def load_folder(
    session: Session,
    folder: Path,
    word: Directives,
    agree: Callable[[list[Change]], bool],
) -> Loaded:
    """Load the whole programme, all or nothing.

    `agree` is asked where the load does more than add; the store is not locked meanwhile, and
    what others changed until the answer came is compared anew. Raises Refused where the answer
    is no, or a word is needed.
    """
    programme, problems = read_programme(folder)
    session.actor()
    ensure_store(Path(session.path))
    store = session.store
    agreed: list[Change] | None = None
    while True:
        with translated(session.path), writing(store):
            load = _against(store, programme, word, folder)
            if load.only_adds or load.changes == agreed:
                command = record(session, store, load.drafts) if load.drafts else None
                break
        if not agree(load.changes):
            raise Refused(_("Nothing was loaded"), _("say --yes to load these changes"))
        agreed = load.changes
    vars(session).pop("overall", None)
    return Loaded(programme, load.changes, problems, command)


def _against_nothing(programme: Programme, word: Directives) -> Load:
    return Load(programme, match(programme, (), (), (), word), {}, ({}, {}, {}), 0)


def _against(
    store: sqlite3.Connection, programme: Programme, word: Directives, folder: Path
) -> Load:
    overall = overall_plan(store)
    loaded = overall[0] if overall else None
    if loaded not in (None, programme.overall.id):
        raise Refused(
            _("The database holds the programme {loaded}, not {new}").format(
                loaded=loaded, new=programme.overall.id
            ),
            _("one database holds one programme: name another with --db"),
        )
    known = stored(store)
    units, tasks, targets = known.units, known.tasks, known.targets
    labels = {each.label for each, _data in (*units.values(), *tasks.values())}
    raise_unknown_words(word, labels)
    result = match(
        programme,
        [each for each, _data in units.values()],
        [each for each, _data in tasks.values()],
        [each for each, _data in targets.values()],
        word,
    )
    if result.needs_word:
        raise Refused(
            _("Work on {names} is on record; say what becomes of it").format(
                names=", ".join(result.needs_word)
            ),
            f"taskmatrix plan load {folder} {' '.join(result.proposals)} --yes",
        )
    last = last_event(store)[0]
    return Load(programme, result, known.plans, (units, tasks, targets), last)


def raise_unknown_words(word: Directives, labels: set[str]) -> None:
    """Raise NotFound for a --map, --keep or --retire of what the store does not know."""
    unknown = sorted({*word.map, *word.keep, *word.retire} - labels)
    if unknown:
        raise NotFound(
            _("No task or unit {names} is loaded").format(names=", ".join(unknown)),
            _("see: taskmatrix list --all"),
        )


def plan_schema() -> dict[str, object]:
    """Return the JSON Schema of plan files."""
    from taskmatrix.plans.schema import schema

    return schema()
