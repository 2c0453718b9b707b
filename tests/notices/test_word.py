"""What stands in documents of Word beside their text: numbers, text boxes, footnotes, changes."""

from io import BytesIO

import docx
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from notices.printed import as_docx, drafted, saved, xml


def test_a_merged_cell_of_a_document_holds_for_every_row_that_it_spans(office):
    document = docx.Document()
    table = document.add_table(3, 3)
    rows = [["重点任务", "牵头单位", "配合单位"], ["修路", "县交通局", "县财政局"]]
    for place, cells in enumerate([*rows, ["架桥", "", "县水利局"]]):
        for cell, text in zip(table.rows[place].cells, cells, strict=True):
            cell.text = text
    table.cell(1, 1).merge(table.cell(2, 1))
    tasks = drafted(office, saved(document)).json["tasks"]
    assert [each["lead"] for each in tasks] == [["县交通局"], ["县交通局"]]


def numbered(*levels):
    """A document whose items Word numbers by itself: format and text of each level."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for place, (form, text) in enumerate(levels)
    )
    numbering.insert(0, xml(f'<w:abstractNum w:abstractNumId="90">{inner}</w:abstractNum>'))
    numbering.append(xml('<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering.append(xml(f'<w:num w:numId="91"><w:abstractNumId w:val="90"/>{again}</w:num>'))
    return document


def add_item(document, level, text, num=90):
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    properties.append(xml(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'))


def test_numbers_that_word_sets_by_itself_are_read_as_printed(office):
    document = numbered(("japaneseCounting", "%1、"), ("chineseCounting", "（%2）"))
    for level, text in [
        (0, "基础设施"),
        (1, "修路。（责任单位：县交通局）"),
        (1, "架桥。（责任单位：县水利局）"),
        (0, "保障措施"),
        (1, "加强培训。（责任单位：县教育局）"),
    ]:
        add_item(document, level, text)
    tasks = drafted(office, saved(document)).json["tasks"]
    assert [each["label"] for each in tasks] == [
        ["一、", "（一）"],
        ["一、", "（二）"],
        ["二、", "（一）"],
    ]
    assert [each["section"] for each in tasks] == ["基础设施", "基础设施", "保障措施"]


def test_numbers_in_a_style_not_known_are_told(office):
    document = numbered(("hebrew1", "%1."))
    add_item(document, 0, "修路。（责任单位：县交通局）")
    done = drafted(office, saved(document))
    assert [each["number"] for each in done.json["tasks"]] == ["1"]
    assert "a style not known here" in done.err


def test_a_list_begins_anew_where_word_says_so(office):
    document = numbered(("decimal", "%1."))
    for section, num in (("一、道路", 90), ("二、桥梁", 91)):
        document.add_paragraph(section)
        add_item(document, 0, "勘察。（责任单位：县交通局）", num)
        add_item(document, 0, "2026年底前开工。（责任单位：县住建局）", num)
    tasks = drafted(office, saved(document)).json["tasks"]
    assert [each["label"][-1] for each in tasks] == ["1.", "2.", "1.", "2."]
    assert [each["text"] for each in tasks[3]["deadlines"]] == ["2026年底前"]


def test_a_text_box_is_read_where_it_is_anchored_and_only_once(office):
    document = docx.Document()
    paragraph = document.add_paragraph("（一）修路。")
    box = "<w:txbxContent><w:p><w:r><w:t>（责任单位：县交通局）</w:t></w:r></w:p></w:txbxContent>"
    paragraph._p.append(
        xml(
            '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
            f'markup-compatibility/2006"><mc:Choice Requires="wps">{box}</mc:Choice>'
            f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    document.add_paragraph("（二）架桥。（责任单位：县水利局）")
    tasks = drafted(office, saved(document)).json["tasks"]
    assert [each["responsible"] for each in tasks] == [["县交通局"], ["县水利局"]]
    assert len(tasks[0]["clauses"]) == 1


def test_a_footnote_is_told_with_its_line(office):
    document = docx.Document(BytesIO(as_docx(["一、任务"])))
    paragraph = document.add_paragraph("（一）修路。（责任单位：县交通局）")
    paragraph._p.append(xml('<w:r><w:footnoteReference w:id="2"/></w:r>'))
    with_footnotes(document, "高速公路除外。")
    done = drafted(office, saved(document))
    assert done.json["unread"] == [{"line": 2, "text": "高速公路除外。", "why": "footnote"}]
    assert done.json["tasks"][0]["responsible"] == ["县交通局"]


def with_footnotes(document, text):
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:footnote w:id="2"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package)
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    document.part.relate_to(part, relation)


def test_tracked_changes_are_read_as_accepted(office):
    document = docx.Document()
    paragraph = document.add_paragraph("（一）修路。（责任单位：")
    for text in (
        "<w:del><w:r><w:delText>县财政局</w:delText></w:r></w:del>",
        "<w:ins><w:r><w:t>县交通局</w:t></w:r></w:ins>",
        "<w:r><w:t>）</w:t></w:r>",
    ):
        paragraph._p.append(xml(text))
    done = drafted(office, saved(document))
    assert done.json["tasks"][0]["responsible"] == ["县交通局"]
    assert "tracked changes" in done.err
