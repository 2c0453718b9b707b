"""Plan files into the store: check, compare, load."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from taskmatrix.domain.changes import Change
from taskmatrix.domain.definitions import targets
from taskmatrix.domain.drafting import Load
from taskmatrix.domain.model import Programme
from taskmatrix.domain.names import readings
from taskmatrix.domain.revision import Directives, Known, match
from taskmatrix.errors import NotFound, Refused, TaskmatrixError, no_path
from taskmatrix.language import gettext as _
from taskmatrix.plans.problems import Problem
from taskmatrix.plans.reader import Reading, read_files, read_folder
from taskmatrix.store.connection import reading, translated, writing
from taskmatrix.store.definitions import Stored, stored
from taskmatrix.store.events import last_event
from taskmatrix.store.programme import overall_plan
from taskmatrix.workspace.adopting import Adoption, adoptions_of_load
from taskmatrix.workspace.naming import pasted
from taskmatrix.workspace.recording import Actors, record, refuse_another_day
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
    adopted: tuple[Adoption, ...] = ()


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


def read_programme(folder: Path) -> tuple[Programme, list[Problem]]:
    """Read a folder to load. Raises NotFound, or PlanProblems where it has errors."""
    if not folder.exists():
        raise no_path(folder)
    if not folder.is_dir():
        raise NotFound(
            _("{path} is no folder").format(path=folder), _("name the folder of the programme")
        )
    reading: Reading = read_folder(folder)
    if reading.programme is None:
        raise PlanProblems(reading.problems)
    return reading.programme, reading.problems


def compare(session: Session, folder: Path, word: Directives) -> Loaded:
    """Return what loading a folder would change. Raises Refused where a word is needed."""
    programme, problems = read_programme(folder)
    if not Path(session.path).exists():
        load = _against_nothing(programme, word)
    else:
        with translated(session.path), reading(session.store):
            load = _against(session, programme, word, folder)
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
    session.zone = programme.overall.timezone
    refuse_another_day(session)
    if not Path(session.path).exists():
        _actors(_against_nothing(programme, word), session)
        from taskmatrix.store.migrate import ensure_store

        ensure_store(Path(session.path))
    store = session.store
    agreed: list[Change] | None = None
    while True:
        with translated(session.path), writing(store):
            load = _against(session, programme, word, folder)
            if load.only_adds or load.changes == agreed:
                actors = _actors(load, session)
                adopted = adoptions_of_load(store, programme, session.today)
                drafts = [*load.drafts, *(each.draft() for each in adopted)]
                command = record(session, store, drafts, actors) if drafts else None
                break
        if not agree(load.changes):
            raise Refused(_("Nothing was loaded"), _("say --yes to load these changes"))
        agreed = load.changes
    session.reload()
    return Loaded(programme, load.changes, problems, command, tuple(adopted))


def _actors(load: Load, session: Session) -> Actors:
    """Return the units for which and from which one acts, as the new plan files know them."""
    return Actors(*(_identity(load, session.settings.get(key)) for key in ("as", "home")))


def _identity(load: Load, spoken: str | None) -> int | None:
    if not spoken:
        return None
    called = load.define.register.called
    for found in readings(spoken, called):
        units = {called[name] for name in ([spoken] if spoken in called else found)}
        if len(units) == 1:
            return load.define.unit_id(units.pop())
    raise NotFound(
        _("The plan files have no task or unit {names}").format(names=spoken),
        _("mend what --as, the environment or taskmatrix.toml says"),
    )


def _against_nothing(programme: Programme, word: Directives) -> Load:
    return _revise(programme, word, Stored(), 0)


def _against(session: Session, programme: Programme, word: Directives, folder: Path) -> Load:
    store = session.store
    loaded = overall_plan(store)
    if loaded and loaded[0] != programme.overall.id:
        raise Refused(
            _("The database holds the programme {loaded}, not {new}").format(
                loaded=loaded[0], new=programme.overall.id
            ),
            _("one database holds one programme: name another with --db"),
        )
    load = _revise(programme, word, stored(store), last_event(store)[0])
    if load.match.needs_word:
        raise Refused(
            _("Work on {names} is on record; say what becomes of it").format(
                names=_(", ").join(load.match.needs_word)
            ),
            _command(
                *("plan", "load", str(folder), *load.match.proposals, "--yes"),
                *session.settings.options(),
            ),
        )
    return load


def _revise(programme: Programme, word: Directives, known: Stored, last: int) -> Load:
    everything = (known.units, known.tasks, known.targets)
    units, tasks, known_targets = ([each for each, _data in old.values()] for old in everything)
    labels = {each.label: each.title for each in tasks}
    heirs = _heirs(programme, {each.label for each in units}, labels, known_targets)
    _check_word(word, heirs, labels)
    _check_still_there(word, programme, labels)
    result = match(programme, units, tasks, known_targets, word)
    return Load(programme, result, known.plans, everything, last)


def _check_still_there(word: Directives, programme: Programme, tasks: Mapping[str, str]) -> None:
    """Refuse to keep or retire what the plan files have unchanged."""
    titles = {code: task.title for code, _plan, task in programme.tasks()}
    there = {code for code, title in tasks.items() if titles.get(code) == title}
    there |= {unit.name for unit in programme.units}
    both = sorted((there & (word.keep | word.retire)) - set(word.map.values()))
    if both:
        raise Refused(
            _("{names} is still in the plan files").format(names=_(", ").join(both)),
            _("take it out of the plan files first, or leave out --keep and --retire"),
        )


def _heirs(
    programme: Programme, units: Iterable[str], tasks: Iterable[str], known_targets: Iterable[Known]
) -> dict[str, set[str]]:
    """Return what each name and code of the store may become, by the plan files."""
    names = {unit.name for unit in programme.units}
    codes = {code for code, _plan, _task in programme.tasks()}
    aims = set(targets(programme))
    return {
        **dict.fromkeys((each.label for each in known_targets), aims),
        **dict.fromkeys(tasks, codes),
        **dict.fromkeys(units, names),
    }


def _check_word(word: Directives, heirs: Mapping[str, set[str]], tasks: Collection[str]) -> None:
    """Check what --map, --keep and --retire name.

    Raises NotFound for what neither the store nor the plan files know, Refused where two tasks or
    targets would become one.
    """
    unknown = {*word.map, *word.retire} - heirs.keys() | (word.keep - set(tasks))
    if unknown:
        raise NotFound(
            _("No task, unit or target {names} is loaded").format(
                names=_(", ").join(sorted(unknown))
            ),
            _("see: taskmatrix list --all, taskmatrix targets"),
        )
    missing = [new for old, new in word.map.items() if new not in heirs[old]]
    if missing:
        raise NotFound(
            _("The plan files have no task, unit or target {names}").format(
                names=_(", ").join(missing)
            ),
            _("--map says OLD=NEW: OLD as loaded, NEW as in the plan files"),
        )
    labelled = Counter(new for old, new in word.map.items() if "/" in old or "#" in old)
    double = sorted(new for new, count in labelled.items() if count > 1)
    if double:
        raise Refused(
            _("Two of them cannot both become {names}").format(names=_(", ").join(double)),
            _("map one of them; --retire or --keep the other"),
        )


def _command(*words: str) -> str:
    """Return a command line that can be pasted into a shell."""
    return " ".join(("taskmatrix", *map(pasted, words)))


def plan_schema() -> dict[str, object]:
    """Return the JSON Schema of plan files."""
    from taskmatrix.plans.schema import schema

    return schema()
