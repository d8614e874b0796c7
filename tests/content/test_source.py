"""What is taught against the programme document: told in our own words, with its own figures."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from lms.content import library
from lms.content.figures import figures
from lms.content.level import EASIEST, HARDEST, prose_levels
from tests.content import fingerprint
from tests.content.fingerprint import Run, known_fingerprints, known_numbers, runs

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(
    path
    for folder in ("courses", "case_studies")
    for path in ROOT.joinpath(folder).rglob("*")
    if path.suffix in {".md", ".yml"}
)
FOLDERS = sorted({path.parent for path in FILES})
CASES = sorted(path.parent.name for path in ROOT.glob("case_studies/*/study.yml"))
TITLE = "Nicaragua: vertical linkages unit within the Chamber of Industry"


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def allowed_phrases() -> list[dict[str, str]]:
    path = Path(__file__).with_name("programme_2001.allowed.yml")
    found: list[dict[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


@cache
def allowed() -> frozenset[tuple[str, ...]]:
    return frozenset(run.words for entry in allowed_phrases() for run in runs(entry["phrase"]))


def copied(text: str) -> Iterator[Run]:
    known = known_fingerprints()
    return (run for run in runs(text) if fingerprint.fingerprint(run.words) in known)


@pytest.mark.parametrize("folder", FOLDERS, ids=name)
def test_no_sentence_is_copied_from_the_document(folder: Path) -> None:
    found = [
        f"{name(path)}:{run.line} {' '.join(run.words)}"
        for path in FILES
        if path.parent == folder
        for run in copied(path.read_text(encoding="utf-8"))
        if run.words not in allowed()
    ]

    assert found == []


def test_a_copied_sentence_would_be_found() -> None:
    """The title of a section stands for a sentence; only the list of what is allowed saves it."""
    text = f"We met in Managua.\nThe {TITLE.replace('within', 'WITHIN')} told us\nmuch."

    found = [(run.line, " ".join(run.words)) for run in copied(text)]

    assert found == [(2, "nicaragua vertical linkages unit within the chamber of industry")]


def test_other_words_are_not_found() -> None:
    assert list(copied(TITLE.replace("within", "inside") + " told us much.")) == []


def test_every_allowed_phrase_has_a_reason_and_would_be_found_without_the_list() -> None:
    unneeded = [entry["phrase"] for entry in allowed_phrases() if not list(copied(entry["phrase"]))]

    assert unneeded == []
    assert all(entry["reason"].strip() for entry in allowed_phrases())


def test_only_fingerprints_of_the_document_are_kept() -> None:
    lines = fingerprint.FINGERPRINTS.read_text("ascii").splitlines()

    assert lines == sorted(set(lines))
    assert {len(line) for line in lines} == {8}
    assert set("".join(lines)) <= set("0123456789abcdef")


@pytest.mark.parametrize("case", CASES)
def test_every_figure_of_a_case_stands_in_the_document_or_is_marked_as_ours(case: str) -> None:
    """How a page marks its own figures is told in `lms.content.figures`."""
    found = figures(library().case_studies[case], ROOT)

    strange = [
        str(figure)
        for figure in found
        if not figure.ours and figure.number.value not in known_numbers()
    ]
    assert strange == []


def test_every_lesson_fieldwork_period_and_case_reads_as_for_an_adult_learner() -> None:
    outside = [level for level in prose_levels(library()) if not EASIEST <= level.grade <= HARDEST]

    assert outside == []
