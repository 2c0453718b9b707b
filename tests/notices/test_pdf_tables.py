"""Tables of a PDF: the lines drawn on a page say which text stands in which cell."""

import pytest
from notices.printed import as_pdf, drafted, text_at

XS = (40, 70, 140, 200, 270, 340)
HEADS = ["序号", "重点任务", "牵头单位", "配合单位", "完成时限"]


def thin(x, y, width, height) -> str:
    return f"{x} {y} {width} {height} re f"


def line(x, y, width, height) -> str:
    return f"{x} {y} m {x + width} {y + height} l S"


def table(rows, top=780, draw=line, xs=XS) -> str:
    """A ruled table: of each row its cells, of each cell its lines."""
    drawn = [draw(xs[0], top, xs[-1] - xs[0], 0.5)]
    bottom = top
    for row in rows:
        for x, cell in zip(xs, row, strict=False):
            for place, text in enumerate([cell] if isinstance(cell, str) else cell):
                drawn.append(text_at(x + 3, bottom - 12 - 10 * place, text))
        bottom -= 10 * max(1 if isinstance(cell, str) else len(cell) for cell in row) + 5
        drawn.append(draw(xs[0], bottom, xs[-1] - xs[0], 0.5))
    drawn += [draw(x, bottom, 0.5, top - bottom) for x in xs]
    return "\n".join(drawn)


def page(*drawn: str) -> bytes:
    return "\n".join(drawn).encode()


FIRST = ["1", "建设公园", "市住建局", ["市住房和城乡", "建设局、市林草局"], "2026年6月底"]
SECOND = ["2", ["推进一网", "通办"], ["市数据局（市营", "商局）"], "市直各部门", "持续推进"]


def told(office, *pages):
    return drafted(office, as_pdf(pages)).json


def roles(tasks):
    return [(each["number"], each["title"], each["lead"], each["support"]) for each in tasks]


READ = [
    ("1", "建设公园", ["市住建局"], ["市住房和城乡建设局", "市林草局"]),
    ("2", "推进一网通办", ["市数据局（市营商局）"], ["市直各部门"]),
]


@pytest.mark.parametrize("draw", [line, thin])
def test_wrapped_cells_are_put_together(office, draw):
    head = text_at(40, 800, "某市重点任务分工表")
    read = told(office, page(head, table([HEADS, FIRST, SECOND], draw=draw)))
    assert roles(read["tasks"]) == READ
    assert read["unread"] == []


def test_lines_are_those_of_the_text_layer(office):
    head = text_at(40, 800, "某市重点任务分工表")
    read = told(office, page(head, table([HEADS, FIRST, SECOND])))
    assert [each["line"] for each in read["tasks"]] == [3, 6]


def test_a_row_that_a_page_breaks_is_put_together(office):
    begun = ["2", "推进一网", "市数据局（市营", "市直各部门", "持续推进"]
    rest = ["", "通办", "商局）", "", ""]
    third = ["3", "新建幼儿园", "市教育局", "市财政局", "年底前"]
    for again in ([], [HEADS]):
        read = told(office, page(table([HEADS, FIRST, begun])), page(table([*again, rest, third])))
        assert roles(read["tasks"])[:2] == READ
        assert roles(read["tasks"])[2][:3] == ("3", "新建幼儿园", ["市教育局"])


def test_a_cell_without_a_line_below_holds_for_the_rows_beside_it(office):
    drawn = [text_at(43, 770, "重点任务"), text_at(143, 770, "牵头单位")]
    drawn += [
        text_at(43, 750, "建设公园"),
        text_at(43, 730, "建设绿道"),
        text_at(143, 740, "市住建局"),
    ]
    drawn += [line(x, 720, 0, 65) for x in (40, 140, 240)]
    drawn += [line(40, y, 200, 0) for y in (785, 762, 720)] + [line(40, 742, 100, 0)]
    tasks = told(office, page(*drawn))["tasks"]
    assert [(each["title"], each["lead"]) for each in tasks] == [
        ("建设公园", ["市住建局"]), ("建设绿道", ["市住建局"]),
    ]  # fmt: skip


def test_a_table_whose_text_cannot_be_told_apart_is_refused_line_by_line(office):
    """All cells of a line in one text object: the reader cannot say where one ends."""
    drawn = table([HEADS, FIRST, SECOND])
    glyphs = "1建设公园".encode("utf-16-be").hex()
    lumped = f"BT /F 8 Tf 43 768 Td <{glyphs[:4]}> Tj 30 0 Td <{glyphs[4:]}> Tj ET"
    head = text_at(40, 800, "某市重点任务分工表")
    read = told(office, page(head, drawn.replace(text_at(43, 768, "序号"), lumped)))
    assert read["tasks"] == []
    assert {each["why"] for each in read["unread"]} == {"columns"}
    assert "市数据局" in "".join(each["text"] for each in read["unread"])


def test_radicals_that_a_browser_prints_are_the_characters(office):
    read = told(office, page(table([HEADS, ["1", "建设公园", "市⼈⺠政府", "市⽔利局", "年底前"]])))
    assert roles(read["tasks"]) == [("1", "建设公园", ["市人民政府"], ["市水利局"])]


def test_lines_of_a_drawing_are_no_table(office):
    drawing = "\n".join(line(x, y, 3, 0) for x in range(0, 500, 4) for y in range(0, 700, 4))
    text = text_at(40, 750, "（一）修路。（责任单位：县交通局）")
    assert len(told(office, page(drawing, text))["tasks"]) == 1
