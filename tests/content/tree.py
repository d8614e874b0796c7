"""A small content tree in which everything is right, to be spoilt by one test at a time."""

from dataclasses import dataclass
from pathlib import Path

from lms.content.checks import Report, check
from lms.content.shelf import Library

LESSON = "courses/sample/en/a1/1-first.md"
DAY = "courses/sample/en/a1/day.md"
QUIZ = "courses/sample/en/a1/quiz.yml"
COURSE = "courses/sample/course.yml"
PERIOD = "courses/sample/en/fieldwork/w1.md"
RUBRIC = "courses/rubrics/log.yml"
FRAMEWORK = "courses/framework.yml"
ELECTIVE = "courses/electives/el1/elective.yml"
GUIDE = "courses/electives/el1/en/elective.md"
ELECTIVE_LESSON = "courses/electives/el1/en/1-hours.md"
ELECTIVE_QUIZ = "courses/electives/el1/en/quiz.yml"
PAGE = "courses/pages/source/en.md"
STUDY = "case_studies/mill/study.yml"
CASE = "case_studies/mill/en.md"


@dataclass(frozen=True)
class Tree:
    root: Path

    def edit(self, file: str, old: str, new: str) -> None:
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} has no {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def write(self, file: str, text: str) -> None:
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def text(self, file: str) -> str:
        return (self.root / file).read_text(encoding="utf-8")

    def check(self) -> Report:
        return check(self.root)

    def faults(self) -> list[str]:
        return [str(fault) for fault in self.check().faults]

    def load(self) -> Library:
        return Library.load(self.root)
