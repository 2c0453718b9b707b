"""The styles of a document in Word: GB/T 9704-2012 for Chinese, the same page for English.

Each has a name that begins with `TM `; a template that has a style of that name gives the look.
"""

from collections.abc import Iterator
from typing import NamedTuple

from taskmatrix.reports.pictures.palette import FILL, INK

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LINE = 579
"""Twips from line to line: 22 lines in 225 mm (GB/T 9704-2012, 5.2.3)."""
CHARACTERS = -849
"""28 characters in 156 mm: how much closer than size 3 they stand, in 1/4096 pt."""
EM = 315
"""Twips of a character of size 3, with `_CLOSER`."""
_CLOSER = '<w:spacing w:val="-5"/>'
"""28 characters a line by themselves: LibreOffice lays each in two squares of such a grid."""

RED = "C00000"
TITLE = 440
"""Twips of a character of a title: size 2."""
MASTHEAD = 84
"""Half points of the name of a periodical."""

FONTS = {
    "方正小标宋简体": ("小标宋,方正小标宋_GBK,华文中宋,STZhongsong,宋体", "roman"),
    "仿宋_GB2312": ("仿宋,FangSong,华文仿宋,STFangsong", "modern"),
    "楷体_GB2312": ("楷体,KaiTi,华文楷体,STKaiti", "modern"),
    "黑体": ("SimHei,华文黑体,STHeiti", "swiss"),
    "宋体": ("SimSun,华文宋体,STSong", "roman"),
    "Times New Roman": ("Liberation Serif", "roman"),
    "Arial": ("Liberation Sans", "swiss"),
}
"""The fonts that are named, and by what a program may replace each; none is embedded."""

_TITLE, _BODY, _KAI, _HEI, _SONG = (
    ("Times New Roman", "方正小标宋简体"),
    ("Times New Roman", "仿宋_GB2312"),
    ("Times New Roman", "楷体_GB2312"),
    ("Arial", "黑体"),
    ("宋体", "宋体"),
)
_SERIF, _SANS = ("Times New Roman", "宋体"), ("Arial", "黑体")


class Style(NamedTuple):
    """A style of paragraphs; sizes in half points, distances in twips.

    `line` 0 is one line as high as its text; `indent` is characters at the first line's beginning.
    """

    name: str
    font: tuple[str, str]
    size: int
    align: str = "both"
    line: int = 0
    before: int = 0
    after: int = 0
    indent: int = 0
    more: str = ""
    level: int | None = None
    keep: bool = False


_TONGUES = '<w:lang w:val="en-GB" w:eastAsia="zh-CN"/>'
_BOLD = "<w:b/>"
_IN_RED = f'<w:color w:val="{RED}"/>'

_CHINESE = (
    Style("TM Title", _TITLE, 44, "center", 660, 498, LINE, keep=True),
    Style("TM Subtitle", _KAI, 32, "center", LINE, 0, LINE, keep=True),
    Style("TM Body", _BODY, 32, "both", LINE, indent=2),
    Style("TM Heading 1", _HEI, 32, "both", LINE, indent=2, level=0, keep=True),
    Style("TM Heading 2", _KAI, 32, "both", LINE, indent=2, level=1, keep=True),
    Style("TM Heading 3", _BODY, 32, "both", LINE, indent=2, level=2, keep=True),
    Style("TM Note", _KAI, 24, "both", 400, 60, 60),
    Style("TM Caption", _HEI, 24, "center", 440, 60, 200),
    Style("TM Annex", _HEI, 32, "left", LINE, 0, LINE, keep=True),
    Style("TM Annex Title", _TITLE, 44, "center", 660, 0, LINE // 2, keep=True, level=0),
    Style("TM Masthead", _TITLE, MASTHEAD, "center", 1040, 0, 240, more=_IN_RED),
    Style("TM Number", _BODY, 32, "center", LINE, 0, LINE // 2),
    Style("TM Issuer", _BODY, 32, "left", LINE),
    Style("TM Signature", _BODY, 32, "right", LINE),
    Style("TM Cell", _BODY, 24, "left", 320),
    Style("TM Cell Small", _BODY, 21, "left", 280),
    Style("TM Form Label", _HEI, 28, "center", 420),
    Style("TM Form Text", _BODY, 28, "left", 420),
    Style("TM Gap", _BODY, 21, "left", 200),
    Style("TM Square", _HEI, 18, "center", 260),
    Style("TM Square Label", _SERIF, 18, "left", 240),
    Style("TM Key", _SERIF, 18, "center", 320, 60),
    Style("TM Mark", _HEI, 28, "right", more=_IN_RED),
    Style("TM Page Number", _SONG, 28, "right", 360),
)
_ENGLISH = (
    Style("TM Title", _SANS, 40, "center", 520, 360, 120, more=_BOLD, keep=True),
    Style("TM Subtitle", _SERIF, 26, "center", 340, 0, 240, keep=True),
    Style("TM Body", _SERIF, 24, "left", 320, 0, 120),
    Style("TM Heading 1", _SANS, 28, "left", 360, 240, 120, more=_BOLD, level=0, keep=True),
    Style("TM Heading 2", _SANS, 24, "left", 320, 160, 80, more=_BOLD, level=1, keep=True),
    Style("TM Heading 3", _SERIF, 24, "left", 320, 120, 60, more=_BOLD, level=2, keep=True),
    Style("TM Note", _SERIF, 20, "left", 270, 60, 120),
    Style("TM Caption", _SANS, 20, "center", 270, 80, 200, more=_BOLD),
    Style("TM Annex", _SANS, 28, "left", 0, 0, 240, more=_BOLD, keep=True),
    Style("TM Annex Title", _SANS, 36, "center", 480, 0, 240, more=_BOLD, level=0, keep=True),
    Style("TM Masthead", _SERIF, 64, "center", 840, 0, 120, more=_BOLD + _IN_RED),
    Style("TM Number", _SERIF, 26, "center", 340, 60, 200),
    Style("TM Issuer", _SERIF, 26, "left", 340),
    Style("TM Signature", _SERIF, 24, "right", 320),
    Style("TM Cell", _SERIF, 21, "left", 260),
    Style("TM Cell Small", _SERIF, 19, "left", 230),
    Style("TM Form Label", _SANS, 21, "left", 320, more=_BOLD),
    Style("TM Form Text", _SERIF, 24, "left", 320),
    Style("TM Gap", _SERIF, 21, "left", 200),
    Style("TM Square", _SANS, 16, "center", 240),
    Style("TM Square Label", _SANS, 17, "left", 230),
    Style("TM Key", _SANS, 17, "center", 320, 60),
    Style("TM Mark", _SANS, 24, "right", more=_BOLD + _IN_RED),
    Style("TM Page Number", _SERIF, 24, "right", 360),
)
LIGHT_STYLES = {
    "green": "TM Green",
    "yellow": "TM Yellow",
    "red": "TM Red",
    "grey": "TM Grey",
    "done": "TM Done",
}


def styles_xml(chinese: bool) -> str:
    """Return all styles as the part of a document that holds them."""
    body = (_BODY, 32) if chinese else (_SERIF, 24)
    head = f'<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(body[0])}<w:sz w:val="{body[1]}"/>'
    head += f'<w:szCs w:val="{body[1]}"/>{_TONGUES}</w:rPr>'
    head += "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    normal = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    normal += f'<w:rPr><w:sz w:val="{body[1]}"/><w:szCs w:val="{body[1]}"/></w:rPr>'
    listed = "".join(_listed(chinese))
    return f'<w:styles xmlns:w="{W}">{head}{normal}</w:style>{listed}</w:styles>'


def _listed(chinese: bool) -> Iterator[str]:
    for style in _CHINESE if chinese else _ENGLISH:
        yield _paragraph(style)
    yield _character("TM Strong", _BOLD)
    yield _character("TM Quiet", '<w:color w:val="595959"/>')
    yield _character("TM Cell Head", _fonts(_HEI) if chinese else _fonts(_SANS) + _BOLD)
    for look, name in LIGHT_STYLES.items():
        colour = f'<w:color w:val="{INK[look][1:]}"/>'
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{FILL[look][1:]}"/>'
        yield _character(name, _BOLD + colour + shade)
    head = '<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" '
    yield _table("TM Table", ("000000", 4), 70, head + 'w:fill="EFEFEF"/></w:tcPr></w:tblStylePr>')
    middle = '<w:tcPr><w:vAlign w:val="center"/></w:tcPr>'
    yield _table("TM Form", ("000000", 6), 110, middle)
    yield _table("TM Figure", ("FFFFFF", 4), 0, middle)


def _fonts(font: tuple[str, str]) -> str:
    latin, eastern = font
    names = f'w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{eastern}" w:cs="{latin}"'
    return f"<w:rFonts {names}/>"


def _style(kind: str, name: str, content: str) -> str:
    named = f'w:customStyle="1" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/>'
    return f'<w:style w:type="{kind}" {named}<w:qFormat/>{content}</w:style>'


def _paragraph(style: Style) -> str:
    keep = "<w:keepNext/>" if style.keep else ""
    grid = '<w:overflowPunct w:val="1"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
    grid += "" if style.line == LINE else '<w:snapToGrid w:val="0"/>'
    rule = f'w:line="{style.line}" w:lineRule="exact"' if style.line else 'w:line="240"'
    spacing = f'<w:spacing w:before="{style.before}" w:after="{style.after}" {rule}/>'
    indent = f'w:firstLineChars="{style.indent * 100}" w:firstLine="{style.indent * EM}"'
    level = "" if style.level is None else f'<w:outlineLvl w:val="{style.level}"/>'
    shape = f'{keep}<w:widowControl w:val="0"/>{grid}{spacing}<w:ind {indent}/>'
    size = f'<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/>'
    closer = _CLOSER if style.size == 32 else ""
    return _style(
        "paragraph",
        style.name,
        f'<w:pPr>{shape}<w:jc w:val="{style.align}"/>{level}</w:pPr>'
        f"<w:rPr>{_fonts(style.font)}{style.more}{closer}{size}{_TONGUES}</w:rPr>",
    )


def _character(name: str, properties: str) -> str:
    return _style("character", name, f"<w:rPr>{properties}</w:rPr>")


def _table(name: str, border: tuple[str, int], margin: int, more: str = "") -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    line = f'w:val="single" w:sz="{border[1]}" w:space="0" w:color="{border[0]}"'
    borders = "".join(f"<w:{side} {line}/>" for side in sides)
    edges = f'<w:left w:w="{margin}" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/>'
    margins = f'<w:top w:w="40" w:type="dxa"/>{edges}<w:right w:w="{margin}" w:type="dxa"/>'
    properties = f"<w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar>"
    return _style("table", name, f"<w:tblPr>{properties}</w:tblPr>{more}")


def fonts_xml() -> bytes:
    """Return the table of fonts, with what may stand for each where it is not installed."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/>'
        f'<w:charset w:val="{"86" if ord(name[0]) > 255 else "00"}"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        for name, (others, family) in FONTS.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<w:fonts xmlns:w="{W}">{fonts}</w:fonts>'.encode()
