"""Which titles say nearly the same: regional tasks without their region's name."""

from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskmatrix.domain.likeness import alike, clusters, core, forms

SHENYANG = forms(["沈阳市政府", "沈阳市人民政府"])
SCENES = "打造重点产业人工智能应用场景示范"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["沈阳市政府"], ["沈阳市政府", "沈阳市", "沈阳"]),
        (["黔南州人民政府"], ["黔南州人民政府", "黔南州", "黔南"]),
        (["省沈抚示范区管委会"], ["省沈抚示范区管委会", "省沈抚示范区", "省沈抚示范"]),
        (["市政府"], ["市政府"]),
        (["Shenyang City"], ["shenyangcity"]),
        ([], []),
    ],
)
def test_a_region_is_called_by_parts_of_its_name(names: list[str], expected: list[str]) -> None:
    assert forms(names) == expected


@pytest.mark.parametrize(
    "title",
    [
        "建设算力中心",
        "建设沈阳市算力中心",
        "建设沈阳算力中心。",
        "（一）　建设“沈阳市人民政府”算力中心",
    ],
)
def test_what_a_title_says_beside_its_region(title: str) -> None:
    assert core(title, SHENYANG).removeprefix("一") == "建设算力中心"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("打造重点产业人工智能应用场景示范", True),
        ("打造重点行业人工智能应用场景示范", True),
        ("打造重点产业人工智能应用场景示范区", True),
        ("打造特色行业人工智能应用场景示范", False),
        ("打造重点产业应用场景", False),
        ("推广应用智能网联汽车", False),
    ],
)
def test_four_fifths_of_the_pairs_are_alike(title: str, expected: bool) -> None:
    assert clusters([SCENES, title]) == ([[0, 1]] if expected else [[0], [1]])


def test_short_and_empty_titles() -> None:
    assert clusters(["", "甲", "", "甲", "乙", "人工智能交通", "人工智能医疗"]) == [
        [1, 3],
        [4],
        [5],
        [6],
    ]


def test_all_gather_about_the_commonest_wording() -> None:
    """In a chain of small steps the ends are not alike, and do not come together."""
    steps = ["一二三四五六七八九甲", "一二三四五六七八九乙", "零二三四五六七八九乙"]
    assert clusters([steps[0], *[steps[1]] * 2, steps[2]]) == [[0, 1, 2, 3]]
    assert clusters([*[steps[0]] * 2, steps[1], steps[2]]) == [[0, 1, 2], [3]]


@given(st.lists(st.text("甲乙丙丁", max_size=12), max_size=12))
def test_no_two_wordings_about_which_others_gather_are_alike(texts: list[str]) -> None:
    """What the index of pairs passes over was not alike: each text is compared with all here."""
    found = clusters(texts)
    assert sorted(place for some in found for place in some) == [
        place for place, text in enumerate(texts) if text
    ]
    heads: list[str] = []
    for text in sorted(dict.fromkeys(filter(None, texts)), key=lambda each: -texts.count(each)):
        if not any(alike(pairs(text), pairs(head)) for head in heads):
            heads.append(text)
    assert len(found) == len(heads)


def pairs(text: str) -> frozenset[str]:
    return frozenset(map("".join, pairwise(text))) or frozenset({text})


def test_thousands_of_titles() -> None:
    verbs = ("推进", "建设", "完善", "实施", "培育")
    things = ("算力基础设施", "高质量数据集", "行业大模型", "智能装备", "政务服务")
    titles = [f"{a}{b}第{n}项" for a, b, n in product(verbs, things, range(200))]
    found = clusters(titles)
    assert sum(map(len, found)) == len(titles) == 5000
    assert len(found) < len(titles)
    for some in found:
        assert len({titles[place][2:6] for place in some}) == 1, "never two things in one"
