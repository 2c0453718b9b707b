"""Circles in what leads to what."""

from collections.abc import Mapping


def circles(graph: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    """Return every node that leads back to itself, with the shortest way round.

    Costs one pass over the edges where there is no circle.
    """
    suspects = _without_ends(graph)
    ways = {node: _way_back(suspects, node) for node in suspects}
    return {node: way for node, way in ways.items() if way}


def _without_ends(graph: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Drop, again and again, the nodes that lead nowhere."""
    before: dict[str, list[str]] = {}
    for node, followers in graph.items():
        for follower in followers:
            before.setdefault(follower, []).append(node)
    open_ways = {node: len(followers) for node, followers in graph.items()}
    ends = [node for node in {*before, *graph} if not open_ways.get(node)]
    for end in ends:
        open_ways.pop(end, None)
        for node in before.get(end, ()):
            open_ways[node] -= 1
            if not open_ways[node]:
                ends.append(node)
    return {node: graph[node] & open_ways.keys() for node in graph if node in open_ways}


def _way_back(graph: Mapping[str, set[str]], start: str) -> tuple[str, ...] | None:
    came_from: dict[str, str] = {}
    queue = [start]
    for node in queue:
        for follower in sorted(graph[node]):
            if follower == start:
                return _trace(came_from, start, node)
            if follower not in came_from:
                came_from[follower] = node
                queue.append(follower)
    return None


def _trace(came_from: Mapping[str, str], start: str, end: str) -> tuple[str, ...]:
    way = [end]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return tuple(reversed(way))
