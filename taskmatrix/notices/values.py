"""Numbers as goals print them: 90%, 2—3个, 1.2万公里, 五千亿元, and the words that compare them."""

import re

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_NUMERAL = (
    "(?<![一二三四五六七八九十第])[一二两三四五六七八九十][〇零一二两三四五六七八九十百千]{0,7}"
)
_ARABIC = r"(?<![\d.])\d{1,15}(?:[,，]\d{3}(?!\d))*(?:\.\d{1,10})?(?!\d)"
_UNITS = (
    "个百分点|百分点|个工作日|工作日|平方公里|平方千米|平方米|立方米|公里|千米|海里|元|千瓦时|千瓦|亩|公顷"
    "|吨标准煤|吨|斤|公斤|克|人次|人(?!才|口|工|均)|名|户|家(?!庭|长)|个|件|台套|台|辆次|辆|套|车次|架次|航次|架"
    "|[%％‰]|项|处|座|次|种|所|条|张|只|头|羽|艘|支|批次|门|部(?!门|分|队)|例|场次|场(?!景|所|地)|册|卷|幅|盏|口|根"
    "|棵|株|孔|眼|井次|宗|笔|款|篇|卡|核|班|课时|学时|标箱|箱|天|小时|分钟|秒|毫秒|倍|位|颗|米|升"
    "|(?i:[KMGTPEZ]?FLOPS|[KMGT]?Wh|[KMGT]W|[KMGTPEZ]B|[KMGT]bps|TEU|km|kV|kg|ms)(?![A-Za-z])|[PE](?![A-Za-z])"
)
_SCALE = "(?:[十百千]?(?:万亿|万|亿)|百|千)"
_MEASURE = (
    rf"{_SCALE}?(?:{_UNITS})|[十百千]?(?:万亿|万|亿)(?=以上|以内|以下|左右|大关|[^\u4e00-\u9fff]|$)"
)
_OPS = {
    "以上": ">=", "以内": "<=", "以下": "<=", "左右": "~",
    "超过": ">", "突破": ">", "超": ">", "超出": ">", "高于": ">", "大于": ">", "多于": ">",
    "不超过": "<=", "不超": "<=", "不高于": "<=", "不大于": "<=", "不多于": "<=", "控制在": "<=",
    "压缩至": "<=", "压缩到": "<=", "压减至": "<=", "压减到": "<=", "缩短至": "<=", "缩短到": "<=",
    "降至": "<=", "降到": "<=", "降低到": "<=", "下降到": "<=", "下降至": "<=", "减少到": "<=",
    "低于": "<", "少于": "<", "小于": "<",
    "不低于": ">=", "不少于": ">=", "不小于": ">=", "力争达到": ">=", "达到": ">=", "达": ">=",
    "增至": ">=", "增加到": ">=", "增加至": ">=", "提高到": ">=", "提高至": ">=", "提升到": ">=",
    "提升至": ">=", "增长到": ">=", "增长至": ">=", "稳定在": ">=", "保持在": ">=",
}  # fmt: skip
"""A comparing word, and the sign that it stands for."""

_AFTER = "以上|以内|以下|左右"
COMPARED = "|".join(sorted(_OPS.keys() - set(_AFTER.split("|")), key=len, reverse=True))
_BY = "提高|增长|提升|增加|上升|下降|降低|减少|缩短|压减|压缩|新增"
"""Before a number: by how much."""

_NUMBER = rf"(?:{_ARABIC}|{_NUMERAL})"
_TO = r"[%％]?\s{0,3}[-—–~～至到]\s{0,3}"
VALUE = re.compile(
    rf"(?:(?P<before>{COMPARED})|(?P<by>{_BY}))?(?P<about>约)?\s{{0,3}}(?P<low>{_NUMBER})"
    rf"(?:{_TO}(?P<high>{_NUMBER}))?\s{{0,3}}(?P<measure>{_MEASURE})(?P<after>{_AFTER})?"
)
LISTED = re.compile(
    rf"(?P<before>{COMPARED})?\s{{0,3}}(?P<low>{_NUMBER})\s{{0,3}}(?P<measure>{_MEASURE})?"
    rf"(?P<after>{_AFTER})?"
)
"""One value of a list behind 分别; the measure may stand with the last only."""


def op_of(before: str | None, after: str | None, *, about: bool = False) -> str:
    """Return the sign of the comparing words around a number; none means that it is met exactly."""
    if about or after:
        return _OPS[after] if after else "~"
    return _OPS[before] if before else "="


def number_of(printed: str) -> float:
    """Return the value of a number as printed: 1,000 or 一千五百."""
    if printed[0].isdigit():
        return float(re.sub("[,，]", "", printed))
    total, digit = 0, 0
    for char in printed:
        if char in _TENS:
            total += (digit or 1) * _TENS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return float(total + digit)


def value_of(match: "re.Match[str]") -> float | tuple[float, float]:
    """Return a number, or the two ends of a range."""
    low = number_of(match["low"])
    high = number_of(match["high"]) if match["high"] else None
    return (low, high) if high is not None and low <= high else low
