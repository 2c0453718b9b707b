"""Lists of units, split: 、 ， and 和 between names, but not inside one.

Each rule stands beside the list that it serves. Names are pieces of the text, as printed.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from taskmatrix.notices.words import (
    CIRCLED,
    CLOSING,
    COLLECTIVE,
    GENERIC,
    OPENING,
    PLACE_ENDS,
    PLACES,
    PLAIN,
    UNIT_ENDS,
    WEAK_ENDS,
)


def _any(words: str) -> str:
    return "|".join(re.escape(word) for word in sorted(words.split(), key=len, reverse=True))


def run_of(words: str) -> str:
    """Return the pattern of a row of words: without 共同 beside 共 and 同, read in one way only."""
    each = set(words.split())
    simple = (
        word for word in each if not re.fullmatch(rf"(?:{_any(' '.join(each - {word}))})+", word)
    )
    return f"(?:{_any(' '.join(simple))})+"


class Piece(NamedTuple):
    """A stretch of the plain text."""

    start: int
    end: int


_ENDS_A_UNIT = re.compile(rf"(?:{_any(UNIT_ENDS)})(?:（[^（）]*）|〔[^〔〕]*〕|\[[^\[\]]*\])?$")
_WEAK = re.compile(rf"(?:{_any(WEAK_ENDS)})$")
_NOTES = re.compile(r"（[^（）]*）|〔[^〔〕]*〕|\[[^\[\]]*\]|【[^【】]*】|〈[^〈〉]*〉")
_GROUP = re.compile(run_of(PLACES))
_GROUP_WITH_END = re.compile(rf"{run_of(PLACES)}(?:{_any(PLACE_ENDS)})")
_ONLY_PLACE_WITH_END = re.compile(
    "(?:省直管|省管|省辖|地级以上|设区的?|直辖|自治|特|市|州|县|区|旗|盟|镇|乡|街道|地)+"
    "(?:人民政府|政府|管委会|党委和政府|党委|行政公署|行署|公署|办事处)"
)
"""市人民政府 behind 各盟行政公署、: no place of its own name, no 高新区管委会."""
_LOCAL = re.compile(
    rf"(?:各|相关|有关)地(?:方|区|市|州)?(?:{_any(PLACE_ENDS)})?|(?:各|相关|有关)(?:区域|属地)"
)
_TOWN = re.compile("[\u4e00-\u9fff]{2,3}")
_TOWN_WITH_END = re.compile("[\u4e00-\u9fff]{2,4}[市州县区](?:人民政府|政府)")
_IN_FRONT = f" 、，。；：.…{CIRCLED}"
_BEHIND = " 、，。；：.…"
_OF_TOWNS = re.compile(r"等\d*个?[市州县区](?:人民政府|政府|管委会)")
"""成都、绵阳、德阳等市人民政府: one group."""
_ETC = re.compile(
    rf"等(?:\d+|[一二三四五六七八九十]+)?[个家]?(?P<who>(?:{run_of(COLLECTIVE)[:-1]}|[（〔]{run_of(COLLECTIVE)}[）〕])*)"
    r"(?P<next>$|(?=[、，和及与以按分共负牵配参协落联]|各|市|有关|相关))"
)
_OF_ONE_PLACE = re.compile("[\u4e00-\u9fff]{2,}(?P<kind>[市县区州旗盟])委、(?P=kind)(?:人民)?政府")
"""临江市委、市政府 answer as one."""
_JOINS = re.compile("以及|和|及|与|暨")
_JOIN_OF_GROUP = re.compile("(?:以及|和|及|与)(?=各)")
_LEADING_JOIN = re.compile(
    "(?:以及|及|与|并)(?=[各省市县区国州]|相关|有关|其他|地方|所属)|和(?=[各省市国州]|相关|有关|其他|地方|所属)"
)
_GENERIC = frozenset(GENERIC.split())
_BEGINS_A_UNIT = re.compile(
    "省|市(?!场|政(?!府|协))|县|区|州|盟|旗|国家|国务院|中央|中国|中共|全国|自治区|各|有关|相关|其他|其它|所属|驻|人民银行|人行"
)
_MINISTRY = re.compile("(?!加强|发动|组织|全体)[\u4e00-\u9fff]{2,8}(?:(?<!干)部|总局|署)")
_BEFORE_GENERIC = ("部门", "单位", "机构", "党委", "地区", "企业", "处室")
_BY = re.compile("(?<!自)由")
LONGEST_NAME = 40
LONGEST_GROUP = 48
SHORTEST_GLUED = 8
_LEVEL_OF = re.compile("[省市县区州]")
_AGAIN = "(?:(?<=[^省市县区州][局厅院署])|(?<=中心)|(?<=公司))(?={level}(?!场|政)|各)"
KNOWN = 2**13
"""Names of which it is remembered what they are: a notice names the same bodies again and again."""


def split_list(plain: str, start: int, end: int) -> list[Piece]:
    """Return the names of a list, groups of local governments in one piece."""
    pieces = []
    grouped = _grouped(plain, _parted(plain, start, end))
    for piece in _glued(plain, grouped[0]) if len(grouped) == 1 else grouped:
        pieces += [piece] if is_group(plain[piece.start : piece.end]) else _joined(plain, piece)
    return [trimmed for piece in pieces if (trimmed := trim(plain, piece))]


def _glued(plain: str, piece: Piece) -> list[Piece]:
    """市教育局市财政局各县政府: a list that has lost its signs; two may be one with two names."""
    level = _LEVEL_OF.match(plain, piece.start, piece.end)
    if not level or piece.end - piece.start < SHORTEST_GLUED:
        return [piece]
    again = _AGAIN.format(level=level.group())
    places = [found.start() for found in re.compile(again).finditer(plain, *piece)]
    parts = [Piece(*pair) for pair in pairwise([piece.start, *places, piece.end])]
    whole = all(is_unit(plain[part.start : part.end]) for part in parts)
    return parts if whole and len(parts) > 2 else [piece]


def trim(plain: str, piece: Piece) -> Piece | None:
    """Return a piece without blanks and stray signs around it, None where nothing is left."""
    start, end = piece
    while start < end and plain[start] in _IN_FRONT:
        start += 1
    if found := _LEADING_JOIN.match(plain, start, end):
        start = found.end()
    while end > start and plain[end - 1] in _BEHIND:
        end -= 1
    stray = _not_opened(plain, start, end) if end > start and plain[end - 1] in CLOSING else 0
    while stray and (plain[end - 1] in CLOSING or plain[end - 1] in _BEHIND):
        stray -= plain[end - 1] in CLOSING
        end -= 1
    while end > start and plain[end - 1] in _BEHIND:
        end -= 1
    return Piece(start, end) if start < end else None


def _not_opened(plain: str, start: int, end: int) -> int:
    """Return how many brackets of a piece close more than it opens."""
    depth = sum((char in OPENING) - (char in CLOSING) for char in plain[start:end])
    return max(0, -depth)


def parted(plain: str, start: int, end: int, signs: str) -> list[Piece]:
    """Return the pieces between signs outside of brackets."""
    pieces, depth, first = [], 0, start
    for found in _stops(signs).finditer(plain, start, end):
        char = found.group()
        if char in signs and not depth:
            pieces.append(Piece(first, found.start()))
            first = found.end()
        else:
            depth = max(0, depth + (char in OPENING) - (char in CLOSING))
    pieces.append(Piece(first, end))
    return pieces


@cache
def _stops(signs: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(signs + OPENING + CLOSING)}]")


def _parted(plain: str, start: int, end: int) -> list[Piece]:
    """省教育厅、省财政厅; 省教育厅 省财政厅 where both sides of a blank end like units."""
    pieces: list[Piece] = []
    for piece in _before_groups(plain, parted(plain, start, end, "、，；/")):
        blanks = parted(plain, piece.start, piece.end, " ")
        whole = [b for b in blanks if trim(plain, b)]
        units = all(ends_a_unit(plain[b.start : b.end]) for b in whole)
        pieces += whole if units else [piece]
    return pieces


def _before_groups(plain: str, pieces: list[Piece]) -> Iterator[Piece]:
    """国家人防办和各省、自治区人民政府: the group begins behind 和."""
    for piece in pieces:
        first = piece.start
        for found in _JOIN_OF_GROUP.finditer(plain, piece.start, piece.end):
            rest = plain[found.end() : piece.end].strip()
            if len(rest) <= LONGEST_GROUP and _GROUP.fullmatch(rest):
                before = plain[max(first, found.start() - LONGEST_GROUP) : found.start()]
                if ends_a_unit(before) and not is_group(before):
                    yield Piece(first, found.start())
                    first = found.end()
        if (group := _ONLY_PLACE_WITH_END.match(plain, first, piece.end)) and (
            join := _JOINS.match(plain, group.end(), piece.end)
        ):
            yield Piece(first, group.end())  # 各市、自治县人民政府和洋浦经济开发区管委会
            first = join.end()
        yield Piece(first, piece.end)


def _grouped(plain: str, pieces: list[Piece]) -> list[Piece]:
    """各市、州、县人民政府 is one: places without an end of their own wait for the last's."""
    grouped: list[Piece] = []
    waiting: int | None = None
    for piece in pieces:
        name = _name(plain, piece)
        first = grouped[-1] if grouped else None
        if waiting is not None and _ends_group(name, _name(plain, grouped[waiting])):
            del grouped[waiting + 1 :]
            grouped[waiting] = Piece(grouped[waiting].start, piece.end)
            waiting = None
            continue
        if waiting is not None and not _GROUP.fullmatch(name):
            waiting = None
        if first and _ONLY_PLACE_WITH_END.fullmatch(name) and _is_places(plain, first):
            grouped[-1] = Piece(first.start, piece.end)  # 各盟行政公署、市人民政府
            continue
        grouped.append(piece)
        if waiting is None and name and _GROUP.fullmatch(name) and not _LOCAL.fullmatch(name):
            waiting = len(grouped) - 1
    return _kept_together(plain, _named_places(plain, grouped))


def _named_places(plain: str, pieces: list[Piece]) -> list[Piece]:
    """明州、瓯北市政府: towns by name that share an end are one group."""
    kept: list[Piece] = []
    bare = 0
    for piece in pieces:
        name = _name(plain, piece)
        if bare and _TOWN_WITH_END.fullmatch(name):
            piece = Piece(kept[-bare].start, piece.end)
            del kept[-bare:]
        is_town = _TOWN.fullmatch(name) and (name[-1] in "州港" or not ends_a_unit(name))
        bare = bare + 1 if is_town else 0
        kept.append(piece)
    return kept


def _ends_group(name: str, places: str) -> bool:
    """Whether a piece gives the places before it their end: 县人民政府 in 各市、县人民政府."""
    if name.endswith(("管委会", "管理委员会")) and places.endswith(("市", "县", "州", "旗")):
        return False  # 各县（市）、各园区管委会
    if name.startswith("各") and _GROUP_WITH_END.fullmatch(name):
        return True
    if places.startswith("各省") and name.startswith("直辖市"):
        return True  # 各省、自治区、直辖市财政厅（局）
    return bool(_ONLY_PLACE_WITH_END.fullmatch(name))


def _kept_together(plain: str, pieces: list[Piece]) -> list[Piece]:
    """各设区市、省直管县; 有关部门、单位; 各市党委、政府: what says nothing alone stays."""
    kept: list[Piece] = []
    for piece in pieces:
        name = _name(plain, piece)
        before = _name(plain, kept[-1]) if kept else ""
        both = _GROUP.fullmatch(name) and _GROUP.fullmatch(before) and before[:1] == "各"
        both = both and not name.startswith(("各", "有关", "相关")) and not _LOCAL.fullmatch(before)
        both = both or _OF_ONE_PLACE.fullmatch(f"{before}、{name}") is not None
        if both or (name in _GENERIC and before.endswith(_BEFORE_GENERIC)):
            kept[-1] = Piece(kept[-1].start, piece.end)
        else:
            kept.append(piece)
    return kept


def _name(plain: str, piece: Piece) -> str:
    """Return the name of a piece without its notes; what is too long for a group is none."""
    if piece.end - piece.start > LONGEST_GROUP:
        return "-"
    return _NOTES.sub("", plain[piece.start : piece.end]).strip()


def _is_places(plain: str, piece: Piece) -> bool:
    name = _name(plain, piece)
    return name.startswith("各") and bool(_GROUP_WITH_END.fullmatch(name))


@lru_cache(KNOWN)
def is_group(name: str) -> bool:
    """Whether a name is a group of local governments: 各市（州）人民政府, 各地区."""
    if len(name) > LONGEST_GROUP:
        return False
    name = _NOTES.sub("", name.translate(PLAIN)).strip()
    if _LOCAL.fullmatch(name) or _GROUP_WITH_END.fullmatch(name):
        return True
    return bool(_GROUP.fullmatch(name)) and len(name) > 1 and name[-1] in "市州县区旗盟镇乡道地块"


@lru_cache(KNOWN)
def is_places(name: str) -> bool:
    """Whether a name says nothing but a kind of place: 区 in 各市、区负责."""
    return len(name) <= LONGEST_GROUP and bool(_GROUP.fullmatch(_NOTES.sub("", name).strip()))


@lru_cache(KNOWN)
def ends_a_unit(name: str) -> bool:
    """Whether a name ends as the names of bodies do."""
    return bool(_ENDS_A_UNIT.search(name.translate(PLAIN).strip()))


@lru_cache(KNOWN)
def is_unit(name: str) -> bool:
    """Whether a piece may be taken for a unit where no label vouches for it."""
    name = name.strip()
    if not 2 <= len(name) <= LONGEST_NAME or _BY.search(name):
        return False
    return ends_a_unit(name) or is_group(name)


def begins_a_unit(name: str) -> bool:
    """Whether a name begins as the names of bodies do: 市财政局, 农业农村部, no 鼓励企业."""
    return bool(_BEGINS_A_UNIT.match(name) or _MINISTRY.fullmatch(name))


def is_generic(name: str) -> bool:
    """Whether a name says only what kind of bodies: 各有关单位, 省有关部门, 各项目牵头单位."""
    general = name.startswith("各") or "有关" in name or "相关" in name
    return general and not is_group(name)


def _joined(plain: str, piece: Piece) -> list[Piece]:
    """Split at 和 及 与 between whole names: 省委宣传部和省财政厅, not 发展和改革委员会."""
    depth, first, seen = 0, piece.start, piece.start
    pieces: list[Piece] = []
    for found in _JOINS.finditer(plain, piece.start, piece.end):
        for char in plain[seen : found.start()]:
            depth = max(0, depth + (char in OPENING) - (char in CLOSING))
        seen = found.end()
        before = plain[max(first, found.start() - LONGEST_GROUP) : found.start()]
        after = plain[found.end() : min(piece.end, found.end() + LONGEST_GROUP)]
        if not depth and _parts(before, found.group(), after):
            pieces.append(Piece(first, found.start()))
            first = found.end()
    pieces.append(Piece(first, piece.end))
    return pieces


def _parts(before: str, join: str, after: str) -> bool:
    """Whether a join stands between two units."""
    if after in _GENERIC or not after or not before:
        return False
    if join == "以及":
        return True
    if join in "与暨":
        return is_unit(before) and bool(_BEGINS_A_UNIT.match(after))  # 实验室与设备管理处
    if not is_unit(before) or _WEAK.search(before.strip()):
        return is_unit(before) and bool(_BEGINS_A_UNIT.match(after))
    return bool(_BEGINS_A_UNIT.match(after)) or is_unit(after)


class Open(NamedTuple):
    """Where 等 stands in a list: what comes before it, and after its 有关部门."""

    start: int
    end: int


def open_end(plain: str, start: int, end: int) -> Open | None:
    """Return where a list is left open: 等, 等有关单位, 等国务院相关部门及各地区."""
    for found in _ETC.finditer(plain, start, end):
        who = found.group("who")
        stop = found.end()
        if plain[found.start() - 1 : found.start()] in "高平同中初":
            continue
        if _OF_TOWNS.match(plain, found.start(), end):
            continue
        while who and who[-1] in "、和及与各":
            who, stop = who[:-1], stop - 1
        for join in reversed(list(_JOINS.finditer(who))):
            first = stop - len(who) + join.end()
            tail = _NOTES.sub("", plain[first : min(end, first + 2 * LONGEST_GROUP)])
            if _GROUP_WITH_END.match(tail):
                who, stop = who[: join.start()], stop - len(who) + join.start()
                break  # 等省直有关部门和各市、县人民政府
        rest = plain[stop:end].lstrip("、，和及与以 ")
        if who and rest and _GROUP_WITH_END.match(who + rest) and not ends_a_unit(who):
            stop = found.start() + 1  # 等相关市（州）人民政府
        return Open(found.start(), stop)
    return None
