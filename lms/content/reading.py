"""What one reading of the files found, right or wrong."""

from dataclasses import dataclass, field

from lms.content.calibration import Sample
from lms.content.case_study import CaseStudy
from lms.content.course import Course
from lms.content.elective import Elective
from lms.content.fault import Fault
from lms.content.framework import Framework
from lms.content.glossary import Glossary
from lms.content.page import Page
from lms.content.phrases import SharedPhrases
from lms.content.rubric import Rubric


@dataclass
class Reading:
    """`broken` are ids of files that exist but could not be read."""

    courses: dict[str, Course]
    electives: dict[str, Elective]
    pages: dict[str, Page]
    guides: dict[str, Page]
    case_studies: dict[str, CaseStudy]
    rubrics: dict[str, Rubric]
    samples: dict[str, Sample]
    framework: Framework | None
    glossary: Glossary
    phrases: SharedPhrases
    broken: frozenset[str] = frozenset()
    faults: list[Fault] = field(default_factory=list)
    planned: dict[str, list[Fault]] = field(default_factory=dict)
