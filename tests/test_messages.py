"""The program speaks Chinese and English, each whole: the catalogue, and what is on the screen."""

import ast
import gettext
import re
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from conftest import Office

import taskmatrix
from taskmatrix.cli import COMMANDS, Root
from taskmatrix.reports.text import width_of

PROGRAM = Path(taskmatrix.__file__).parent
PO = PROGRAM / "locale" / "zh" / "LC_MESSAGES" / "taskmatrix.po"
MEND = "run: make messages, then translate what is new"

CHINESE = r"\u3400-\u9fff"
FULL_WIDTH = r"\u3000-\u303f\uff00-\uffef"
ZH, EN = {"LANG": "zh_CN.UTF-8"}, {"LANG": "en_US.UTF-8"}


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file)


def messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def said() -> dict[str | tuple[str, ...], str]:
    """Every message in the code and where it stands."""
    found = extract_from_dir(PROGRAM)
    return {message: f"{file}:{line}" for file, line, message, _comments, _context in found}


def english_and_chinese(message: Message) -> tuple[str, str]:
    """The two texts of a message; Chinese has one form for all numbers."""
    english = message.id if isinstance(message.id, str) else message.id[0]
    chinese = message.string if isinstance(message.string, str) else message.string[0]
    return english, chinese


def fields(pattern: str) -> set[str]:
    """The placeholders of a message, `{name}` and `%(name)s` alike."""
    return set(re.findall(r"(?:\{|%\()(\w+)(?:![rs]\}|\}|\)s)", pattern))


# --- the catalogue ---


def test_every_message_of_the_code_has_chinese(catalogue: Catalog) -> None:
    known = {message.id for message in messages(catalogue)}
    missing = {place: message for message, place in said().items() if message not in known}
    assert missing == {}, MEND


def test_no_message_hides_where_the_extractor_cannot_see_it() -> None:
    """Before Python 3.12 it does not look into f-strings."""
    seen = {message if isinstance(message, str) else message[0] for message in said()}
    for file in PROGRAM.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(ast.Name("_" | "N_" | "ngettext"), [ast.Constant(str(text)), *_]):
                    assert text in seen, f"{file}:{node.lineno}: take it out of the f-string"


def test_the_catalogue_holds_nothing_that_nobody_says(catalogue: Catalog) -> None:
    code = said()
    ours = (each for each in messages(catalogue) if not of_click_alone(each))
    assert [message.id for message in ours if message.id not in code] == [], MEND
    assert not catalogue.obsolete, MEND


def of_click_alone(message: Message) -> bool:
    """Whether only click says it; which messages click has depends on its version."""
    return all(file.startswith("click/") for file, _line in message.locations)


def test_nothing_is_left_empty_or_guessed(catalogue: Catalog) -> None:
    for message in messages(catalogue):
        _, chinese = english_and_chinese(message)
        assert chinese, message.id
        assert not message.fuzzy, message.id


FILLED_IN_ENGLISH = {"number_type", "param_type"}
"""What click puts in here is an English word, so Chinese leaves it out."""


def test_placeholders_agree(catalogue: Catalog) -> None:
    for message in messages(catalogue):
        forms = [message.id] if isinstance(message.id, str) else message.id
        english = [fields(form) for form in forms]
        needed = set.intersection(*english) - FILLED_IN_ENGLISH
        _, chinese = english_and_chinese(message)
        assert needed <= fields(chinese) <= set.union(*english), message.id


def test_the_messages_in_use_are_compiled_from_this_catalogue(catalogue: Catalog) -> None:
    used = gettext.translation("taskmatrix", PROGRAM / "locale", ["zh"])
    for message in messages(catalogue):
        english, chinese = english_and_chinese(message)
        if isinstance(message.id, str):
            assert used.gettext(english) == chinese, MEND
        else:
            assert used.ngettext(*message.id, 2) == chinese, MEND


def test_chinese_is_punctuated_as_chinese(catalogue: Catalog) -> None:
    for message in messages(catalogue):
        english, chinese = english_and_chinese(message)
        assert not re.search(f"[{CHINESE}][,;:!?]", chinese), chinese
        assert not chinese.endswith("。") or english.endswith("."), chinese


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("L/S/l", "牵/配/落"),
        ("lead/support/local", "牵头/配合/属地落实"),
        ("stated/first listed/blanket", "原文明确/首位牵头/统一要求落实"),
        ("to be accepted/under way/closure under review", "待签收/推进中/办结审核中"),
        ("closed/terminated", "已办结/已终止"),
        (
            "overdue/due soon/unreported/waiting for other units",
            "逾期/即将到期/未按期反馈/待相关单位配合",
        ),
        ("extended/extension pending/urged", "已延期/延期待批/已催办"),
        ("overall plan/key-area plan/regional plan", "总体方案/重点领域行动方案/分地区方案"),
    ],
)
def test_labels_are_those_that_were_agreed(catalogue: Catalog, english: str, chinese: str) -> None:
    assert "/".join(catalogue[word].string for word in english.split("/")) == chinese


# --- the screens ---


def commands() -> dict[tuple[str, ...], click.Command]:
    """Every command by the words that one types for it."""
    root = Root(name="taskmatrix")
    found: dict[tuple[str, ...], click.Command] = {(): root}
    for name in COMMANDS:
        command = root.get_command(click.Context(root), name)
        assert command
        found[name,] = command
        if isinstance(command, click.Group):
            context = click.Context(command)
            for sub in command.list_commands(context):
                below = command.get_command(context, sub)
                assert below
                found[name, sub] = below
    return found


ERRORS = [
    ("lsit",),
    ("list", "--nope"),
    ("list", "--limit", "x"),
    ("list", "--limit", "-1"),
    ("list", "--limit"),
    ("list", "--json", "--format", "csv"),
    ("show",),
    ("show", "1", "2"),
    ("plan", "load", "plans", "--map", "1"),
    ("db", "nope"),
]

WORDS = {word for line in commands() for word in line}
NAMES = {"taskmatrix", "json", "csv", "Schema"}


def english_words(text: str) -> set[str]:
    """The English words of a screen that are no command, option, metavar or name."""
    text = re.sub(r"(?<!\w)--?[a-z][\w-]*", " ", text)  # options
    text = re.sub(r"\S+\|\S+", " ", text)  # the words of which one is to be chosen
    words = set(re.findall(r"[A-Za-z]{2,}", text))
    return {word for word in words if not word.isupper()} - WORDS - NAMES


def chinese(text: str) -> list[str]:
    return re.findall(f"[{CHINESE}{FULL_WIDTH}]+", text)


@pytest.mark.parametrize("line", commands(), ids=" ".join)
def test_help_is_in_one_language(office: Office, line: tuple[str, ...]) -> None:
    zh = office.ok(*line, "--help", COLUMNS="80", **ZH).out
    assert chinese(zh)
    assert english_words(zh) == set()
    assert [row for row in zh.splitlines() if width_of(row) > 80] == []
    en = office.ok(*line, "--help", COLUMNS="80", **EN).out
    assert chinese(en) == []


@pytest.mark.parametrize("line", ERRORS, ids=" ".join)
def test_usage_errors_are_in_one_language(office: Office, line: tuple[str, ...]) -> None:
    office.write("plans/plan.toml", "")
    zh, en = office(*line, **ZH), office(*line, **EN)
    assert (zh.status, zh.out) == (en.status, en.out) == (2, "")
    assert chinese(zh.err)
    assert english_words(zh.err) - set(line) == set()
    assert chinese(en.err) == []


def test_metavars_are_ascii() -> None:
    for line, command in commands().items():
        for param in command.params:
            assert param.make_metavar(click.Context(command)).isascii(), (line, param.name)
