"""The file of a Word document: opened from a template, written with the same bytes every time."""

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.oxml import parse_xml

from taskmatrix.language import gettext as _
from taskmatrix.reports.document import Document, Signature
from taskmatrix.reports.pictures.palette import FILL
from taskmatrix.reports.writers.broken import BrokenTemplate
from taskmatrix.reports.writers.word_page import emptied, own_page
from taskmatrix.reports.writers.word_styles import LIGHT_STYLES, W, fonts_xml, styles_xml
from taskmatrix.reports.writers.word_text import clean

if TYPE_CHECKING:
    from docx.document import Document as Package
    from docx.opc.rel import Relationships

_TYPES = "[Content_Types].xml"
_BODY = "word/document.xml"
_HEAD = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="{W}"><w:body>"""
_END = "</w:body></w:document>"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_LONGEST = 255
"""Characters that a property of a file may have."""


def new_package(chinese: bool) -> "Package":
    """Return an empty document in our form."""
    package = docx.Document()
    _keep(package.part.rels, "styles", "settings", "fontTable")
    _keep(package.part.package.rels, "core-properties", "officeDocument")
    package.styles.element[:] = list(parse_xml(styles_xml(chinese)))
    package.settings.element[:] = list(parse_xml(_settings()))
    for relation in package.part.rels.values():
        if relation.reltype.endswith("/fontTable"):
            relation.target_part._blob = fonts_xml()
    own_page(package, chinese)
    return package


def _keep(relations: "Relationships", *kinds: str) -> None:
    for name, relation in list(relations.items()):
        if relation.reltype.rpartition("/")[2] not in kinds:
            del relations[name]


def _settings() -> str:
    modern = '<w:compatSetting w:name="compatibilityMode" w:val="15" '
    return (
        f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/>'
        '<w:defaultTabStop w:val="420"/><w:characterSpacingControl w:val="compressPunctuation"/>'
        f'<w:compat>{modern}w:uri="http://schemas.microsoft.com/office/word"/></w:compat>'
        '<w:themeFontLang w:val="en-GB" w:eastAsia="zh-CN"/></w:settings>'
    )


def from_template(template: bytes, chinese: bool) -> "Package":
    """Return a user's document without its text, with the styles that it lacks from ours."""
    try:
        package = docx.Document(BytesIO(template))
        emptied(package, chinese)
        _add_styles(package, chinese)
    except Exception as error:  # what is no document of Word fails in any way there is
        raise BrokenTemplate(_("this is not a Word document (.docx)")) from error
    return package


def _add_styles(package: "Package", chinese: bool) -> None:
    styles = package.styles.element
    have = set(styles_by_name(package))
    used = set(styles.xpath("w:style/@w:styleId"))
    for style in parse_xml(styles_xml(chinese)).xpath("w:style[not(@w:default)]"):
        identity = style.get(f"{{{W}}}styleId")
        if style.xpath("string(w:name/@w:val)") in have:
            continue
        while identity in used:
            identity += "0"
        style.set(f"{{{W}}}styleId", identity)
        used.add(identity)
        styles.append(style)


def styles_by_name(package: "Package") -> dict[str, str]:
    """Return the id of each style."""
    identity = f"{{{W}}}styleId"
    found = package.styles.element.xpath("w:style")
    return {style.xpath("string(w:name/@w:val)"): style.get(identity, "") for style in found}


def fills_of_lights(package: "Package") -> dict[str, str]:
    """Return the colour behind each light, as its style has it."""
    styles, ids = package.styles.element, styles_by_name(package)
    fills = {}
    for light, name in LIGHT_STYLES.items():
        style = styles.get_by_id(ids[name])
        fills[light] = style.xpath("string(w:rPr/w:shd/@w:fill)") or FILL[light][1:]
    return fills


def set_properties(package: "Package", document: Document) -> None:
    """Say whose a file is and what about; its day is the document's, not the machine's."""
    head = document.masthead.issuer if document.masthead else ""
    signed = [block.name for block in document.blocks if isinstance(block, Signature)]
    author = clean(head or "".join(signed[:1]))[:_LONGEST]
    properties = package.core_properties
    properties.author = properties.last_modified_by = author
    properties.title = clean(document.title)[:_LONGEST]
    properties.comments = properties.keywords = ""
    properties.language = "zh-CN" if document.language == "zh" else document.language
    properties.created = properties.modified = datetime.fromisoformat(document.day)
    properties.revision = 1


def packed(package: "Package", body: Iterable[str]) -> bytes:
    """Return the file: the text written piece by piece, entries in order and without dates."""
    made, result = BytesIO(), BytesIO()
    package.save(made)
    with ZipFile(made) as source, ZipFile(result, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != _TYPES, name)):
            entry = ZipInfo(name, _LONG_AGO)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            with target.open(entry, "w") as file:
                if name != _BODY:
                    file.write(source.read(name))
                    continue
                file.write(_HEAD.encode())
                for piece in body:
                    file.write(piece.encode())
                file.write(_END.encode())
    return result.getvalue()
