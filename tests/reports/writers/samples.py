"""Documents for the tests of their writers: one that has every block, and any at all."""

from hypothesis import strategies as st

from taskmatrix.reports.document import (
    Annex,
    Column,
    Document,
    Field,
    Figure,
    Form,
    Heading,
    Masthead,
    Note,
    Paragraph,
    Signature,
    Span,
    Table,
)
from taskmatrix.reports.pictures.heatmap import HeatMap

AWKWARD = [
    "*星号* _下划线_ `代码` [链接](http://x) ![图](y)",
    "<script>alert('一')</script> & &amp; &lt;b&gt;",
    "# 不是标题",
    "1. 不是列表",
    "- 也不是",
    "+ 也不是",
    "> 也不是引用",
    "=== 也不是",
    ":-- 也不是表",
    "| 甲 | 乙 |",
    "~~~ 不是代码",
    "\\ 反斜线 \\",
    "“引号”{{ 7 * 7 }}{% raw %}",
    "行一\n---\n行三",
    "\x1b[31m红\x1b[0m\x07\x00\u202e\u2028尾",
    "</style><img src=x onerror=alert(1)>\"'",
]
"""What people may write without meaning Markdown, HTML or an escape sequence by it."""

HEAT = {
    "units": [{"name": "省数据局", "kind": "department"}],
    "rows": [
        {
            "code": "P/1",
            "title": "优化算力 ``` <底座>",
            "cells": {"省数据局": {"role": "lead", "light": "red"}},
        }
    ],
}


def whole(text: str = "正文", language: str = "zh") -> Document:
    """A document with every block, in which a text stands wherever people's texts may stand."""
    strong = (Span(text, "strong"), Span("，"), Span("红", "red"), Span(text))
    columns = (Column("序号", 5, "center"), Column(text, 60), Column("灯", 9, "right"))
    wide = (*columns, Column("说明", 20))
    return Document(
        "weekly",
        language,
        "2026-11-20",
        f"题 {text}",
        f"副 {text}",
        Masthead("督查周报", "第3期", "省发展改革委", "2026年11月20日"),
        ("草稿", "模拟数据"),
        (
            Heading(1, f"一、{text}"),
            Paragraph(text),
            Paragraph(strong),
            Heading(2, f"（一）{text}"),
            Table(columns, lambda: [("1", text, (Span("黄", "yellow"),)), ("2", "", "")], text),
            Note(text),
            Form([[Field("编号", "31"), Field("单位", text)], [Field("回复", "", 6)]]),
            Figure(HeatMap(HEAT), f"图 {text}"),
            Signature("省发展改革委", "2026年11月20日"),
            Annex(f"表 {text}", wide=True),
            Heading(1, "其中"),
            Table(wide, lambda: [("1", text, "绿", text)]),
        ),
    )


signs = st.one_of(
    st.text("人工智能，。（）“”ab 1,.\n-", max_size=80),
    st.text(max_size=30),
    st.sampled_from(AWKWARD),
)
"""Texts of any kind."""
