"""Circles in what leads to what."""

from collections.abc import Mapping

Graph = Mapping[str, set[str]]


def circles(graph: Graph) -> dict[str, tuple[str, ...]]:
    """Return every node that leads back to itself, with a way round through it.

    Nodes may share a way. Costs one pass over the edges, and one search for each way.
    """
    suspects = _reversed(_without_ends(_reversed(_without_ends(graph))))
    ways: dict[str, tuple[str, ...]] = {}
    for node in suspects:
        if node not in ways:
            for each in (way := _way_back(suspects, node)):
                ways.setdefault(each, way)
    return ways


def _reversed(graph: Graph) -> dict[str, set[str]]:
    back: dict[str, set[str]] = {node: set() for node in graph}
    for node, followers in graph.items():
        for follower in followers:
            back.setdefault(follower, set()).add(node)
    return back


def _without_ends(graph: Graph) -> dict[str, set[str]]:
    """Drop, again and again, the nodes that lead nowhere."""
    before = _reversed(graph)
    open_ways = {node: len(graph.get(node, ())) for node in before}
    ends = [node for node, count in open_ways.items() if not count]
    for end in ends:
        del open_ways[end]
        for node in before[end]:
            open_ways[node] -= 1
            if not open_ways[node]:
                ends.append(node)
    return {node: graph[node] & open_ways.keys() for node in open_ways}


def _way_back(graph: Graph, start: str) -> tuple[str, ...]:
    """Return the shortest way from a node to itself, without the return; empty if there is none."""
    came_from: dict[str, str] = {}
    queue = [start]
    for node in queue:
        for follower in sorted(graph[node]):
            if follower == start:
                return _trace(came_from, start, node)
            if follower not in came_from:
                came_from[follower] = node
                queue.append(follower)
    return ()


def _trace(came_from: Mapping[str, str], start: str, end: str) -> tuple[str, ...]:
    way = [end]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return tuple(reversed(way))
