"""A clause of responsibility cut into tokens: what role a stretch has, and which names it holds.

`牵头单位：甲；配合单位：乙等` and `甲牵头，乙按职责分工负责` both come out as a row of tokens:
LABEL sets the role of the names behind it, ACTS gives one to the names before it.
"""

import re
from collections.abc import Iterable, Iterator

from taskmatrix.notices import units, words
from taskmatrix.notices.deadlines import is_time
from taskmatrix.notices.tokens import (
    ACTS,
    BODY,
    FULL_STOP,
    LABEL,
    NAMES,
    OTHER,
    OTHER_BODY,
    REPEAT,
    ROLE,
    ROLE_LABEL,
    RULE,
    TIME,
    WITH,
    Token,
    label_in,
    label_of_any,
    role_of,
)
from taskmatrix.notices.units import Piece, _any
from taskmatrix.notices.words import (
    BLANKET,
    DEADLINE,
    GENERIC,
    LEAD,
    PERSON,
    SUPPORT,
)

_WHOLE_LABEL = re.compile(
    rf"(?<!原)(?:(?:{ROLE}){{1,4}}{BODY}|{OTHER_BODY}|{_any(words.DEADLINE_LABELS)}|联系人|责任人|联络员|[\u4e00-\u9fff]{{2}}领导"
    rf"|联系电话|(?<= ){ROLE})(?:（[^（）：]{{1,6}}）)?\s*："
)
_ACTS = re.compile(
    r"(?:(?:按照?|依据?|依照|根据|结合|对照)[^、，；。（）]{1,16}?)?"
    rf"{units.run_of(words.PREDICATE_WORDS)}$"
)
"""按职责分工负责, 依托各自优势做好配合."""
_AS = re.compile(rf"(?:作为|为|是)(?:{ROLE}){{1,4}}{BODY}$")
"""省水利厅为牵头单位."""
_ACT_ON = re.compile(rf"(?:负责|牵头|配合|协助)(?!{BODY})(?=[\u4e00-\u9fff]{{2,16}}$)")
"""商务局负责招商."""
_BY_FIELD = re.compile("按照?[^，；。]{0,30}、[^，；。]{1,20}(?:分别|分工|各自)?负责$")
"""甲、乙按照自然科学、社会科学领域分别负责."""
LONGEST_ACT = 30
_ENDS = tuple(words.PREDICATE_ENDS.split())
_RULE = re.compile(
    rf"(?:(?P<first>第[一1]|首位|首个|最前|首家|列前|排前|在前)|[标加带]“?[{words.STARS}]|前者|后者|最后"
    rf"|[{words.STARS}]”?号?的?(?:为|是)|黑体|加粗|粗体)(?:(?![省市县区](?!直|级)).){{0,14}}"
    "(?:牵头|主办|主责|主要)"
)
LONGEST_RULE = 40
_RULED_LABEL = re.compile(
    rf"(?P<label>(?:{ROLE}){{1,4}}{BODY}) *[，（〔](?=[^：]{{0,30}}?{_RULE.pattern})"
    "[^：。；]{2,40}："
)
"""责任单位（列第一位的为牵头单位，下同）：."""
_AMONG = re.compile("其中[：，]?(?:由|(?:列|排)[^，。；]{0,6}的)?")
"""甲、乙负责，其中列第一位的甲牵头: a label without a role, which ends the list before it."""
_MEANS = re.compile("为|指|是|表示")
"""Behind the rule for leads: 分别负责为各部门按职责分别牵头."""
_BLANKET = re.compile(
    r"(?:(?:以下|下列|其他|其余|此后|上述|以上)(?!除)[\u4e00-\u9fff]{0,8}?"
    r"|(?:具体|各项|所有|全部|每项)?(?:任务|措施|工作|事项|政策)(?:分工|落实)?)"
    r"(?:均|都|皆)(?:需|须|应|要)?(?:由|为|有)?(?:涉及|包括)?"
)
"""以下各项政策措施均需, 具体任务均涉及."""
BLANKET_SENTENCE = re.compile(
    rf"(?P<head>(?:本(?:方案|措施|意见|通知|清单|文件)[^，。；]{{0,4}}?)?)(?={_BLANKET.pattern})"
)
_REPEAT = re.compile(
    r"(?:以下|下文|后文|后续|此后)?(?:均)?(?:下同|同上|不再(?:一一|逐一|逐条|逐项|重复|另行|单独|分别)*"
    r"(?:列出|列明|列举|列示|罗列|赘述|重复|注明|标注|标明|写明|[做作]?分工|列|说明)|以下(?:均)?(?:同|相同))$"
)
_WHOSE = re.compile(rf"{ROLE}{{1,4}}{BODY}")
"""配合单位同上 gives 配合单位 no name."""
_ASIDE = re.compile(
    r"[（〔\[](?!含|不含|包括|包含|简称|以下简称)(?P<inside>[^（）〔〕\[\]]+)[）〕\]] *$"
)
_WITH = re.compile(
    "会同|并会同|会商(?=省|市|县|区|国|各|有关|相关)|(?<=[厅局委办部])商(?=省|市|县|国家|财政|有关)"
)
"""市公安局会商市民政局, but 市会商中心."""
_WILL = re.compile("(?:要|应当?|须|需|将|可|并|积极|主动)+$")
"""省邮政管理局要会同省商务厅落实."""
_WHEN_ENDS = re.compile("(?:前|底|末|内|日|月|旬|季度|半年|年|完成)")
_TIMELY = re.compile(r"\d|[年月季底]|持续|长期|常态|滚动")
_DATED = re.compile(r"\d[\d./年月日号-]*(?:[底末初终]|[上中下]旬)?(?:之|以)?前(?:全部|基本)?完成")
"""2028.12前完成, read or not."""
LONGEST_TIME = 24
THIS = (
    "(?:(?:(?:此|该|本|以上|上述)(?:[一二两三四五六七八九十]{0,2}项|类|条)?|具体|相关|日常)"
    "(?:工作|任务|措施|政策|事项|内容)?|工作)?均?"
)
"""此项工作由市城管局牵头."""
_BY = re.compile(f"{THIS}(?:由|请)(?=[^于此])")
_ABOUT = re.compile(
    "（[^（）]*(?:人|领导|电话|联系)[^（）]*：[^（）]*）$|（(?:按|依|根据|分别)[^（）]*(?:职责|职能|分工|领域)[^（）]*）$"
)
_PERSON_BEHIND = re.compile(
    r" +[\u4e00-\u9fff]{2,4}(?: *1\d{10})?$|(?:主要|分管|有关|相关)?(?:负责人|负责同志|领导)$"
)
"""市编办 刘洋, 市直有关部门主要负责人: the unit answers."""
_NOTE = re.compile(r"（(?:为)?(?P<role>牵头|主办|配合|协办|协助|参与)(?:单位|部门)?）$")
_STAR = re.compile(rf"^[{words.STARS}]|[{words.STARS}]$")


def tokens(plain: str, start: int, end: int) -> Iterator[Token]:
    """Yield the tokens of a clause's text."""
    for sentence in units.parted(plain, start, end, "。；\n"):
        ruled = False
        if label := _RULED_LABEL.match(plain, *sentence):
            yield Token(LABEL, *label.span("label"), role_of(label["label"]))
            yield _rule(plain, label.end("label"), label.end())
            sentence = Piece(label.end(), sentence.end)
        for piece in _pieces(plain, sentence):
            if ruled and _MEANS.search(plain, piece.start, piece.end):
                continue
            for part in _at_labels(plain, piece):
                for token in _piece(plain, part):
                    ruled = ruled or token.kind == RULE
                    yield token
        yield Token(FULL_STOP, sentence.end, sentence.end)


def _pieces(plain: str, sentence: Piece) -> Iterator[Piece]:
    """Part at commas, and what a bracket at the end says of the whole: 〔…为牵头单位〕."""
    for piece in units.parted(plain, sentence.start, sentence.end, "，"):
        found = _ASIDE.search(plain, piece.start, piece.end)
        inside = found.group("inside") if found else ""
        if found and (_RULE.search(inside) or _REPEAT.search(inside) or _BLANKET.match(inside)):
            yield Piece(piece.start, found.start())
            yield from units.parted(plain, *found.span("inside"), "，；。")
        else:
            yield piece


def states_rule(plain: str, start: int, end: int) -> bool:
    """Whether a sentence is the rule that the first one listed leads: 注：列首位的为牵头单位."""
    found = _RULE.search(plain, start, min(end, start + LONGEST_RULE))
    return bool(found and found["first"]) and end - start <= LONGEST_RULE


def _rule(plain: str, start: int, end: int) -> Token:
    """Return the document's rule for leads; only that of the first one listed gives a role."""
    found = _RULE.search(plain, start, end)
    return Token(RULE, start, end, LEAD if found and found["first"] else "")


def _at_labels(plain: str, piece: Piece) -> Iterator[Piece]:
    """Part where a label follows without a sign: 牵头单位：甲 责任单位：乙."""
    first = piece.start
    for found in _WHOLE_LABEL.finditer(plain, piece.start + 1, piece.end):
        inside = plain.count("（", first, found.start()) > plain.count("）", first, found.start())
        if inside or ROLE_LABEL.fullmatch(plain, first, found.end()):
            continue
        if found.start() > first:
            yield Piece(first, found.start())
            first = found.start()
    yield Piece(first, piece.end)


def _piece(plain: str, piece: Piece) -> Iterator[Token]:
    """Yield the tokens between two commas: labels, then names parted at their acts."""
    trimmed = units.trim(plain, piece)
    if not trimmed:
        return
    start, end = trimmed
    text = plain[start:end]
    if _RULE.search(text):
        yield _rule(plain, start, end)
        return
    if found := _REPEAT.search(text):
        if _WHOSE.fullmatch(text, 0, found.start()):
            yield Token(LABEL, start, start + found.start(), role_of(text[: found.start()]))
        elif found.start():
            yield from _named(plain, start, start + found.start())
        yield Token(REPEAT, start + found.start(), end)
        return
    yield from _named(plain, start, end)


def _named(plain: str, start: int, end: int) -> Iterator[Token]:
    if found := _BLANKET.match(plain, start, end):
        yield Token(LABEL, start, found.end(), BLANKET)
        start = found.end()
    if label := label_of_any(plain, start, end):
        yield label
        start = label.end
        if label.role in (PERSON, DEADLINE):
            yield Token(TIME if label.role == DEADLINE else OTHER, start, end)
            return
    if when := _time_first(plain, start, end):
        yield Token(TIME, start, when)
        start = when
    elif "、" not in plain[start:end] and is_time(plain, start, end):
        yield Token(TIME, start, end)
        return
    if fields := _BY_FIELD.search(plain, start, end):
        yield from _merged(_parts(plain, start, fields.start()))
        yield Token(ACTS, fields.start(), end, role_of("负责"))
        return
    yield from _merged(_parts(plain, start, end))


def _parts(plain: str, start: int, end: int) -> Iterator[Token]:
    for part in units.parted(plain, start, end, "、"):
        yield from _part(plain, part)


def _time_first(plain: str, start: int, end: int) -> int | None:
    """Return where the names begin behind a time: 6月底前由市水利局牵头."""
    window = min(end, start + LONGEST_TIME)
    for cut in sorted(
        (each.end() for each in _WHEN_ENDS.finditer(plain, start, window)), reverse=True
    ):
        if is_time(plain, start, cut):
            rest = next(iter(units.parted(plain, cut, end, "、")))
            first = found.end() if (found := _BY.match(plain, *rest)) else rest.start
            who = plain[first : _without_act(plain, first, rest.end)]
            if units.is_unit(who) or _WITH.search(plain, *rest):
                return cut
    return None


def _merged(found: Iterable[Token]) -> Iterator[Token]:
    """Yield names that nothing stands between as one list: 各市、县人民政府 is one name."""
    names: Token | None = None
    for token in found:
        if token.kind == NAMES:
            names = names._replace(end=token.end) if names else token
            continue
        if names:
            yield names
            names = None
        yield token
    if names:
        yield names


def _part(plain: str, part: Piece) -> Iterator[Token]:
    """Yield the names of one piece between 、 and what they do: 由甲会同, 乙负责落实."""
    trimmed = units.trim(plain, part)
    if not trimmed:
        return
    start, end = trimmed
    if label := label_in(plain, start, end):
        yield label
        start = label.end
    timely = not label and _TIMELY.search(plain, start, end)
    if timely and (_DATED.fullmatch(plain, start, end) or is_time(plain, start, end)):
        yield Token(TIME, start, end)
        return
    if found := _AMONG.match(plain, start, end):
        yield Token(LABEL, start, found.end())
        start = found.end()
    elif found := _BY.match(plain, start, end):
        start = found.end()
    if found := _WITH.search(plain, start, end):
        if found.start() > start:
            will = _WILL.search(plain, start, found.start())
            left = _without_act(plain, start, will.start() if will else found.start())
            yield Token(NAMES, start, left)
        yield Token(WITH, found.start(), found.end(), SUPPORT)
        start = found.end()
    if cut := _two_acts(plain, start, end):
        yield from _acting(plain, start, cut)
        start = cut
    yield from _acting(plain, start, end)


def _acting(plain: str, start: int, end: int) -> Iterator[Token]:
    left = _without_act(plain, start, end)
    found = _ACT_ON.search(plain, start, end) if left == end else None
    who = plain[start : found.start()] if found else ""
    if found and units.is_unit(who) and "由" not in who:
        left = found.start()
    if start < left:
        yield Token(NAMES, start, left)
    if left < end:
        yield Token(ACTS, left, end, role_of(plain[left:end]))


def _without_act(plain: str, start: int, end: int) -> int:
    """Return where the act at the end of a piece begins: 牵头 in 财政部牵头."""
    if end - start < LONGEST_ACT and _ACTS.match(plain[start:end]):
        return start
    if found := _AS.search(plain, start, end):
        return found.start()
    if not plain[start:end].endswith(_ENDS):
        return end
    window = max(start, end - LONGEST_ACT)
    places = [place for place in range(window, end) if _ACTS.match(plain[place:end])]
    for place in places:
        if _may_begin(plain, start, place, end):
            return place
    unknown = plain[start : places[0]] if places else ""  # 药用植物园配合
    return places[0] if len(unknown) > 2 and unknown[-1] not in "要应须需将可会能请不的给" else end


def _may_begin(plain: str, start: int, place: int, end: int) -> bool:
    """Whether an act may begin here: the piece's beginning, or behind a whole name."""
    if place in (start, end):
        return True
    before = plain[start:place]
    last = re.split("和|及|与", before)[-1]  # 中国轻工业联合会和有关地方
    named = units.is_unit(before) or units.is_unit(last) or before.endswith(("等", "）", "〕", "”"))
    return named or units.is_places(before) or units.open_end(plain, start, place) is not None


def _two_acts(plain: str, start: int, end: int) -> int | None:
    """Return where a second name begins: 甲牵头乙配合."""
    for act in ("牵头负责", "牵头落实", "牵头"):
        at = plain.find(act, start, end)
        cut = at + len(act)
        if start < at and cut < end and units.is_unit(plain[start:at]):
            rest = _without_act(plain, cut, end)
            second = plain[cut:rest]
            if rest < end and units.is_unit(second) and second not in GENERIC.split():
                return cut
    return None


def drops_a_word(name: str, bare: str) -> bool:
    """Whether a word behind a name is left out that is no person's name: 市公安局 交警."""
    left = name.translate(words.PLAIN).strip().removeprefix(bare.translate(words.PLAIN))
    return left[:1] == " " and left.lstrip()[0] not in words.SURNAMES


def note_of(name: str) -> tuple[str, str]:
    """Return a name without the role noted beside it, and the role: 省财政厅（牵头）, ☆省财政厅."""
    if (starred := _STAR.sub("", name.strip())) != name.strip():
        return starred.strip(), LEAD
    plain = _ABOUT.sub("", name.translate(words.PLAIN))
    if (found := _PERSON_BEHIND.search(plain)) and units.ends_a_unit(plain[: found.start()]):
        plain = plain[: found.start()]
    if not (found := _NOTE.search(plain)):
        return name[: len(plain)], ""
    return name[: found.start()], role_of(found.group("role"))
