"""Stale wording: which reports say nearly the same three times running."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskmatrix.domain.wording import stale

PLATFORM = "组织召开专题会议，研究部署算力调度平台建设，督促各市加快项目进度，已完成投资3.5亿元。"


def test_the_third_of_the_same_is_stale() -> None:
    assert stale([PLATFORM] * 4) == [False, False, True, True]
    assert stale([PLATFORM, PLATFORM]) == [False, False]
    assert stale([]) == []


@pytest.mark.parametrize(
    "again",
    [
        PLATFORM.replace("，", ", ").replace("。", ""),  # punctuation
        PLATFORM.replace("3.5", "３.５"),
        PLATFORM.replace("督促", "推动"),
        f"本周{PLATFORM}",
    ],
)
def test_nearly_the_same_is_the_same(again: str) -> None:
    assert stale([PLATFORM, again, PLATFORM]) == [False, False, True]
    assert stale([PLATFORM, PLATFORM, again]) == [False, False, True]


@pytest.mark.parametrize(
    "news",
    [
        PLATFORM.replace("3.5", "3.6"),  # a number that changed
        PLATFORM.replace("3.5", "35"),
        "印发实施方案，完成平台招标，设备进场安装，首批三个节点并网运行。",
        f"{PLATFORM}印发实施方案，完成平台招标。",
        "",
    ],
)
def test_news_breaks_the_run(news: str) -> None:
    assert stale([PLATFORM, PLATFORM, news]) == [False] * 3
    assert stale([PLATFORM, news, PLATFORM, PLATFORM]) == [False] * 4
    assert stale([news, PLATFORM, PLATFORM, PLATFORM]) == [False, False, False, True]


def test_no_change_neither_counts_nor_breaks() -> None:
    texts = [PLATFORM, None, PLATFORM, None, None, PLATFORM, None]
    assert stale(texts) == [False] * 5 + [True, False]
    assert stale([None] * 5) == [False] * 5


def test_small_changes_add_up_to_news() -> None:
    """Each is near the one before, the third not near the first."""
    words = [f"{'甲' * n}{'推进项目建设工作' * 3}{'乙' * (4 - n)}" for n in (0, 2, 4)]
    assert stale(words) == [False] * 3


@given(st.lists(st.one_of(st.none(), st.text(max_size=40)), max_size=12))
def test_only_a_third_text_can_be_stale(texts: list[str | None]) -> None:
    found = stale(texts)
    assert len(found) == len(texts)
    told = [place for place, text in enumerate(texts) if text is not None]
    assert {place for place, is_stale in enumerate(found) if is_stale} <= set(told[2:])
    assert stale([text for text in texts if text is not None]) == [found[place] for place in told]
