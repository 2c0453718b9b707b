"""Circles: every node that leads back to itself, and none else."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskmatrix.domain.circles import circles


def graph(text: str) -> dict[str, set[str]]:
    """A graph of `a>b` edges."""
    edges: dict[str, set[str]] = {}
    for edge in text.split():
        before, after = edge.split(">")
        edges.setdefault(before, set()).add(after)
    return edges


@pytest.mark.parametrize(
    ("edges", "found"),
    [
        ("", {}),
        ("a>b b>c a>c", {}),
        ("a>a", {"a": "a"}),
        ("a>b b>a", {"a": "ab", "b": "ab"}),
        ("x>a a>b b>c c>a c>y", {"a": "abc", "b": "abc", "c": "abc"}),
        ("a>b b>a b>c c>d d>c", {"a": "ab", "b": "ab", "c": "cd", "d": "cd"}),
        ("a>b b>c c>d d>a c>a", {"a": "abc", "b": "abc", "c": "abc", "d": "dabc"}),
        ("a>b b>nowhere", {}),
    ],
)
def test_examples(edges, found):
    assert {node: "".join(way) for node, way in circles(graph(edges)).items()} == found


NODES = "abcdefg"
GRAPHS = st.dictionaries(
    st.sampled_from(NODES), st.sets(st.sampled_from(NODES + "z"), max_size=4), max_size=len(NODES)
)


@given(GRAPHS)
def test_every_member_of_a_circle_is_found_with_a_way_round_through_it(graph):
    found = circles(graph)
    assert found.keys() == {node for node in graph if node in reached_from(node, graph)}
    for node, way in found.items():
        assert node in way
        assert len(set(way)) == len(way)
        assert all(after in graph[before] for before, after in pairwise((*way, way[0])))


def reached_from(start: str, graph: dict[str, set[str]]) -> set[str]:
    """All nodes at the end of a way of one step or more."""
    reached = set(graph.get(start, ()))
    for _ in NODES:
        reached |= {after for node in reached for after in graph.get(node, ())}
    return reached


@pytest.mark.parametrize(
    "edges",
    [
        {n: {n + 1} for n in range(20_000)},
        {n: {(n + 1) % 20_000} for n in range(20_000)},
        {n: {max(n - 1, 0)} for n in range(20_000)},
        {n: {min(n + 1, 19_999)} for n in range(20_000)},
    ],
    ids=["a chain", "one circle", "a chain from a circle", "a chain to a circle"],
)
def test_twenty_thousand_in_seconds(edges):
    named = {str(n): {str(m) for m in after} for n, after in edges.items()}
    start = time.monotonic()
    circles(named)
    assert time.monotonic() - start < 10
