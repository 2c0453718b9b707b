"""The ladder replayed: what it would have issued by other rules, day by day, against what it did.

On every working day the ladder is asked at the end of the day, with what was on record by then;
plans are those of today. Nothing is written.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from taskmatrix.domain.policy import LADDERS, STEPS
from taskmatrix.errors import BadInput, Refused, TaskmatrixError
from taskmatrix.language import gettext as _
from taskmatrix.store.names import unit_name
from taskmatrix.store.past import first_day
from taskmatrix.store.slips import SlipRow
from taskmatrix.workspace.escalating import Wanted
from taskmatrix.workspace.replay_days import Replay, Replayed
from taskmatrix.workspace.session import Session

if TYPE_CHECKING:
    from taskmatrix.plans.problems import Problem

Item = dict[str, Any]
Rules = dict[str, Any]


class PolicyProblems(TaskmatrixError):
    """The file of rules has errors, so nothing was replayed."""

    status = 5

    def __init__(self, problems: "list[Problem]") -> None:
        super().__init__(
            _("The policy file has errors; nothing was replayed"), _("mend them, then replay again")
        )
        self.problems = sorted(problems, key=lambda problem: problem.place or (0, 0))


def rules_of(session: Session, named: str | None) -> Rules:
    """Return the rules to replay by: the plan's own, with those of a file or preset before them.

    A preset takes the place of all triggers and steps. Raises PolicyProblems where a file has
    errors, BadInput where it sets what is not replayed.
    """
    own: Rules = session.overall["supervision"]
    if named is None:
        return own
    rules: Rules = {"ladder": named} if named in LADDERS else _read(Path(named))
    if "ladder" in rules:
        own = {key: own[key] for key in own.keys() - {"triggers", "steps"}}
    merged = {**own, **rules}
    for key in ("triggers", "steps"):
        merged[key] = {**own.get(key, {}), **rules.get(key, {})}
    return merged


def _read(path: Path) -> Rules:
    from taskmatrix.errors import no_path
    from taskmatrix.plans.rules import read_rules

    if not path.exists():
        raise no_path(path)
    rules, problems = read_rules(path)
    if any(problem.severity == "error" for problem in problems):
        raise PolicyProblems(problems)
    if not rules:
        raise BadInput(
            _("{path} sets no rules").format(path=path), _("write them below [supervision]")
        )
    if "year" in rules:
        raise BadInput(
            _("The working days of a year are adopted, not replayed"),
            _("take [[supervision.year]] out of {path}").format(path=path),
        )
    return rules


def replay(session: Session, named: str | None, since: date, wanted: Wanted) -> Item:
    """Return what the ladder would have issued from a day until today, and what it did issue."""
    store = session.read()
    if since > session.today:
        raise Refused(
            _("{day} lies after today, {today}").format(day=since, today=session.today),
            _("name a day that is past with --since"),
        )
    rules = rules_of(session, named)
    # All that judges reads the rules from here: rhythm and calendar may be others too.
    session.overall = {**session.overall, "supervision": rules}
    session.judge = None
    since = max(since, date.fromisoformat(first_day(store) or since.isoformat()))
    found = Replay(session, since)
    days = found.run()
    slips = [each for each in found.slips if wanted.takes(each.task, each.unit)]
    actual = [row for row in found.real if wanted.takes(row.task, row.unit)]
    return {
        "since": since.isoformat(),
        "until": session.today.isoformat(),
        "working_days": days,
        "policy": named,
        "triggers": dict(found.judge.policy.triggers),
        "steps": dict(found.judge.policy.steps),
        **_compared(session, slips, actual),
        "provisional_years": found.judge.provisional_years(),
        "slips": [_as_item(session, found, each) for each in slips],
    }


def _compared(session: Session, slips: Sequence[Replayed], actual: Sequence[SlipRow]) -> Item:
    """Return how many slips of each step there were, by unit and in all."""
    there = [(row.unit, row.step) for row in actual]
    new = [(each.unit, each.step) for each in slips]
    units = {unit: unit_name(session.store, unit) for unit, _step in (*there, *new)}
    items = []
    for unit, name in units.items():
        its = [[step for each, step in some if each == unit] for some in (there, new)]
        items.append({"unit": name, **_counted(*its)})
    items.sort(key=lambda item: (-abs(item["difference"]), -item["replayed"]["total"]))
    totals = _counted(*([step for _unit, step in some] for some in (there, new)))
    return {"units": items, "totals": totals}


def _counted(actual: Sequence[int], replayed: Sequence[int]) -> Item:
    def count(steps: Sequence[int]) -> Item:
        by_step = {name: steps.count(number) for number, name in enumerate(STEPS, 1)}
        return {**by_step, "total": len(steps)}

    difference = len(replayed) - len(actual)
    return {"actual": count(actual), "replayed": count(replayed), "difference": difference}


def _as_item(session: Session, found: Replay, each: Replayed) -> Item:
    row = found.tasks[each.task][0]
    return {
        "day": each.day,
        "step": each.step,
        "task": row.code,
        "title": row.title,
        "unit": unit_name(session.store, each.unit),
        "reply_by": each.reply_by,
        "causes": [{"rule": cause.rule, **cause.numbers} for cause in each.causes],
        "because": each.why,
        "follows": each.after.issued if each.after else None,
        "number": each.number,
    }
