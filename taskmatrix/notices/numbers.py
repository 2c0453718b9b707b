"""The numbers that tasks have in a plan: what contradicts itself there."""

from collections.abc import Iterable


def contradict(planned: Iterable[tuple[str, bool]]) -> bool:
    """Whether two tasks have one number, or one lies below another that is no group."""
    is_group = {}
    count = 0
    for number, group in planned:
        is_group[number] = group
        count += 1
    return len(is_group) < count or any(
        is_group.get(number.rpartition(".")[0]) is False for number in is_group
    )
