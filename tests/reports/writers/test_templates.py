"""Templates of the user's own, beside `taskmatrix.toml`: what they may do, and how they fail."""

from pathlib import Path

import pytest
from conftest import Office
from reports.writers.samples import whole

from taskmatrix.reports.writers.writing import rendered


@pytest.fixture
def ours(loaded: Office) -> Office:
    """An office with a `taskmatrix.toml`, beside which templates are looked for."""
    loaded.write("taskmatrix.toml", "")
    return loaded


def weekly(office: Office, form: str = "html") -> str:
    return office.ok("report", "weekly", "--format", form).out


def test_without_own_templates_the_programs_are_used(ours: Office) -> None:
    assert weekly(ours).startswith("<!DOCTYPE html>")
    assert "\n# " in weekly(ours, "md")


def test_one_for_the_report_goes_before_one_for_all(ours: Office) -> None:
    ours.write("templates/document.html", "all: {{ document.kind }}")
    assert weekly(ours) == "all: weekly"
    ours.write("templates/weekly.html", "weekly: {{ data.programme }}, {{ data.tasks[0].code }}")
    assert weekly(ours) == "weekly: 某省人工智能实施方案, P/1"
    assert "\n# " in weekly(ours, "md")


def test_one_may_change_a_part_and_leave_the_rest(ours: Office) -> None:
    page = weekly(ours)
    own = '{% extends "document.html" %}{% block note %}<aside>{{ super() }}</aside>{% endblock %}'
    for name in ("weekly", "document"):  # the second extends what it is itself called
        ours.write(f"templates/{name}.html", own)
        changed = weekly(ours)
        assert changed != page
        assert changed.replace("<aside>", "").replace("</aside>", "").split() == page.split()
        (ours.folder / f"templates/{name}.html").unlink()


def test_the_look_of_pages_is_a_file_of_its_own(ours: Office) -> None:
    ours.write("templates/document.css", "h1 { color: #123456 }")
    page = weekly(ours)
    assert "h1 { color: #123456 }" in page
    assert ".masthead {" not in page


def test_texts_are_escaped_unless_a_template_says_otherwise(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    data = {"text": "<b>*一*</b>\x1b"}
    for form, said in (("html", "&lt;b&gt;*一*&lt;/b&gt;"), ("md", r"\<b>\*一\*\</b>")):
        (folder / f"weekly.{form}").write_text("{{ data.text }}", encoding="utf-8")
        assert rendered(whole(), data, form, str(tmp_path)).decode() == said


@pytest.mark.parametrize(
    ("template", "line", "said"),
    [
        ("<p>\n{{ data.programe }}", 2, "programe"),
        ("\n\n{% for x in %}", 3, "Expected an expression"),
        ("{% extends 'letter.html' %}", 1, "letter.html"),
        ("{% extends 'document.html' %}\n{% block note %}{{ 1 / 0 }}{% endblock %}", 2, "zero"),
        ("\n{{ data.__class__.__mro__ }}", 2, "unsafe"),
        ("\n{{ data.totals.tasks | nothing }}", 2, "nothing"),
        ("{% macro m() %}{{ m() }}{% endmacro %}\n{{ m() }}", 1, ""),
        ("{{ document.blocks[999] }}", 1, "999"),
        ("{{ data | inline }}", 1, ""),
    ],
)
def test_a_broken_one_is_told_with_its_line(
    ours: Office, template: str, line: int, said: str
) -> None:
    path = ours.write("templates/weekly.html", "")
    path.write_text(template, encoding="utf-8")
    done = ours("report", "weekly", "-o", "weekly.html")
    assert done.status == 5
    assert f"templates/weekly.html:{line}: " in done.err.replace("：", ": ")
    assert said in done.err
    assert not (ours.folder / "weekly.html").exists()
    assert ours("report", "weekly", "--format", "html").out == ""


def test_one_that_is_no_text_is_told(ours: Office) -> None:
    path = ours.write("templates/weekly.md", "")
    path.write_bytes("周报".encode("gb18030"))
    done = ours("report", "weekly", "--format", "md")
    assert done.status == 5
    assert "templates/weekly.md" in done.err
    assert "UTF-8" in done.err


def test_one_of_word_that_is_none_is_told(ours: Office) -> None:
    ours.write("templates/weekly.docx", "not a package")
    done = ours("report", "weekly", "-o", "weekly.docx")
    assert done.status == 5
    assert "templates/weekly.docx" in done.err
    assert not (ours.folder / "weekly.docx").exists()


@pytest.mark.parametrize("kind", ["weekly", "monthly", "unit", "task", "slip", "briefing"])
@pytest.mark.parametrize("form", ["html", "md"])
def test_every_report_may_be_extended_by_its_own_name(ours: Office, kind: str, form: str) -> None:
    ours.write(f"templates/weekly.{form}", f"{{% extends '{kind}.{form}' %}}")
    page = weekly(ours, form)
    assert ("<!DOCTYPE html>" if form == "html" else "\n# ") in page
    ours.write(f"templates/document.{form}", "{% block body %}own{% endblock %}")
    assert weekly(ours, form) == "own", "that for all documents stands for those that lack one"


def test_a_block_for_which_there_is_no_place_is_told(ours: Office) -> None:
    own = "{% extends 'weekly.html' %}\n\n{% block footer %}印发{% endblock %}"
    ours.write("templates/weekly.html", own)
    done = ours("report", "weekly", "-o", "weekly.html")
    assert done.status == 5
    assert "templates/weekly.html:3" in done.err
    assert "footer" in done.err
    assert "summary" in done.err, "those that there are"
    assert not (ours.folder / "weekly.html").exists()


def test_a_block_may_hold_one_of_its_own_for_others_to_extend(ours: Office) -> None:
    inner = "{% block head %}甲{% block inner %}乙{% endblock %}{% endblock %}"
    ours.write("templates/document.html", "{% extends 'document.html' %}" + inner)
    own = "{% extends 'document.html' %}{% block inner %}丙{% endblock %}"
    ours.write("templates/weekly.html", own)
    page = weekly(ours)
    assert "甲丙" in page
    assert "乙" not in page.partition("甲丙")[0]
