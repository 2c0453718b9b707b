"""`plan draft --review`: the questions of a draft, and the answers kept beside its plan."""

import json
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

from taskmatrix.domain.dates import ImpossibleDate, UnreadableDate, parse_date
from taskmatrix.domain.words import LeadRule
from taskmatrix.errors import BadInput
from taskmatrix.language import gettext as _
from taskmatrix.notices.answers import NO, TYPED, YES, Answer, Reviewed, clashes, reviewed
from taskmatrix.notices.questions import (
    CLAUSE,
    FIELDS,
    ISSUED,
    SPELLINGS,
    UNREAD,
    Question,
    questions,
)
from taskmatrix.notices.structure import short_title
from taskmatrix.notices.units import is_group
from taskmatrix.notices.writer import toml
from taskmatrix.reports.files import whole_file
from taskmatrix.workspace.drafting import is_as_drafted
from taskmatrix.workspace.notice_files import Notice

SUFFIX = ".review.json"
SCHEMA = 1
LONGEST_TITLE = 40
_ID = re.compile("[A-Z][A-Z0-9-]*")
KIND = "plan-draft-review"


class Review:
    """A draft under review: every answer is on disk, with the plan as it stands, when given."""

    def __init__(self, notice: Notice, path: str) -> None:
        self.notice, self.path = notice, path
        self.answers, self._written = _kept(self.kept_in)
        self._result: Reviewed | None = None
        self._read()

    def _read(self) -> None:
        """Draft the notice; with a day of issue that was typed, its time limits get a year."""
        self.read = self.notice.draft()
        self.asked = questions(self.read)
        self._keys = {each.key for each in self.asked}
        answer = next((self.of(each) for each in self.asked if each.kind == ISSUED), None)
        if answer and answer.verdict == TYPED:
            self.read = self.notice.draft(answer.day)
            self.asked = questions(self.read, undated=True)
            self._keys |= {each.key for each in self.asked}

    @property
    def kept_in(self) -> str:
        """The file of the answers, beside the plan."""
        return self.path + SUFFIX

    def result(self) -> Reviewed:
        """Return the draft as the answers have it."""
        if self._result is None:
            self._result = reviewed(self.read, self.asked, self.answers)
        return self._result

    def of(self, question: Question) -> Answer | None:
        """Return the answer to a question."""
        return self.answers.get(question.key)

    def is_moot(self, question: Question) -> bool:
        """Whether a question that was not answered needs no answer any more."""
        return not self.of(question) and self.result().is_moot(question)

    def left(self) -> list[Question]:
        """Return the questions that wait for an answer."""
        return [each for each in self.asked if not (self.of(each) or self.is_moot(each))]

    def answer(self, question: Question, answer: Answer) -> None:
        """Keep an answer, and write the plan with it."""
        self.answers[question.key] = answer
        self._result = None
        if question.kind == ISSUED:
            self._read()
        self.write()

    def strays(self) -> int:
        """Count the kept answers that fit no question: the notice was changed, or is read anew."""
        return len(self.answers.keys() - self._keys)

    def write(self) -> None:
        """Keep the answers, and write the plan as they have it."""
        result = self.result()
        plan = "".join(toml(result.draft, result.settled)).encode()
        digest = sha256(plan).hexdigest()
        if self.answers:
            self._keep(list(dict.fromkeys([*self._written, digest])))
        with whole_file(self.path) as file:
            file.write(plan)
        self._written = [digest]

    def _keep(self, written: list[str]) -> None:
        """Keep the answers, with the digests of the plan that may be there and of the next one."""
        answers = {
            key: {"verdict": each.verdict, "typed": {k: list(v) for k, v in each.typed.items()}}
            for key, each in self.answers.items()
        }
        kept = {"schema": SCHEMA, "kind": KIND, "written": written, "answers": answers}
        with whole_file(self.kept_in) as file:
            file.write(json.dumps(kept, ensure_ascii=False, indent=1).encode() + b"\n")

    def is_as_written(self) -> bool:
        """Whether the plan's file holds what a review wrote last, or the draft as it was read."""
        there = sha256(Path(self.path).read_bytes()).hexdigest()
        return there in self._written or is_as_drafted(self.path, self.notice.draft())

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
        if "task" in typed and (wrong := self.wrong_number(said)):
            return wrong
        if not any(names for name, names in typed.items() if name != "task"):
            return _("nothing was typed")
        if "number" in typed and (wrong := self.wrong_number(said)):
            return wrong
        if "id" in typed and not _ID.fullmatch(said):
            return _("an id has letters A-Z, digits and -, and begins with a letter: LN")
        if "unit" in typed and is_group(said):
            return _("several units in one name cannot coordinate: type one")
        spelt = [name for names in question.read.values() for name in names]
        if question.kind == SPELLINGS and not set(typed["names"]) <= set(spelt):
            return _("type only spellings that stand above")
        return None

    def wrong_number(self, said: str) -> str | None:
        """Return what is wrong with the number of a task."""
        if not all(part.isdecimal() for part in said.split(".")):
            return _("a number has digits, and dots for levels: 12.1")
        return None

    def has_task(self, number: str, but: Question) -> bool:
        """Whether the draft has a task of this number, whatever one question was answered."""
        others = {key: each for key, each in self.answers.items() if key != but.key}
        result = reviewed(self.read, self.asked, others)
        return any(task.number == number for task in result.draft.every())

    def proposed(self, question: Question) -> dict[str, tuple[str, ...]]:
        """Return for each field what is taken where nothing is typed."""
        if question.kind == CLAUSE:
            return dict(question.subject.by_role())
        if question.kind == UNREAD and question.why != "gap":
            above = [task for task in self.result().draft.every() if task.line <= question.line]
            title = (short_title(question.passage)[:LONGEST_TITLE],)
            return {"title": title, "task": tuple(task.number for task in above[-1:])}
        return {}


def verdict_of(question: Question, key: str) -> str | None:
    """Return what a key means: `y`, `n` or `e`; where no says nothing alone, one types."""
    if question.no_is_typed:
        return {"y": YES, "n": TYPED}.get(key)
    return {"y": YES, "n": NO, "e": TYPED}.get(key)


def _kept(path: str) -> tuple[dict[str, Answer], list[str]]:
    """Read the answers that were kept, and the digests of the plan; none where no file is."""
    try:
        kept = json.loads(Path(path).read_text("utf-8"))
    except FileNotFoundError:
        return {}, []
    except ValueError:
        raise _damaged(path) from None
    try:
        if (kept["kind"], kept["schema"]) != (KIND, SCHEMA):
            raise _damaged(path)
        answers = {str(key): _answer(each) for key, each in kept["answers"].items()}
        return answers, [str(each) for each in kept.get("written", [])]
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
