"""Documents in Word: the form of GB/T 9704-2012, tables, pictures, printed forms."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Emu, Pt
from reports.writers.samples import HEAT, whole
from reports.writers.worded import eastern, holding, mm, opened, styled

from taskmatrix.reports.document import (
    Annex,
    Column,
    Field,
    Figure,
    Form,
    Paragraph,
    Signature,
    Span,
    Table,
)
from taskmatrix.reports.pictures.heatmap import HeatMap
from taskmatrix.reports.writers.word import docx

pytestmark = pytest.mark.usefixtures("chinese")


def test_the_page_is_that_of_the_standard() -> None:
    section = opened(whole()).sections[0]
    assert (mm(section.page_width), mm(section.page_height)) == (210, 297)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert tuple(map(mm, margins)) == (37, 35, 28, 26)
    grid = section._sectPr.find(qn("w:docGrid"))
    height = section.page_height - section.top_margin - section.bottom_margin
    assert Emu(height).twips // int(grid.get(qn("w:linePitch"))) == 22


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        ("TM Title", "方正小标宋简体", 22),
        ("TM Body", "仿宋_GB2312", 16),
        ("TM Heading 1", "黑体", 16),
        ("TM Heading 2", "楷体_GB2312", 16),
        ("TM Heading 3", "仿宋_GB2312", 16),
        ("TM Annex", "黑体", 16),
        ("TM Page Number", "宋体", 14),
    ],
)
def test_fonts_and_sizes_are_those_of_the_standard(style: str, font: str, size: int) -> None:
    document = opened(whole())
    assert eastern(document, style) == font
    assert document.styles[style].font.size == Pt(size)


def test_the_body_begins_two_characters_in_on_lines_of_one_pitch() -> None:
    shape = opened(whole()).styles["TM Body"].element.find(qn("w:pPr"))
    assert shape.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"
    spacing = shape.find(qn("w:spacing"))
    assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == ("579", "exact")


def test_every_font_has_others_in_its_place_and_none_is_embedded() -> None:
    with ZipFile(BytesIO(docx(whole()))) as file:
        fonts = file.read("word/fontTable.xml").decode()
        styles = file.read("word/styles.xml").decode()
        assert not [name for name in file.namelist() if "fonts/" in name]
    named = set(re.findall(r'w:(?:ascii|eastAsia)="([^"]+)"', styles)) - {"zh-CN"}
    assert named == set(re.findall(r'<w:font w:name="([^"]+)"><w:altName', fonts))


def test_the_pages_are_numbered_outside_and_marked() -> None:
    document = opened(whole())
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    for foot, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        (number,) = foot.paragraphs
        assert number.text == "— 1 —"
        assert number.alignment == side
        assert "PAGE" in "".join(number._p.xpath(".//w:instrText/text()"))
    for head in (section.header, section.even_page_header):
        assert [line.text for line in head.paragraphs] == ["草稿　模拟数据"]


def test_a_document_without_marks_has_none() -> None:
    section = opened(whole()._replace(marks=())).sections[0]
    assert section.header.is_linked_to_previous
    assert not section.footer.is_linked_to_previous


def test_a_wide_annex_lies_on_its_side_with_its_margins_and_what_follows_stands() -> None:
    rows = Table((Column("甲", 1),), lambda: [("一",)])
    document = opened(holding(Paragraph("正文"), Annex("表", True), rows, Annex("说明"), rows))
    upright, wide, after = document.sections
    assert [each.orientation for each in (upright, wide, after)] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    assert (mm(wide.page_width), mm(wide.page_height)) == (297, 210)
    margins = (wide.top_margin, wide.right_margin, wide.bottom_margin, wide.left_margin)
    assert tuple(map(mm, margins)) == (28, 37, 26, 35)
    assert styled(document, "TM Annex Title") == ["表", "说明"]


def test_tables_repeat_their_heads_and_cut_no_row() -> None:
    table = opened(whole()).tables[0]
    assert len(table._tbl.xpath("w:tr[1]/w:trPr/w:tblHeader")) == 1
    assert len(table._tbl.xpath("w:tr/w:trPr/w:cantSplit")) == len(table.rows) == 3


def test_no_row_stands_alone_on_a_page() -> None:
    columns = (Column("序号", 1), Column("任务", 3))
    for count in range(1, 7):
        rows = Table(columns, lambda count=count: ((str(n), "任务") for n in range(count)))
        table = opened(holding(rows)).tables[0]
        kept = [len(row._tr.xpath("w:tc/w:p/w:pPr/w:keepNext")) == 2 for row in table.rows[1:]]
        assert kept == [n in (0, count - 2) and n < count - 1 for n in range(count)]


def test_a_long_head_is_parted_at_its_stroke() -> None:
    columns = (Column("按期反馈/应反馈", 1), Column("进度/应达", 1))
    table = opened(holding(Table(columns, lambda: [("1/1", "1%/1%")]))).tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["按期反馈/\n应反馈", "进度/应达"]


def test_a_long_table_is_all_there() -> None:
    columns = (Column("序号", 1), Column("任务", 3))
    rows = Table(columns, lambda: ((str(number), f"任务{number}") for number in range(2000)))
    table = opened(holding(rows)).tables[0]
    texts = table._tbl.xpath("w:tr[position()>1]/w:tc[2]//w:t/text()")
    assert texts == [f"任务{number}" for number in range(2000)]


def test_a_column_is_as_wide_as_a_date_needs() -> None:
    columns = (Column("完成时限", 0.1), Column("任务", 9.9))
    table = opened(holding(Table(columns, lambda: [("2026-12-31", "优化")]))).tables[0]
    date, task = (width.twips for width in (column.width for column in table.columns))
    assert date >= 10 * 120
    assert date + task == 8845


def test_the_name_of_a_unit_and_the_number_of_a_slip_stay_in_a_line() -> None:
    columns = (Column("文书编号", 15), Column("单位", 20), Column("事由", 65))
    row = ("〔2026〕107号", "省工业和信息化厅", "截至目前未反馈进展，" * 9)
    table = opened(holding(Table(columns, lambda: [row]))).tables[0]
    number, unit, because = (column.width.twips for column in table.columns)
    assert number >= 14 * 120
    assert unit >= 16 * 120
    assert because >= 0.55 * 8845


def test_lights_are_letters_on_their_colours() -> None:
    light = (Span("红", "red"),)
    document = opened(holding(Table((Column("灯", 1),), lambda: [(light,)])))
    cell = document.tables[0].cell(1, 0)
    assert cell.text == "红"
    (fill,) = cell._tc.xpath("w:tcPr/w:shd/@w:fill")
    style = document.styles["TM Red"].element
    assert style.xpath("w:rPr/w:shd/@w:fill") == [fill]
    assert fill.upper() not in ("AUTO", "FFFFFF")


def test_a_picture_is_squares_with_letters_a_key_and_a_caption() -> None:
    document = opened(holding(Figure(HeatMap(HEAT), "亮灯分布")))
    squares = document.tables[0]
    row = squares.rows[1]
    assert "优化算力" in row.cells[0].text
    assert row.cells[1].text.startswith("红")
    assert row.cells[1]._tc.xpath("w:tcPr/w:shd/@w:fill")
    assert "红" in "".join(styled(document, "TM Key"))
    (caption,) = styled(document, "TM Caption")
    assert caption.endswith("亮灯分布")
    assert "1" in caption


def test_a_form_has_room_for_writing_by_hand() -> None:
    rows = [
        [Field("编号", "31"), Field("分类", "重点"), Field("时限", "11月27日")],
        [Field("牵头单位", "省数据局"), Field("配合单位", "省财政厅")],
        [Field("办理情况", "", 9)],
    ]
    table = opened(holding(Form(rows))).tables[0]
    assert [row._tr.xpath("w:tc//w:t/text()") for row in table.rows] == [
        ["编号", "31", "分类", "重点", "时限", "11月27日"],
        ["牵头单位", "省数据局", "配合单位", "省财政厅"],
        ["办理情况"],
    ]
    assert table.rows[2].height.pt >= 9 * 28
    grid = len(table._tbl.xpath("w:tblGrid/w:gridCol"))
    for row in table.rows:
        spans = row._tr.xpath("w:tc")
        over = [int((cell.xpath("w:tcPr/w:gridSpan/@w:val") or ["1"])[0]) for cell in spans]
        assert sum(over) == grid
    assert eastern(opened(whole()), "TM Form Label") == "黑体"


@pytest.mark.parametrize(
    ("name", "room_of_name", "room_of_day"),
    [("省发展改革委", 5, 2), ("省发展和改革委员会办公室", 2, 5)],
)
def test_a_signature_stands_as_the_standard_says(
    name: str, room_of_name: int, room_of_day: int
) -> None:
    document = opened(holding(Paragraph("正文"), Signature(name, "2026年11月20日")))
    signed = [text for text in document.paragraphs if text.style.name == "TM Signature"][1:]
    rooms = [round(line.paragraph_format.right_indent.pt / 15.75) for line in signed]
    assert [line.text for line in signed] == [name, "2026年11月20日"]
    assert rooms == [room_of_name, room_of_day]


def test_an_english_document_has_the_page_but_not_the_chinese_indents() -> None:
    document = opened(whole("A task", "en"))
    assert mm(document.sections[0].top_margin) == 37
    shape = document.styles["TM Body"].element.find(qn("w:pPr"))
    assert shape.find(qn("w:ind")).get(qn("w:firstLineChars")) == "0"
    assert document.styles["TM Body"].font.name == "Times New Roman"
    assert document.core_properties.language == "en"


def test_a_document_of_nothing_but_a_title_is_one() -> None:
    document = opened(holding())
    assert [text.text for text in document.paragraphs] == ["督查周报"]


def test_a_long_title_is_broken_behind_the_plan_that_it_names() -> None:
    plan, rest = "《辽宁省促进人工智能创新发展实施方案》", "重点任务推进情况"
    assert styled(opened(holding(title=plan + rest)), "TM Title") == [f"{plan}\n{rest}"]
    assert styled(opened(holding(title="《某方案》情况")), "TM Title") == ["《某方案》情况"]
    plan, rest = "关于《辽宁省促进人工智能创新发展实施方案》", "2026年11月落实情况的通报"
    assert styled(opened(holding(title=plan + rest)), "TM Title") == [f"{plan}\n{rest}"]


def test_a_picture_longer_than_a_page_has_its_caption_above_and_its_heads_repeated() -> None:
    rows = [{**HEAT["rows"][0], "code": f"P/{number}"} for number in range(40)]
    document = opened(holding(Figure(HeatMap({**HEAT, "rows": rows}), "亮灯分布")))
    below = [child.tag for child in document.element.body][1:]
    assert below[:3] == [qn("w:p"), qn("w:p"), qn("w:tbl")]
    assert document.tables[0]._tbl.xpath("w:tr[1]/w:trPr/w:tblHeader")
    assert len(document.tables[0].rows) == 41
