"""`plan draft --review`: the questions of a draft, and the answers kept beside its plan."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from taskmatrix.domain.dates import ImpossibleDate, UnreadableDate, parse_date
from taskmatrix.domain.words import LeadRule
from taskmatrix.errors import BadInput
from taskmatrix.language import gettext as _
from taskmatrix.notices.answers import NO, TYPED, YES, Answer, Reviewed, clashes, reviewed
from taskmatrix.notices.model import Draft
from taskmatrix.notices.questions import (
    CLAUSE,
    FIELDS,
    SPELLINGS,
    UNREAD,
    Question,
    questions,
    roles_of,
)
from taskmatrix.notices.writer import toml
from taskmatrix.reports.files import whole_file

SUFFIX = ".review.json"
SCHEMA = 1
KIND = "plan-draft-review"


class Review:
    """A draft under review: every answer is on disk, with the plan as it stands, when given."""

    def __init__(self, read: Draft, path: str) -> None:
        self.read, self.path = read, path
        self.asked = questions(read)
        self.answers = _answers(self.kept_in)

    @property
    def kept_in(self) -> str:
        """The file of the answers, beside the plan."""
        return self.path + SUFFIX

    def result(self) -> Reviewed:
        """Return the draft as the answers have it."""
        return reviewed(self.read, self.asked, self.answers)

    def of(self, question: Question) -> Answer | None:
        """Return the answer to a question."""
        return self.answers.get(question.key)

    def is_moot(self, question: Question) -> bool:
        """Whether a question that was not answered needs no answer any more."""
        if self.of(question):
            return False
        before = [(each, self.answers[each.key]) for each in self.asked if self.of(each)]
        return self.result().is_moot(question, before)

    def left(self) -> list[Question]:
        """Return the questions that wait for an answer."""
        before = [(each, self.answers[each.key]) for each in self.asked if self.of(each)]
        result = self.result()
        return [each for each in self.asked if not (self.of(each) or result.is_moot(each, before))]

    def answer(self, question: Question, answer: Answer) -> None:
        """Keep an answer, and write the plan with it."""
        self.answers[question.key] = answer
        self._keep()
        self.write()

    def write(self) -> None:
        """Write the plan as the answers have it."""
        with whole_file(self.path) as file:
            for piece in self._pieces():
                file.write(piece.encode())

    def _pieces(self) -> Iterator[str]:
        result = self.result()
        return toml(result.draft, result.settled)

    def _keep(self) -> None:
        answers = {
            key: {"verdict": each.verdict, "typed": {k: list(v) for k, v in each.typed.items()}}
            for key, each in self.answers.items()
        }
        kept = {"schema": SCHEMA, "kind": KIND, "answers": answers}
        with whole_file(self.kept_in) as file:
            file.write(json.dumps(kept, ensure_ascii=False, indent=1).encode() + b"\n")

    def overwrites(self) -> bool:
        """Whether the plan's file holds something else than this draft and its answers."""
        file = Path(self.path)
        if not file.is_file():
            return False
        there = file.read_bytes()
        texts = ("".join(toml(self.read)), "".join(self._pieces()))
        return there not in [text.encode() for text in texts]

    def wrong(self, question: Question, typed: dict[str, tuple[str, ...]]) -> str | None:
        """Return what is wrong with an answer that was typed; days become ISO dates."""
        if "day" in typed:
            return self._wrong_day(typed)
        if wrong := self._wrong(question, typed):
            return wrong
        given = self.answers | {question.key: Answer(TYPED, typed)}
        numbered = reviewed(self.read, self.asked, given).draft
        if clashes(numbered) and not clashes(self.result().draft):
            return _("another task has that number")
        return None

    def _wrong_day(self, typed: dict[str, tuple[str, ...]]) -> str | None:
        try:
            day = parse_date("".join(typed["day"]), self.read.head.issued)
        except ImpossibleDate:
            return _("there is no such day")
        except UnreadableDate:
            return _("that cannot be read as a day: 2026-12-31, 2026年6月底")
        typed["day"] = (day.isoformat(),)
        return None

    def _wrong(self, question: Question, typed: dict[str, tuple[str, ...]]) -> str | None:
        said = "".join(typed[FIELDS[question.kind][0]])
        if "rule" in typed and said not in list(LeadRule):
            return _("type first-listed, all or none")
        if "task" in typed and said not in {t.number for t in self.result().draft.every()}:
            return _("there is no task of that number in the draft")
        if not any(names for name, names in typed.items() if name != "task"):
            return _("nothing was typed")
        if "number" in typed and not all(part.isdecimal() for part in said.split(".")):
            return _("a number has digits, and dots for levels: 12.1")
        spelt = [name for names in question.read.values() for name in names]
        if question.kind == SPELLINGS and not set(typed["names"]) <= set(spelt):
            return _("type only spellings that stand above")
        return None

    def proposed(self, question: Question) -> dict[str, tuple[str, ...]]:
        """Return for each field what is taken where nothing is typed."""
        if question.kind == CLAUSE:
            return roles_of(question.subject)
        if question.kind == UNREAD:
            above = [task for task in self.result().draft.every() if task.line <= question.line]
            return {"task": (above[-1].number,)} if above else {}
        return {}


def verdict_of(question: Question, key: str) -> str | None:
    """Return what a key means: `y`, `n` or `e`; where no says nothing alone, one types."""
    if key == "n" and question.no_is_typed:
        return TYPED
    return {"y": YES, "n": NO, "e": TYPED}.get(key)


def _answers(path: str) -> dict[str, Answer]:
    """Read the answers that were kept, none where there is no file."""
    try:
        kept = json.loads(Path(path).read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError:
        raise _damaged(path) from None
    try:
        if (kept["kind"], kept["schema"]) != (KIND, SCHEMA):
            raise _damaged(path)
        return {str(key): _answer(each) for key, each in kept["answers"].items()}
    except (KeyError, TypeError, AttributeError, ValueError):
        raise _damaged(path) from None


def _answer(kept: Any) -> Answer:
    typed = {str(key): tuple(map(str, names)) for key, names in kept["typed"].items()}
    answer = Answer(kept["verdict"], typed)
    if answer.verdict not in (YES, NO, TYPED) or ("day" in typed and not answer.day):
        raise ValueError(answer.verdict)
    return answer


def _damaged(path: str) -> BadInput:
    return BadInput(
        _("{path} holds no answers of a review").format(path=path),
        _("move it away to be asked again"),
    )
