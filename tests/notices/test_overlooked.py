"""Nobody who is named as acting is lost: each ends in a reading or in what was not understood."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taskmatrix.notices import words
from taskmatrix.notices.draft import draft
from taskmatrix.notices.register import register

HEAD = "某市工作方案\n2026年1月5日\n一、主要任务\n"
ROAD, MONEY, WATER = "市交通局", "市财政局", "市水利局"
BODIES = (
    "交通运输 财政 水利 教育 民政 司法 审计 统计 商务 应急管理 生态环境 农业农村 自然资源 市场监管 "
    "城市管理 文化和旅游 住房和城乡建设 退役军人事务 医疗保障 林业和草原 人力资源和社会保障"
).split()
LEADING = "牵头单位 牵头部门 责任单位 责任部门 主办单位 落实单位".split()
HELPING = "配合单位 配合部门 协办单位 参与单位 责任单位".split()
LEADS = "牵头 负责 牵头负责 主办 承办 组织实施".split()
HELPS = "配合 参与 协助 按职责分工负责 协办 支持 等部门配合".split()
FRAMES = "（{}） （{}）。 ({}) 〔{}〕 【{}】 \n{} \n{}。 \n（{}） {}。".split(" ")
TIMES = ["", "2026年6月底前，", "6月底前", "年底前由"]

bodies = st.lists(st.sampled_from(BODIES), min_size=2, max_size=5, unique=True)


def roles(text: str) -> list[dict[str, tuple[str, ...]]]:
    return [each.roles for task in draft(HEAD + text).every() for each in task.readings]


def told(text: str) -> list[tuple[int, str]]:
    return [(each.line - 3, each.why) for each in draft(HEAD + text).unread]


@st.composite
def clauses(draw) -> tuple[list[str], str]:
    names = [f"市{each}局" for each in draw(bodies)]
    cut = draw(st.integers(1, len(names) - 1))
    first, second = "、".join(names[:cut]), "、".join(names[cut:])
    if draw(st.booleans()):
        sign = draw(st.sampled_from("；，。"))
        clause = f"{draw(st.sampled_from(LEADING))}：{first}{sign}"
        clause += f"{draw(st.sampled_from(HELPING))}：{second}"
    else:
        sign = draw(st.sampled_from("，；"))
        clause = f"{draw(st.sampled_from(TIMES))}{first}{draw(st.sampled_from(LEADS))}{sign}"
        clause += f"{second}{draw(st.sampled_from(HELPS))}"
    return names, draw(st.sampled_from(FRAMES)).format(clause)


@settings(deadline=None, max_examples=400)
@given(clauses())
def test_every_name_of_a_clause_is_read_or_told(clause):
    names, printed = clause
    text = f"（一）办理事项。抓好落实工作。{printed}\n"
    read = [name for each in roles(text) for listed in each.values() for name in listed]
    heap = " ".join([*read, *(each.text for each in draft(HEAD + text).unread)])
    assert [name for name in names if name not in heap] == []


@pytest.mark.parametrize("frame", ["（{}）", "\n{}"])
def test_every_label_of_the_tables_is_read(frame: str):
    labels = ["".join(each) for each in product(_words(words.ROLE_WORDS), ["", "单位", "机构"])]
    lost = [
        label
        for label in labels
        if not roles(f"（一）修路。抓好落实。{frame.format(f'{label}：{ROAD}、{MONEY}')}\n")
    ]
    assert lost == []


def _words(table: dict[str, str]) -> list[str]:
    return " ".join(table.values()).split()


@pytest.mark.parametrize(
    "clause",
    [
        f"责任单位为{ROAD}、{MONEY}。",
        f"2026年6月底前完成，责任单位：{ROAD}、{MONEY}。",
        f"做好养护——责任单位：{ROAD}、{MONEY}",
        f"\n*责任单位：{ROAD}、{MONEY}",
        f"（责任单位（列第一位的为牵头单位，下同）：{ROAD}、{MONEY}）",
        f"（责任单位，首位为牵头单位：{ROAD}、{MONEY}）",
        f"（责任单位：{ROAD}、{MONEY}；列第1位的为牵头单位）",
        f"（{ROAD}、{MONEY}按职责分工）",
        f"（责任单位：①{ROAD}、②{MONEY}）",
        f"（责任单位：{ROAD}、{MONEY}、2026年6月底前）",
    ],
)
def test_a_clause_is_read_wherever_it_stands(clause: str):
    assert roles(f"（一）修路。抓好落实。{clause}\n") == [{"responsible": (ROAD, MONEY)}]


@pytest.mark.parametrize(
    "clause",
    [
        f"（6月底前{ROAD}牵头，{MONEY}配合）",
        f"（2026年6月底前由{ROAD}主办，{MONEY}配合）",
        f"{ROAD}要会同{MONEY}抓好落实。",
        f"\n{ROAD}承办；{MONEY}参与",
        f"（{ROAD}主责，{MONEY}协助）",
        f"（责任单位：{ROAD}、{MONEY}，其中列第一位的{ROAD}牵头）",
        f"牵头单位为{ROAD}，配合单位为{MONEY}。",
    ],
)
def test_who_leads_and_who_supports(clause: str):
    assert roles(f"（一）修路。抓好落实。{clause}\n") == [{"lead": (ROAD,), "support": (MONEY,)}]


def test_brackets_behind_headings_are_clauses_where_a_notice_puts_them_there():
    text = f"（一）修路（{ROAD}、{MONEY}）。抓好落实。\n（二）架桥（{WATER}）。抓好落实。\n"
    assert roles(text) == [{"responsible": (ROAD, MONEY)}, {"responsible": (WATER,)}]
    assert [task.title for task in draft(HEAD + text).tasks] == ["修路", "架桥"]


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        (f"编制规划，由{MONEY}负总责，抓紧开工。", "beside"),
        (f"（责任单位{MONEY}、{WATER}）", "beside"),
        ("（各区政府）", "no-role"),
        (f"第5项任务由{MONEY}牵头。", "general"),
        ("以上任务，各区政府要结合实际抓好落实。", "general"),
        ("以上均由各区政府落实。", "general"),
        ("注：加粗的为牵头单位。", "general"),
        (f"{WATER}", "no-role"),
    ],
)
def test_what_is_not_read_is_told_with_its_line(sentence: str, why: str):
    text = f"（一）修路。\n责任单位：{ROAD}\n{sentence}\n"
    assert roles(text) == [{"responsible": (ROAD,)}]
    assert told(text) == [(3, why)]


@pytest.mark.parametrize(
    "more",
    [
        f"。{MONEY}给予保障",
        f"；资金保障：{MONEY}",
        f"；责任领导单位：{MONEY}",
        f"；原牵头单位：{MONEY}",
    ],
)
def test_a_name_in_a_clause_without_a_role_is_told(more: str):
    text = f"（一）修路。（责任单位：{ROAD}{more}）\n"
    assert roles(text) == [{"responsible": (ROAD,)}]
    assert told(text) == [(1, "part")]


def test_a_second_blanket_is_told():
    text = (
        f"（一）修路。（责任单位：{ROAD}。以下均需各区政府落实，不再列出）\n"
        f"（二）架桥。（责任单位：{WATER}。以下均需各乡镇落实，不再列出）\n"
    )
    assert draft(HEAD + text).blanket == ("各区政府",)
    assert told(text) == [(2, "general")]


def test_the_rule_for_leads_on_a_line_of_its_own():
    text = f"（一）修路。（责任单位：{ROAD}、{MONEY}）\n注：列首位的为牵头单位。\n"
    assert draft(HEAD + text).rule_line == 5
    marked = f"（一）修路。（责任单位：{ROAD}、{MONEY}，加粗的为牵头单位）\n"
    assert (draft(HEAD + marked).rule_line, told(marked)) == (0, [(1, "general")])


def test_words_of_a_web_page_in_a_task_and_tabs_behind_labels():
    page = f"（一）修路。（责任单位：{ROAD}）\n（二）做好技术支持。（责任单位：{WATER}）\n"
    tabs = f"1.\t修路。\n责任单位：\t{ROAD}\n2.\t架桥。\n责任单位：\t{WATER}\n"
    for text in (page, tabs):
        assert roles(text) == [{"responsible": (ROAD,)}, {"responsible": (WATER,)}]


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("省文旅厅", "省文化和旅游厅"),
        ("省住建厅", "省住房城乡建设厅"),
        ("省卫健委", "省卫生健康委员会"),
        ("省医保局", "省医疗保障局"),
        ("省国资委", "省国有资产监督管理委员会"),
    ],
)
def test_a_short_spelling_is_proposed_as_one_unit_with_the_full_one(short: str, long: str):
    assert [(each.name, each.aliases) for each in register([(long, 1), (short, 2)])] == [
        (long, [short])
    ]


def test_two_bodies_that_a_short_spelling_may_mean_stay_apart():
    names = ["省农业厅", "省农业农村厅", "省农业机械厅", "省教育厅", "市农业农村厅"]
    assert [each.name for each in register((name, 1) for name in names)] == names


def test_names_that_look_like_something_else():
    names = ("市会商中心", "成都、绵阳等市人民政府", "各省、自治区、直辖市财政厅（局）")
    assert roles(f"（一）修路。（责任单位：{'、'.join(names)}）\n") == [{"responsible": names}]


@pytest.mark.parametrize(
    "piece",
    [
        "（责任单位：市交通局",
        "）",
        "共同",
        "省辖",
        "责任",
        "按",
        "责任单位：（",
        "各市、",
        " ",
        "以上",
    ],
)
def test_a_notice_without_sense_ends_soon(piece: str):
    again = piece * 5000
    text = f"（一）修路。（责任单位：市局，{again}甲负责）\n责任单位：市局{again}x\n"
    assert draft(HEAD + text).tasks
