"""The tokens of a clause, and its labels: 牵头单位：, 监管单位：, 责任人：, 完成时限：."""

import re
from typing import NamedTuple

from taskmatrix.notices import units, words
from taskmatrix.notices.units import _any
from taskmatrix.notices.words import (
    BESIDE,
    BODIES,
    DEADLINE,
    LEAD,
    PERSON,
    RESPONSIBLE,
    ROLE_WORDS,
    SUPERVISOR,
    SUPPORT,
)

NAMES, LABEL, ACTS, WITH, RULE, REPEAT, FULL_STOP, TIME, OTHER = (
    "names label acts with rule repeat full-stop time other".split()
)
"""Kinds of tokens: names; 牵头单位：; 负责; 会同; 列第一位的为牵头单位; 下同; ends; when; else."""


class Token(NamedTuple):
    """A stretch of the plain text, what it is, and the role that it gives."""

    kind: str
    start: int
    end: int
    role: str = ""


ROLE = rf"(?:{_any(' '.join(ROLE_WORDS.values()))})"
BODY = f"(?:{_any(BODIES)})"
_WHO = f"(?:{_any(words.PERSONS)})"
_COLON = r"(?:\s*(?:为|是)?\s*：|(?<=[位门体构])(?:(?:为|是)? +|[为是](?=[\u4e00-\u9fff])))\s*"
ROLE_LABEL = re.compile(
    rf"(?P<words>(?:市级|省级|县级|区级|州级|本级|省直|市直|总|主要|第[一二三四五]|共同|具体|工作|任务|落实|整改)?"
    rf"{ROLE}(?:[及和与、（]?{ROLE}）?){{0,4}})"
    rf"(?:（?{BODY}）?(?:（[^（）：]{{1,6}}）)?|[局办委部室处科股所队企镇街村]{{1,2}})?"
    rf"(?P<person>{_WHO})?(?:及(?:{_WHO}|联系方式|职务))?{_COLON}"
)
_NOT_FIRST = re.compile("第[二三四五]")
"""第二责任单位 stands beside 第一责任单位."""
OTHER_BODY = rf"(?:{_any(words.OTHER_ROLES)})(?:责任)?{BODY}"
HINT = re.compile(
    f"{_any(' '.join([*ROLE_WORDS.values(), words.PREDICATE_ENDS, words.DEADLINE_LABELS]))}"
    "|单位：|部门：|主体：|[级县面]：|领导：|会同|均|不再"
)
"""What every clause holds somewhere: only where it stands, a clause is looked for."""
_OTHER_LABEL = re.compile(rf"{OTHER_BODY}(?:（[^（）：]{{1,6}}）)?\s*：\s*")
_LEVEL = re.compile(
    r" *(?:国家|中央|地方|基层|乡镇|[省市县区州]{1,2})(?:级|直|本级)?(?:层面|部门|单位)?：\s*"
)
"""省级：, 市县："""
TIME_LABEL = re.compile(rf"(?:{_any(words.DEADLINE_LABELS)})\s*：\s*")
_PERSON = re.compile(
    r"(?:分管|包保|包抓|挂牵|挂点|联系|责任|牵头|主管)?(?:市|省|县|区)?"
    r"(?:领导|负责人|责任人|联系人|联络员|电话)[^：、，。；]{0,6}：\s*"
)
_UNKNOWN_LABEL = re.compile(r" *(?P<what>[\u4e00-\u9fff]{3,8})：")
_SUPERVISING = tuple(words.SUPERVISING.split())
_BODY_ENDS = ("单位", "部门", "主体", "机构")
_SOME = ("各", "有关", "相关", "其他", "省", "市", "县", "区", "州", "国", "中央")


def role_of(text: str) -> str:
    """Return the role that a word gives: 牵头责任单位 leads, 责任单位(配合) supports."""
    if _NOT_FIRST.match(text):
        return SUPPORT
    leads, supports = (
        any(word in text for word in ROLE_WORDS[role].split()) for role in (LEAD, SUPPORT)
    )
    if leads and supports:
        return RESPONSIBLE
    return LEAD if leads else SUPPORT if supports else RESPONSIBLE


def label_in(plain: str, start: int, end: int) -> Token | None:
    """Return the label that stands at a place: 牵头单位：, 责任人：, 完成时限：."""
    while start < end and plain[start] == " ":
        start += 1
    if found := TIME_LABEL.match(plain, start, end):
        return Token(LABEL, start, found.end(), DEADLINE)
    if found := _PERSON.match(plain, start, end):
        return Token(LABEL, start, found.end(), PERSON)
    if found := _OTHER_LABEL.match(plain, start, end):
        supervises = found.group().startswith(_SUPERVISING)
        return Token(LABEL, start, found.end(), SUPERVISOR if supervises else BESIDE)
    if found := ROLE_LABEL.match(plain, start, end):
        if found.group("person"):
            return Token(LABEL, start, found.end(), PERSON)
        return Token(LABEL, start, found.end(), role_of(found.group()))
    return None


def label_of_any(plain: str, start: int, end: int) -> Token | None:
    """Return a label within a clause: also 省级：, 统揽单位：, and 适用范围： of no role."""
    if label := label_in(plain, start, end):
        return label
    if found := _LEVEL.match(plain, start, end):
        return Token(LABEL, start, found.end(), BESIDE)
    found = _UNKNOWN_LABEL.match(plain, start, end)
    if not found:
        return None
    what = found.group("what")
    if what.startswith("原"):
        return Token(LABEL, start, found.end(), PERSON)  # 原牵头单位：甲；现牵头单位：乙
    if what.endswith(_BODY_ENDS) and not what.startswith(_SOME):
        return Token(LABEL, start, found.end(), BESIDE)
    return None if units.ends_a_unit(what) else Token(LABEL, start, found.end(), PERSON)
