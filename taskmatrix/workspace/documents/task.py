"""All about one task: what the plan says, where it stands, its whole story."""

from taskmatrix.domain.words import Role
from taskmatrix.store import query
from taskmatrix.store.heirs import heirs
from taskmatrix.store.names import unit_name
from taskmatrix.store.parts import cells_of_task
from taskmatrix.workspace.details import one_task
from taskmatrix.workspace.documents.sheets import TEXTS, Item, head, plan_of
from taskmatrix.workspace.missing import missing
from taskmatrix.workspace.naming import Named, find_task
from taskmatrix.workspace.reading import listed_rows
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.standing import provisional_years


def dossier(session: Session, spoken: str) -> tuple[Item, Named]:
    """Return all about a task, and what was understood by its name. Raises NotFound."""
    store = session.read()
    named = find_task(store, spoken, session.overall["id"])
    item = one_task(session, named.id)
    data = {
        **head(session),
        "plan": plan_of(session, item["plan"]),
        "task": item,
        "last_words": _last_words(session, named.id, item),
        "children": _listed(session, query.children(store, named.id)),
        "advanced_by": _listed(session, query.linked(store, named.id, "advanced_by")),
        "missing": _missing(session, item),
        "targets": _targets(session, named.id),
    }
    return {**data, "provisional_years": provisional_years(session)}, named


def _last_words(session: Session, task: int, item: Item) -> Item | None:
    """Return the last report in which the first lead said anything, under whatever name."""
    leads = [unit for unit, role, *_rest in cells_of_task(session.store, task) if role == Role.LEAD]
    if not leads:
        return None
    former = {unit for unit, heir in heirs(session.store).items() if heir == leads[0]}
    names = {unit_name(session.store, unit) for unit in (leads[0], *former)}
    said = [
        report
        for report in item["reports"]
        if report["unit"] in names and (any(report[key] for key in TEXTS) or _emptied(report))
    ]
    return said[-1] if said else None


def _emptied(report: Item) -> bool:
    """Whether a text of a report that a dossier tells was redacted."""
    return any(key in TEXTS for key in report["redacted_texts"])


def _listed(session: Session, rows: list[query.Row]) -> list[Item]:
    """Return tasks as those of the list, with why each light is what it is."""
    if not rows:
        return []
    from taskmatrix.workspace.explaining import explanations

    standings, items = listed_rows(session, rows)
    for item, said in zip(items, explanations(standings, rows), strict=True):
        item["why"] = said["why"]
    return items


def _missing(session: Session, item: Item) -> list[Item]:
    """Return who has not reported on a task in the last completed period."""
    keys = ("unit", "role", "reported", "urged", "period", "due", "waited_on")
    silent = missing(session)[0] if item["state"] == "active" else []
    return [{key: each[key] for key in keys} for each in silent if each["task"] == item["code"]]


def _targets(session: Session, task: int) -> list[Item]:
    """Return the targets that are bound to a task, with their readings."""
    codes = [code for code, _definition in query.targets_of_task(session.store, task)]
    if not codes:
        return []
    from taskmatrix.workspace.readings import one_target

    return [one_target(session, code)[0] for code in codes]
