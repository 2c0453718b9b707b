"""What is printed as 2.1.3 is 2.1.3 in the plan."""

import pytest

from taskmatrix.notices.draft import draft

WHO = "（责任单位：市教育局）\n"


def numbers(text: str) -> list[tuple[str, bool]]:
    return [(each.number, each.renumbered) for each in draft(text).every()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"1 任务\n1.1 底座\n1.1.1 选址。{WHO}1.1.2 建设。{WHO}", "1.1 1.1.1 1.1.2"),
        (f"一、任务\n1.1 选址。{WHO}1.2 建设。{WHO}二、其他\n2.1 验收。{WHO}", "1.1 1.2 2.1"),
        (f"1. 甲事\n1.1. 选址。{WHO}2.1. 建设。{WHO}", "1.1 2.1"),
        (f"1、甲事\n1.1 选址。{WHO}2、乙事\n2.1 建设。{WHO}", "1.1 2.1"),
    ],
)
def test_printed_decimals_stay_as_they_are(text: str, expected: str):
    assert numbers(text) == [(number, False) for number in expected.split()]


def test_a_title_may_begin_with_digits():
    text = (
        f"一、任务\n1.5G网络建设。{WHO}2.12345热线建设。{WHO}3.3D打印。{WHO}4.2026年底前改造。{WHO}"
    )
    titles = [each.title for each in draft(text).every()]
    assert titles == ["5G网络建设", "12345热线建设", "3D打印", "2026年底前改造"]
