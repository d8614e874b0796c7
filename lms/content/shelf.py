"""Everything that is taught, read from files and known to fit together."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Self

from lms.content import references
from lms.content.calibration import Sample
from lms.content.case_study import CaseStudy
from lms.content.course import Course
from lms.content.elective import Elective
from lms.content.explaining import Finder, explainers, finders
from lms.content.fault import ContentError
from lms.content.framework import Framework
from lms.content.glossary import Glossary, GlossaryTerm
from lms.content.page import Page
from lms.content.phrases import SharedPhrases
from lms.content.read_cases import read_case_studies
from lms.content.read_courses import read_courses
from lms.content.read_electives import read_electives
from lms.content.read_pages import GUIDES, PAGES, read_pages
from lms.content.reader import Reader, locate
from lms.content.reading import Reading
from lms.content.rubric import Rubric
from lms.content.text import Frozen
from lms.content.translations import unfaithful


class Library(Frozen):
    """`planned` names what courses speak of and nobody has written yet, such as `case:jaipur`."""

    courses: Mapping[str, Course]
    electives: Mapping[str, Elective]
    pages: Mapping[str, Page]
    guides: Mapping[str, Page]
    case_studies: Mapping[str, CaseStudy]
    rubrics: Mapping[str, Rubric]
    samples: Mapping[str, Sample]
    framework: Framework
    glossary: Glossary
    phrases: SharedPhrases
    planned: frozenset[str] = frozenset()

    @classmethod
    def load(cls, root: Path) -> Self:
        """Raises ContentError with every fault, so that a wrong file stops the start."""
        reading = read_all(root)
        if reading.faults or reading.framework is None:
            raise ContentError(reading.faults)
        return cls(
            courses=reading.courses,
            electives=reading.electives,
            pages=reading.pages,
            guides=reading.guides,
            case_studies=reading.case_studies,
            rubrics=reading.rubrics,
            samples=reading.samples,
            framework=reading.framework,
            glossary=reading.glossary,
            phrases=reading.phrases,
            planned=frozenset(reading.planned),
        )

    @cached_property
    def _finders(self) -> Mapping[str, Finder]:
        return finders(self.glossary)

    def words_in(self, text: str, language: str) -> tuple[GlossaryTerm, ...]:
        """Of the glossary, each once, in the order in which the text uses them."""
        return self._finders[language](text)


def read_all(root: Path) -> Reading:
    reader = Reader(root)
    rubrics = _read_rubrics(reader)
    reading = Reading(
        courses=read_courses(reader),
        electives=read_electives(reader),
        pages=read_pages(reader, PAGES),
        guides=read_pages(reader, GUIDES),
        case_studies=read_case_studies(reader),
        rubrics=rubrics,
        samples=_read_samples(reader, rubrics),
        framework=reader.model(Framework, root / "courses" / "framework.yml"),
        glossary=_read_glossary(reader),
        phrases=_read_phrases(reader),
    )
    reading.broken = frozenset(reader.broken)
    _check(reader, reading)
    reader.press.links.update(addresses(reading))
    reader.press.explainers.update(explainers(reading.glossary))
    return reading


def _check(reader: Reader, reading: Reading) -> None:
    known = references.Known.of(reading)
    for named in references.named(reading):
        verdict = known.verdict(named.kind, named.id)
        if verdict is not None:
            fault = locate(reader.root, named.file, named.field, verdict.sentence)
            if verdict.planned:
                reading.planned.setdefault(verdict.planned, []).append(fault)
            else:
                reader.faults.append(fault)
    for file, place, said in (*unfaithful(reading), *_doubts(reading)):
        reader.faults.append(locate(reader.root, file, place, said))
    reading.faults = sorted(set(reader.faults))


def _doubts(reading: Reading) -> Iterator[tuple[str, tuple[int | str, ...], str]]:
    """(file, field, what is wrong) in what all courses share."""
    for shared in (reading.glossary, reading.phrases):
        for place, said in shared.doubts():
            yield shared.file, place, said


def _read_rubrics(reader: Reader) -> dict[str, Rubric]:
    found = {}
    for path in sorted((reader.root / "courses" / "rubrics").glob("*.yml")):
        rubric = reader.model(Rubric, path)
        if rubric is not None:
            reader.same_id(path, rubric.id, path.stem)
            found[path.stem] = rubric
    return found


def _read_samples(reader: Reader, rubrics: Mapping[str, Rubric]) -> dict[str, Sample]:
    found = {}
    for path in sorted((reader.root / "courses" / "calibration").glob("*.yml")):
        sample = reader.model(Sample, path)
        if sample is not None:
            reader.same_id(path, sample.id, path.stem)
            found[path.stem] = sample
            for place, said in sample.doubts(rubrics):
                reader.fault(path, place, said)
    return found


def _read_glossary(reader: Reader) -> Glossary:
    path = reader.root / "courses" / "glossary.yml"
    return (reader.model(Glossary, path) if path.exists() else None) or Glossary.empty()


def _read_phrases(reader: Reader) -> SharedPhrases:
    path = reader.root / "courses" / "phrases.yml"
    read = reader.model(SharedPhrases, path) if path.exists() else None
    return read or SharedPhrases.empty()


def addresses(reading: Reading | Library) -> dict[str, str]:
    """Where each `case:`, `guide:`, `lesson:` and `day:` link of the texts leads."""
    found = {f"case:{case}": f"/case-studies/{case}" for case in reading.case_studies}
    found |= {f"guide:{guide}": f"/guides/{guide}" for guide in reading.guides}
    for course in reading.courses.values():
        for day in course.days:
            found[f"day:{day.ref}"] = f"/courses/{day.course}/days/{day.id}"
            for lesson in day.lessons:
                found[f"lesson:{lesson.ref}"] = f"/courses/{lesson.ref}"
    return found
