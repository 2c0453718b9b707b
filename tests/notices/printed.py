"""Notices in the formats that offices send: made here, so that each shows one thing."""

import re
from io import BytesIO
from pathlib import Path

import docx
import pypdf
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

LINES = """\
某市人民政府办公室关于印发某市算力行动方案的通知
某政办发〔2025〕9号
某市人民政府办公室
2025年3月1日
某市算力行动方案
一、总体目标
到2027年，力争建成算力中心3个以上，投资超过20亿元。
二、重点任务
（一）建设中心。2025年6月底前选址，2026年底前建成。（责任单位：市数据局、市发改委等）
（二）开放数据。（牵头单位：市数据局；配合单位：市发展和改革委员会）
（三）培训人员。编制教材。（责任单位：市教育局）组织考核。（市人社局牵头，市教育局配合）
""".splitlines()
"""A notice, a paragraph a line."""

TABLE = [
    ["序号", "重点任务", "牵头单位", "配合单位", "完成时限"],
    ["1", "建设算力中心", "市数据局", "市发改委、市财政局", "2026年底前"],
    ["2", "开放公共数据", "市数据局", "市司法局", "2025年6月底前"],
    ["3", "培训人才", "市教育局", "", "持续推进"],
]


def as_docx(lines=LINES, table=(), then=()) -> bytes:
    """A document of Word with a paragraph a line, a table, and paragraphs behind it."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if table:
        made = document.add_table(len(table), len(table[0]))
        for row, cells in zip(made.rows, table, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    for line in then:
        document.add_paragraph(line)
    return saved(document)


def saved(document) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def xml(text: str):
    """An element of WordprocessingML."""
    return parse_xml(text.replace(">", f" {nsdecls('w')}>", 1))


def as_html(lines=LINES, table=(), head='<meta charset="utf-8">') -> str:
    """A page as offices' sites have them: a menu, scripts, the text, a foot."""
    rows = "".join(
        "<tr>" + "".join(f"<td><p>{cell}</p></td>" for cell in row) + "</tr>" for row in table
    )
    text = "\n".join(f"<p>　　{line}</p>" for line in lines)
    return (
        f"<!DOCTYPE html><html><head>{head}<title>通知</title><style>p {{}}</style></head><body>"
        "<nav><a>首页</a><a>政务公开（责任单位：市办公室）</a></nav>"
        "<script>var a = '<p>一、';</script>"
        f"<div><div>{text}</div><table>{rows}</table></div><footer>主办：某市</footer></body></html>"
    )


def as_pdf(pages=(LINES,), trailer=b"") -> bytes:
    """A PDF of lines, or of drawing operators; the glyphs' numbers are those of Unicode."""
    contents = [page if isinstance(page, bytes) else _lines_drawn(page) for page in pages]
    shown = b"".join(re.findall(rb"<([0-9a-f]+)> Tj", b" ".join(contents))).decode()
    used = sorted({shown[at : at + 4] for at in range(0, len(shown), 4)})
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(used)} beginbfchar {' '.join(f'<{code}> <{code}>' for code in used)} endbfchar\n"
        "endcmap end end"
    )
    kids = " ".join(f"{6 + 2 * place} 0 R" for place in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /FangSong /Encoding /Identity-H"
        b" /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /FangSong /DW 1000"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        _stream(cmap.encode()),
    ]
    for place, content in enumerate(contents):
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {7 + 2 * place} 0 R"
            " /Resources << /Font << /F 3 0 R >> >> >>".encode(),
            _stream(content),
        ]
    data, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root 1 0 R %b>>\n"
        b"startxref\n%d\n%%%%EOF\n" % (size, table, size, trailer, len(data))
    )


def _lines_drawn(lines) -> bytes:
    shown = " ".join(f"<{line.encode('utf-16-be').hex()}> Tj T*" for line in lines)
    return f"BT /F 8 Tf 12 TL 40 800 Td {shown} ET".encode() if lines else b""


def text_at(x, y, text, size=8) -> str:
    """The operators that print a text at a place of a page of a PDF."""
    return f"BT /F {size} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET"


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content)


def put(office, name: str, data: bytes) -> Path:
    """Write a file's bytes into an office's folder."""
    path = office.folder / name
    path.write_bytes(data)
    return path


def drafted(office, data: bytes, name="notice"):
    return office.ok("plan", "draft", put(office, name, data), "--json", LANG="en_US.UTF-8")


def without_lines(value):
    """JSON without the places in the file."""
    if isinstance(value, dict):
        return {key: without_lines(each) for key, each in value.items() if key != "line"}
    return [without_lines(each) for each in value] if isinstance(value, list) else value


def locked(password, *, owner=None):
    writer = pypdf.PdfWriter()
    writer.append(pypdf.PdfReader(BytesIO(as_pdf())))
    writer.encrypt(password, owner, algorithm="RC4-128")
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()
