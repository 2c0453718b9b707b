"""What stands on a terminal: every line fits, every column is straight, nothing steers it."""

import re

import pytest
from commands.terminal import Terminal
from conftest import Office

WIDTHS = (40, 60, 80, 100, 160, 200)
SCREENS = (
    "list",
    "list --groups --sort code",
    "mine --as 省数据局",
    "show P/6",
    "show P/9",
    "show P/10",
    "show 省数据局",
    "plan list",
    "matrix",
    "matrix --no-fold",
    "matrix --by section",
    "matrix --by unit",
)
NASTY = {
    "1": "“数据要素”×‘人工智能’——协同…·一",
    "2": "火箭🚀与家庭👨‍👩‍👧‍👦、心❤️、手👍🏽、旗🇨🇳",
    "3": "结合e\\u0301o\\u0308a\\u0330字符",
    "4": "零宽\\u200b空格\\u200d连字\\ufeff标记\\u00ad软连",
    "5": "从右到左\\u202eאבג\\u202c العربية\\u2067שלום\\u2069完",
    "6": "\\u001b[31m红\\u001b[0m\\u001b]0;标题\\u0007\\u009b2J\\u000c\\u0008\\u007f尾",
    "7": "[red]标记[/red] [bold]x[/] {title} %s <b>&amp;</b>",
    "8": "换行\\n制表\\t回车\\r完",
    "9": "　全角　空格　" + "很长的标题" * 20,
    "10": "A task in English whose words are-hyphenated and/or long " * 4,
    "11": "𠮷野家䨻㐀罕见字",
    "12": "ﾊﾝｶｸ半角片假名",
}
HEAD = """
    format = 1

    [plan]
    id          = "P"
    tier        = "1"
    title       = "某省“人工智能+”方案\\u001b[31m"
    issued      = 2026-01-05
    horizon     = 2027-12-31
    coordinator = "省发展改革委"
    local       = ["各市政府"]

    [[unit]]
    name = "省发展改革委"

    [[unit]]
    name = "省数据局"
    en   = "Provincial Data Administration of a Very Long Name in English"

    [[unit]]
    name    = "各市政府"
    kind    = "group"
    members = ["甲市政府", "乙市政府"]

    [[unit]]
    name = "甲市政府"
    kind = "region"

    [[unit]]
    name = "乙市政府"
    kind = "region"
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office whose programme has every title that might break a screen."""
    office = Office(tmp_path_factory.mktemp("terminal"), {"TASKMATRIX_TODAY": "2026-06-01"})
    many = "".join(
        f'[[unit]]\nname = "省第{n}局\\u001b[32m"\n[[task]]\nnumber = "13.{n}"\n'
        f'title = "第{n}项"\nlead = ["省第{n}局\\u001b[32m", "省数据局"]\n'
        for n in range(1, 16)
    )
    tasks = "".join(
        f'[[task]]\nnumber = "{number}"\ntitle = "{title}"\nsection = "{title}"\n'
        f'responsible = ["省数据局", "省发展改革委"]\ndeadline = 2026-0{int(number) % 9 + 1}-30\n'
        f'summary = "{title}"\n'.replace("-02-30", "-02-28")
        for number, title in NASTY.items()
    )
    last = '[[task]]\nnumber = "13"\ntitle = "一组"\n'
    office.write("plans/plan.toml", HEAD.replace("\n    ", "\n") + tasks + last + many)
    office.ok("db", "create", "--simulated")
    office.ok("plan", "load", "plans")
    return office


def shown(office: Office, line: str, columns: int, *args: str, **env: str) -> Terminal:
    with Terminal(office, *line.split(), *args, columns=columns, **env) as terminal:
        assert terminal.end() == 0, terminal.text
        return terminal


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("line", SCREENS)
def test_every_line_fits(office: Office, line: str, columns: int) -> None:
    for language in ("zh", "en"):
        terminal = shown(office, line, columns, "--lang", language)
        assert terminal.wrapped == 0, terminal.text
        assert terminal.used > 4


def rules(terminal: Terminal) -> list[int]:
    """The lines that are rules; tables have theirs below the heads, the matrix one more."""
    return [y for y, text in enumerate(terminal.lines) if re.fullmatch("-[- ]*", text)]


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("line", ["list", "mine --as 省数据局", "show 省数据局", "plan list"])
def test_columns_are_straight(office: Office, line: str, columns: int) -> None:
    for language, deadline in (("en", "Deadline"), ("zh", None)):
        terminal = shown(office, line, columns, "--no-color", "--lang", language)
        assert_straight(terminal, None if line == "plan list" else deadline)


def assert_straight(terminal: Terminal, deadline: str | None) -> None:
    rule = rules(terminal)[-1]
    last = terminal.used - 1
    gaps = [gap.start() for gap in re.finditer(" +", terminal.lines[rule])]
    assert gaps
    rows = range(rule - 1, last)
    for x in (each for gap in gaps for each in (gap, gap + 1)):
        assert {terminal.cell(x, y) for y in rows} == {" "}, terminal.text
    if deadline:
        x = terminal.lines[rule - 1].index(deadline)
        assert {terminal.cell(x, y) for y in rows[2:]} <= {"2", "("}, terminal.text


def starts(terminal: Terminal, y: int) -> list[int]:
    """The cells of a line where something begins."""
    row = [" ", *(terminal.cell(x, y) for x in range(terminal.screen.columns))]
    return [x for x in range(terminal.screen.columns) if row[x] == " " != row[x + 1]]


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize(("language", "letters"), [("zh", "牵配落"), ("en", "LSl")])
def test_marks_stand_under_their_heads(
    office: Office, columns: int, language: str, letters: str
) -> None:
    told = ("--no-fold", "--no-color", "--lang", language)
    terminal = shown(office, "matrix", columns, *told)
    pages = rules(terminal)
    units = 0
    for above, below in zip(pages[::2], pages[1::2], strict=True):
        heads = starts(terminal, above - 1)[1:]
        if terminal.lines[above - 1].endswith(letters[-1]):
            heads = heads[: -len(letters)]
        units += len(heads)
        for y in range(above + 1, below):
            if terminal.lines[y].startswith("P/13 "):
                assert terminal.lines[y] == "P/13 一组"
                continue
            for x in heads:
                assert terminal.cell(x, y) in (*letters, "."), terminal.text
                assert terminal.cell(x - 1, y) == " ", terminal.text
    assert units == 19
