"""Documents of programmes at the edges: still sentences that a person would write."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from commands.edges import DAY, NAMES, PLANS, documents, programme
from conftest import Office
from markdown_it import MarkdownIt

CHINESE = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
IN_ANY = (
    (r"None(?! of)|\bnan\b|[{}]", "what a program has inside"),
    (r"（\s*）|\(\s*\)|《\s*》|“\s*”|‘\s*’", "empty brackets"),
)
IN_CHINESE = (
    (r"[，。；、：][，。；、：]", "two marks side by side"),
    (r"(?<![\d.])0[项个份家次]，?占|占0%", "the share of nothing"),
    (r"[A-Za-z]{2,}", "English words"),
)
IN_ENGLISH = (
    (CHINESE, "Chinese words"),
    (r"[,;:.] ?[,;:]|(?<!\.)\.\.(?!\.)|\w [,;.](?!\S)", "two marks side by side"),
    (r"\(0%\)|(?<![\d.,])0 (closed|tasks?|reports?|slips?|red|yellow)\b", "the share of nothing"),
    (r"(?<![\d.,/-])1 (tasks|units|reports|leads|targets|slips|promises|regions)\b", "many of one"),
)
UNSAID = "|".join(
    (
        r"[（(].*[）)]",  # a subtitle
        r"(附件|Annex).*|\d+\. ?[^。.]{1,40}",  # a list of annexes
        r"(图|Figure )\d.*",
        r"〔\d{4}〕.*|\[\d{4}\].*",  # the number of a monthly
        r"(省\w+[, ]*)?(2026年\d+月\d+日|\d+ March 2026)?",  # who signs, the day
    )
)
"""What is no sentence in a document."""

OPEN = ("green", "yellow", "red", "grey")
LETTERS = dict(zip("GYR-D", (*OPEN, "done"), strict=True))

every_programme = pytest.mark.parametrize("name", PLANS)


@every_programme
def test_chinese_is_chinese(office: Office, name: str) -> None:
    programme(office, name)
    for document in documents(name):
        text = shown(office, "zh", document)
        read = re.sub(r"\bP/\d+|\bAI\b", "", text)
        assert faults("".join(read.split()), (*IN_ANY, *IN_CHINESE)) == [], document


@every_programme
def test_english_is_english(office: Office, name: str) -> None:
    programme(office, name)
    for document in documents(name):
        text = " ".join(shown(office, "en", document).split())
        for known in NAMES:
            text = re.sub(r"\s?".join(known), "X", text)
        assert faults(text, (*IN_ANY, *IN_ENGLISH)) == [], document


@every_programme
@pytest.mark.parametrize("language", ["zh", "en"])
def test_sentences_end_with_a_full_stop(office: Office, name: str, language: str) -> None:
    programme(office, name)
    ends = "。：" if language == "zh" else ".:。"
    for document in documents(name):
        said = list(paragraphs(written(office, language, document)))
        assert said, document
        assert [text for text in said if text[-1] not in ends] == [], document


@every_programme
def test_an_entry_alone_has_no_number(office: Office, name: str) -> None:
    programme(office, name)
    for document in documents(name):
        text = written(office, "zh", document)
        first, second = (re.findall(rf"^\*\*{number}\.", text, re.MULTILINE) for number in (1, 2))
        assert len(first) == len(second), document


@every_programme
def test_what_a_text_counts_is_in_its_table_and_in_the_list(office: Office, name: str) -> None:
    programme(office, name)
    tasks = office.ok("list", "--all", "--json", "--today", DAY).json["tasks"]
    lights = Counter(task["light"] for task in tasks)
    for document in ("weekly", "monthly"):
        text = written(office, "en", (document,))
        said = next(line for line in text.splitlines() if line.startswith("As of "))
        assert _tasks_said(said) == len(tasks)
        assert _closed_said(said, len(tasks)) == lights["done"]
        told = {light: int(n) for n, light in re.findall(rf"(\d+) ({'|'.join(OPEN)})\b", said)}
        printed = Counter(row[6] for row in _table(text, "Priority task"))
        assert {LETTERS[letter]: count for letter, count in printed.items()} == dict(lights)
        assert {light: told.get(light, 0) for light in OPEN} == {one: lights[one] for one in OPEN}


@every_programme
def test_a_briefing_has_the_lights_of_the_list(office: Office, name: str) -> None:
    programme(office, name)
    tasks = office.ok("list", "--all", "--json", "--today", DAY).json["tasks"]
    lights = Counter(task["light"] for task in tasks)
    text = written(office, "en", ("briefing",))
    (row,) = _table(text, "Green")
    assert [int(cell.split()[1]) for cell in row] == [lights[light] for light in LETTERS.values()]


def shown(office: Office, language: str, document: tuple[str, ...]) -> str:
    """A document in the terminal."""
    return office.ok("--lang", language, "report", *document, "--today", DAY).out


def written(office: Office, language: str, document: tuple[str, ...]) -> str:
    """A document in Markdown."""
    line = ("report", *document, "--format", "md", "--today", DAY)
    return office.ok("--lang", language, *line).out


def faults(text: str, rules: tuple[tuple[str, str], ...]) -> list[str]:
    """What is wrong with a text, and where."""
    return [
        f"{what}: {text[max(0, found.start() - 30) : found.end() + 20]}"
        for pattern, what in rules
        for found in re.finditer(pattern, text)
    ]


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs below the title that are sentences."""
    tokens = MarkdownIt().enable("table").parse(text)
    title = next(n for n, token in enumerate(tokens) if token.tag == "h1")
    for number, token in enumerate(tokens[title:], title):
        if token.type != "paragraph_open" or token.level:
            continue
        said = "".join(child.content for child in tokens[number + 1].children or ()).strip()
        if not re.fullmatch(UNSAID, said):
            yield said


def _table(text: str, head: str) -> list[list[str]]:
    """The rows of the first table with such a head."""
    rows = [
        [cell.strip() for cell in line.strip("|").split(" | ")]
        for line in text.splitlines()
        if line.startswith("|")
    ]
    start = next((n for n, row in enumerate(rows) if head in row), None)
    if start is None:
        return []
    width, body = len(rows[start]), rows[start + 2 :]
    end = next((n for n, row in enumerate(body) if len(row) != width), len(body))
    return body[:end]


def _tasks_said(text: str) -> int:
    found = re.search(r"has (\d+) tasks?", text)
    return int(found[1]) if found else 0


def _closed_said(text: str, tasks: int) -> int:
    found = re.search(r"(\d+) closed", text)
    if found:
        return int(found[1])
    return tasks if "all of them closed" in text else 0
