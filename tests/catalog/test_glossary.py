"""The glossary's pages, and the explanations that stand on the pages of lessons and cases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lms import content
from lms.config import LANGUAGES
from lms.content import library
from lms.content.course import Course
from tests.people import People
from tests.visitor import Visitor


@pytest.fixture(autouse=True)
def what_is_really_taught(small_library: None, repository: Path) -> Iterator[None]:
    before = content.root()
    content.configure(repository)
    yield
    content.configure(before)


@pytest.fixture
def taught(what_is_really_taught: None) -> Course:
    return library().courses["cluster-broker"]


def notes(visitor: Visitor) -> list[str]:
    return [node.attrs["id"] for node in visitor.all(".term-note")]


def marks(visitor: Visitor) -> list[str]:
    return [node.attrs["href"].removeprefix("#") for node in visitor.all("a.term")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_glossary_explains_every_term_under_its_letter(visitor: Visitor, language: str) -> None:
    visitor.get("/glossary", headers={"Accept-Language": language})

    shown = [node.to_text().strip() for node in visitor.all(".glossary-letter dt")]
    letters = [node.to_text().strip() for node in visitor.all(".letters a")]
    assert shown == [term.name.get(language) for term in library().glossary.in_order(language)]
    assert letters == sorted(letters)
    assert all(len(letter) == 1 and letter.isascii() for letter in letters)


def test_a_term_has_a_page_with_its_names_in_every_language(visitor: Visitor) -> None:
    visitor.get("/glossary/bds", headers={"Accept-Language": "fr"})

    text = visitor.text()
    assert "Services d’appui aux entreprises (SAE)" in text
    assert "business development services (BDS)" in text
    assert "servicios de desarrollo empresarial (SDE)" in text
    assert "prestataire de services d’appui" in text
    assert [node.attrs["lang"] for node in visitor.all(".facts dd[lang]")] == ["en", "es"]


def test_every_term_has_a_page(visitor: Visitor) -> None:
    wrong = [
        term.id
        for term in library().glossary.terms
        if visitor.status_of(f"/glossary/{term.id}") != 200
    ]

    assert wrong == []


def test_an_unknown_term_is_not_found(visitor: Visitor) -> None:
    visitor.get("/glossary/no-such-word", status=404)


def test_a_tree_without_a_glossary_says_so(visitor: Visitor, repository: Path) -> None:
    content.configure(repository / "tests" / "learning" / "library")

    visitor.get("/glossary")

    assert "There is no glossary yet" in visitor.text()


def test_a_case_shows_the_words_of_its_open_part_only(visitor: Visitor) -> None:
    for case in library().case_studies:
        visitor.get(f"/case-studies/{case}")
        assert marks(visitor) == notes(visitor), case


def test_a_teaching_note_marks_no_word(visitor: Visitor, people: People) -> None:
    """It is for those who teach them, and the longest page there is."""
    visitor.signed_in(people.trainer).get("/case-studies/bagru/teaching-note")

    assert marks(visitor) == notes(visitor) == []


def test_words_are_explained_in_the_language_of_the_text(
    visitor: Visitor, people: People, taught: Course
) -> None:
    """The lesson is not translated: its words are not either, and say so."""
    people.trainee.language = "es"

    visitor.signed_in(people.trainee).get("/courses/cluster-broker/a2-5")

    note = visitor.all("#term-openness")[0]
    assert visitor.all(".terms dl")[0].attrs["lang"] == "en"
    assert "doors through which members can come and go" in note.to_text()
    assert visitor.all("#term-openness .term-back")[0].attrs["lang"] == "es"
