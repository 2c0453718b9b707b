"""Why lights are what they are, in words and numbers."""

from collections.abc import Iterator, Sequence
from typing import Any

from taskmatrix.domain.lights import is_coloured
from taskmatrix.domain.progress import far_ahead_by
from taskmatrix.language import gettext as _
from taskmatrix.reports.why import as_on_finish, far_ahead, why
from taskmatrix.store.query import Row
from taskmatrix.workspace.standing import Standing, Standings

Item = dict[str, Any]


def explanations(standings: Standings, rows: Sequence[Row]) -> Iterator[Item]:
    """Yield why tasks have their lights: `why` in words, its rule and numbers, points `ahead`.

    A claimed 90 % against an expected 40 % is seen too, whatever the light.
    """
    for row, standing in zip(rows, standings.of_rows(rows), strict=True):
        yield _explanation(standings, row, standing)


def _explanation(standings: Standings, row: Row, standing: Standing) -> Item:
    rule, numbers = standing.verdict.rule, standing.verdict.numbers
    said = [why(rule, numbers)]
    if row["state"] == "review" and not row["is_group"]:
        said.append(as_on_finish())
    points = standings.judge.policy.far_behind_points
    ahead = far_ahead_by(standing.progress, standing.expected, points)
    if ahead is not None and standing.progress is not None and standing.expected is not None:
        said.append(far_ahead(standing.progress, standing.expected))
    return {
        "why": _("; ").join(said),
        "why_rule": rule,
        "why_numbers": numbers,
        "ahead": ahead,
    }


def expected_counts(standings: Standings, row: Row) -> bool:
    """Whether being behind the expected progress colours a task (contract §5)."""
    work = standings.work(row[0], row["state"])
    return not row["is_group"] and is_coloured(standings.task(row), work, standings.judge.policy)
