"""From a matched programme to the events of a load and the changes that they make."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from taskmatrix.domain.changes import Change, Labels, field_changes
from taskmatrix.domain.definitions import Definitions, targets
from taskmatrix.domain.events import Draft, EventKind, canonical
from taskmatrix.domain.model import Programme
from taskmatrix.domain.revision import Known, Match

Old = Mapping[int, tuple[Known, str]]


class Load:
    """The drafts and changes of one load. Identities of what is new follow `last`, in order:

    plans, units, tasks, targets that are new come first, so that a number is known before it is
    written; then what changed, then what is dropped.
    """

    def __init__(
        self,
        programme: Programme,
        match: Match,
        plans: Mapping[str, tuple[bool, str]],
        old: tuple[Old, Old, Old],
        last: int,
    ) -> None:
        self.programme = programme
        self.match = match
        self.old_plans = plans
        self.old_units, self.old_tasks, self.old_targets = old
        self.fresh: list[Draft] = []
        self.later: list[Draft] = []
        self.changes: list[Change] = []
        self._number(last)
        self.define = Definitions(programme, match.identities)
        self.labels = self._labels()
        self._plans()
        self._units()
        self._tasks()
        self._targets()
        self._drop()

    @property
    def drafts(self) -> list[Draft]:
        """All events, in the order of their numbers."""
        return [*self.fresh, *self.later]

    @property
    def only_adds(self) -> bool:
        """Whether nothing known is changed or dropped."""
        return all(change.change == "added" for change in self.changes)

    def _number(self, last: int) -> None:
        match, ids = self.match, self.match.identities
        new_plans = [plan for plan in self.programme.plans if plan.id not in self.old_plans]
        following = last + 1 + len(new_plans)
        for labels, known in (
            (match.new_units, ids.units),
            (match.new_tasks, ids.tasks),
            (match.new_targets, ids.targets),
        ):
            for label in labels:
                known[label] = following
                following += 1

    def _labels(self) -> Labels:
        ids = self.match.identities
        units = {key: known.label for key, (known, _) in self.old_units.items()}
        units.update({number: name for name, number in ids.units.items()})
        before = {key: f"{old.label} {old.title}" for key, (old, _) in self.old_tasks.items()}
        titles = {code: task.title for code, _, task in self.programme.tasks()}
        now = {number: f"{code} {titles[code]}" for code, number in ids.tasks.items()}
        return Labels(units, before, {**before, **now})

    def _plans(self) -> None:
        for plan in self.programme.plans:
            definition = self.define.plan(plan)
            data = canonical(definition)
            draft = Draft(EventKind.PLAN_DEFINED, None, data)
            if plan.id not in self.old_plans:
                self.fresh.append(draft)
                self.changes.append(Change("plan", "added", plan.id, plan.title))
            elif self.old_plans[plan.id] != (False, data):
                self.later.append(draft)
                dropped, before = self.old_plans[plan.id]
                if dropped:
                    self.changes.append(Change("plan", "added", plan.id, plan.title))
                else:
                    self._changed("plan", plan.id, before, data)

    def _units(self) -> None:
        ids = self.match.identities.units
        for unit in sorted(self.programme.units, key=lambda each: ids[each.name]):
            identity = ids[unit.name]
            definition = self.define.unit(unit)
            definition["formerly"] = [*unit.formerly, *self._former_names(unit.name, identity)]
            draft = Draft(EventKind.UNIT_DEFINED, None, canonical(definition))
            self._place("unit", unit.name, unit.name, draft, self.old_units.get(identity))

    def _former_names(self, name: str, identity: int) -> list[str]:
        """Return what a unit, and those merged into it, were called, where no unit is now."""
        merged = [old for old, heir in self.match.dropped_units.items() if heir == name]
        names: dict[str, None] = {}
        for known, definition in (
            self.old_units[old] for old in (identity, *merged) if old in self.old_units
        ):
            names.update(dict.fromkeys([*json.loads(definition)["formerly"], known.label]))
        return [former for former in names if former not in self.define.register.called]

    def _tasks(self) -> None:
        ids = self.match.identities.tasks
        new = set(self.match.new_tasks)
        for code, plan, task in _new_first(self.programme.tasks(), new):
            data = canonical(self.define.task(plan, task))
            draft = Draft(EventKind.TASK_DEFINED, ids[code], data)
            self._place("task", code, task.title, draft, self.old_tasks.get(ids[code]))

    def _targets(self) -> None:
        ids = self.match.identities.targets
        for code, (plan, task, target) in targets(self.programme).items():
            definition = self.define.target(plan, task, target)
            draft = Draft(EventKind.TARGET_DEFINED, definition["task"], canonical(definition))
            self._place("target", code, target.title, draft, self.old_targets.get(ids[code]))

    def _place(
        self, what: Any, code: str, title: str, draft: Draft, old: tuple[Known, str] | None
    ) -> None:
        if old is None:
            self.fresh.append(draft)
            self.changes.append(Change(what, "added", code, title))
            return
        known, before = old
        if before == draft.data and not known.dropped and not known.kept:
            return
        self.later.append(draft)
        if known.dropped:
            self.changes.append(Change(what, "added", code, title))
        else:
            self._changed(what, code, before, draft.data)
        if known.kept:
            self.changes.append(Change(what, "changed", code, title, "kept", None, True, False))

    def _changed(self, what: Any, code: str, before: str, after: str) -> None:
        old, new = json.loads(before), json.loads(after)
        self.changes += field_changes(what, code, old, new, self.labels)

    def _drop(self) -> None:
        self._drop_targets()
        for task in self.match.dropped_tasks:
            known = self.old_tasks[task][0]
            self.later.append(Draft(EventKind.TASK_DROPPED, task, "{}"))
            self.changes.append(Change("task", "dropped", known.label, known.title))
        for task in self.match.kept_tasks:
            known = self.old_tasks[task][0]
            if not known.kept:
                self.later.append(Draft(EventKind.TASK_KEPT, task, "{}"))
                self.changes.append(Change("task", "kept", known.label, known.title))
        for unit, heir in self.match.dropped_units.items():
            name = self.old_units[unit][0].label
            into = self.match.identities.units[heir] if heir else None
            data = canonical({"id": unit, "into": into})
            self.later.append(Draft(EventKind.UNIT_DROPPED, None, data))
            kind: Any = "merged" if heir else "dropped"
            self.changes.append(Change("unit", kind, name, new=heir))
        self._drop_plans()

    def _drop_targets(self) -> None:
        for target in self.match.dropped_targets:
            known, definition = self.old_targets[target]
            task = json.loads(definition)["task"]
            if task in self.match.kept_tasks:
                continue
            data = canonical({"id": target})
            self.later.append(Draft(EventKind.TARGET_DROPPED, task, data))
            self.changes.append(Change("target", "dropped", known.label))

    def _drop_plans(self) -> None:
        remaining = {plan.id for plan in self.programme.plans}
        for plan, (dropped, definition) in self.old_plans.items():
            if plan not in remaining and not dropped:
                title = json.loads(definition)["title"]
                data = canonical({"id": plan})
                self.later.append(Draft(EventKind.PLAN_DROPPED, None, data))
                self.changes.append(Change("plan", "dropped", plan, title))


def _new_first(tasks: Iterable[Any], new: set[str]) -> Iterator[Any]:
    listed = list(tasks)
    yield from (each for each in listed if each[0] in new)
    yield from (each for each in listed if each[0] not in new)
