"""Goals as notices print them: each number with what it counts, or told as not understood."""

import pytest

from taskmatrix.notices.draft import draft

NOTICE = "某省方案\n2026年1月25日\n一、目标\n（一）培育产业。{}（责任单位：省数据局）\n"


def goals(sentence: str) -> list[tuple]:
    found = draft(NOTICE.format(sentence)).tasks[0].targets
    return [(t.title, t.op, t.value, t.measure, t.due and t.due.year) for t in found]


def unread(sentence: str) -> list[str]:
    found = draft(NOTICE.format(sentence)).unread
    return [each.text for each in found if each.why == "goal"]


def test_values_behind_fenbie_are_read_pairwise():
    assert goals("普及率、数控化率分别超过90%、75%。") == [
        ("普及率", ">", 90, "%", None),
        ("数控化率", ">", 75, "%", None),
    ]
    assert goals("粮食和物资保障率、储备率分别达到90%以上和75%以上。") == [
        ("粮食和物资保障率", ">=", 90, "%", None),
        ("储备率", ">=", 75, "%", None),
    ]
    assert goals("到2027年、2030年，算力分别达到10EFLOPS、20EFLOPS。") == [
        ("算力", ">=", 10, "EFLOPS", 2027),
        ("算力", ">=", 20, "EFLOPS", 2030),
    ]


@pytest.mark.parametrize(
    "passage",
    [
        "算力分别达到10、20",
        "甲、乙、丙分别达到90%、75%",
        "沙袋突破4万塌",
        "占比超过三成",
        "每月检查不少于3次",
        "不低于总需求的70%",
    ],
)
def test_a_goal_that_is_not_understood_is_told(passage: str):
    assert (goals(f"{passage}。"), unread(f"{passage}。")) == ([], [passage])


@pytest.mark.parametrize(
    ("sentence", "goal"),
    [
        ("5G基站突破40万座。", ("5G基站", ">", 40, "万座", None)),
        ("5年内重点扶持100个左右创新项目。", ("重点扶持创新项目", "~", 100, "个", None)),
        ("覆盖率由60%提高到80%。", ("覆盖率", ">=", 80, "%", None)),
        ("全年新增应用场景50个。", ("全年新增应用场景", "=", 50, "个", None)),
        ("新建8所。", ("新建", "=", 8, "所", None)),
        ("发卡5万张以上。", ("发卡", ">=", 5, "万张", None)),
        ("公路达到1.2万公里。", ("公路", ">=", 1.2, "万公里", None)),
        ("算力超过10000PFlops。", ("算力", ">", 10000, "PFlops", None)),
        ("投资突破五千亿元。", ("投资", ">", 5000, "亿元", None)),
        ("培训一千五百人以上。", ("培训", ">=", 1500, "人", None)),
        ("培育2—3个集群。", ("培育集群", "=", (2, 3), "个", None)),
        ("投入强度提高3个百分点。", ("投入强度提高", "=", 3, "个百分点", None)),
        ("占比比2020年提高3个百分点以上。", ("占比比2020年提高", ">=", 3, "个百分点", None)),
        ("规模较2025年增长20%以上。", ("规模较2025年增长", ">=", 20, "%", None)),
        ("提出“贡献率超过40%”的目标。", ("贡献率", ">", 40, "%", None)),
        ("“双随机、一公开”覆盖率达到90%。", ("“双随机、一公开”覆盖率", ">=", 90, "%", None)),
        ("2028年12月底前改造5万户以上。", ("改造", ">=", 5, "万户", 2028)),
    ],
)
def test_a_number_is_read_with_what_it_counts(sentence: str, goal: tuple):
    assert (goals(sentence), unread(sentence)) == ([goal], [])


def test_a_second_phase_counts_what_the_first_did():
    assert goals("到2027年，普及率超过70%；到2030年超过90%。") == [
        ("普及率", ">", 70, "%", 2027),
        ("普及率", ">", 90, "%", 2030),
    ]
    assert unread("到2027年，甲超过70%、乙超过80%，到2030年超过90%。") == ["到2030年超过90%"]


def test_a_goal_of_every_year_says_so():
    (goal,) = draft(NOTICE.format("开辟航线，每年新增不少于20条。")).tasks[0].targets
    assert (goal.title, goal.value, goal.measure, goal.per) == ("开辟航线新增", 20, "条", "year")


@pytest.mark.parametrize(
    "sentence",
    [
        "3—5个工作日内办结。",
        "时延1—5—20ms。",
        "给予不超过1000万元补助。",
        "超过2025年水平。",
        "规模以上企业达标。",
        "未达到90%的退出。",
    ],
)
def test_what_is_no_goal_is_neither_read_nor_told(sentence: str):
    assert (goals(sentence), unread(sentence)) == ([], [])


def test_digits_without_end_are_no_number():
    assert goals(f"编号{'1' * 20_000}。") == []
