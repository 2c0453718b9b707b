"""Sentences that say who acts: 由甲会同乙负责落实. · 甲、乙承办；丙参与."""

import re
from collections.abc import Iterator

from taskmatrix.notices import lexer, units
from taskmatrix.notices.clauses import Clause, read_clause
from taskmatrix.notices.text import Text
from taskmatrix.notices.words import PREDICATE_ENDS

_BY_END = re.compile(
    rf"{lexer.THIS}由[^。；（）]{{4,200}}"
    r"(?:负责|牵头|落实|配合|参与|参加|协助|协同|实施|推进)[^。；，、（）]{0,6}"
    r"(?:，[^，。；（）]{0,12}(?:月|年|季度)[^，。；（）]{1,8})?"
)
_ACTING = re.compile(
    r"""(?:
        (?:省|市|县|区|州|国家|各|自治区)[^：，。；由]{2,100}负责(?:(?:组织|统筹|推进|具体)*(?:落实|实施|推进))?
        |[^：，。；由]{2,30}会同[^：。；]{2,100}(?:负责|落实|实施|推进)
        |[^：]{2,200}(?:牵头|分工负责|分别负责|共同负责|配合)
        |[^：]{2,200}按照?(?:各自)?(?:职责|职能|分工)[^，。；（）：]{1,10}
        |[^：]{2,200}牵头[^：]{2,190}(?:参与|参加|协助|协同|负责|落实|指导|支持|保障)
    )(?:落实|，[^，：]{0,12}\d月?[^，：]{1,12})?""",
    re.VERBOSE,
)
"""考试院负责组织实施; 甲会同乙推进; 甲牵头，乙配合; 甲、乙按职责落实; 甲牵头，乙参加，6月底前."""
_MATTER = re.compile(
    "关于[^。；]{2,200}?(?:问题|工作|任务|事项|部分|内容|要求|政策|措施|举措)”?，(?=由)"
)
"""关于“…”的问题，由农业部会同财政部落实."""
_TIMES = tuple("前底末年月日成")
_ENDS = (*PREDICATE_ENDS.split(), *_TIMES)
_ENDS_ALONE = (
    *"负责 牵头 主办 承办 落实 实施 配合 协助 参与 参加 协同 协办 支持 承担".split(),
    *_TIMES,
)
"""Without 由: 市交通局承办, but not 领导小组加强统筹."""
LONGEST_SENTENCE = 240


def sentences(plain: str, start: int, end: int) -> Iterator[list[units.Piece]]:
    """Yield each sentence, and behind it its parts: 甲承办；乙参与 may be one clause or two."""
    for sentence in units.parted(plain, start, end, "。！？"):
        parts = units.parted(plain, *sentence, "；")
        tried = [sentence, *parts] if len(parts) > 1 else [sentence]
        yield [found for each in tried if (found := _without_matter(plain, each))]


def _without_matter(plain: str, piece: units.Piece) -> units.Piece | None:
    found = units.trim(plain, piece)
    if found and (matter := _MATTER.match(plain, *found)):
        found = units.Piece(matter.end(), found.end)
    return found if found and found.end - found.start <= LONGEST_SENTENCE else None


def said(text: Text, piece: units.Piece) -> Clause | None:
    """Read a sentence that says nothing but who acts."""
    plain = text.plain
    known = _BY_END.fullmatch(plain, *piece) or _ACTING.fullmatch(plain, *piece)
    ends = _ENDS if plain.startswith("由", piece.start) else _ENDS_ALONE
    if not known and not plain[piece.start : piece.end].endswith(ends):
        return None
    clause = read_clause(text, *piece, vouched=False)
    if clause is None or known:
        return clause
    names = [name for listed in clause.roles.values() for name in listed]
    return None if clause.beside or not all(map(units.begins_a_unit, names)) else clause
