"""What a page would refuse is in no result, no count and no snippet: five kinds of people and more.

These tests search what is really taught, so that a new kind of text has to pass them as well.
"""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.pace import Pace
from lms.case_studies.searchable import audience_after
from lms.content import library
from lms.content.plain import plain
from lms.db import db
from lms.search.models import SearchDocument
from lms.search.question import Question
from tests.case_studies.factories import decided
from tests.conftest import rolled_back
from tests.long import mostly_long
from tests.people import People
from tests.visitor import Visitor

WHO = (
    "visitor",
    "stranger",
    "outsider",
    "trainee",
    "supervisor",
    "trainer",
    "assessor",
    "coordinator",
    "administrator",
)
CASE = "cadin"
"""Three decisions, so that there is much to hide."""


@pytest.fixture
def app(taught_app: Flask) -> Iterator[Flask]:
    with rolled_back(taught_app):
        yield taught_app


@pytest.fixture(autouse=True)
def nobody_is_too_fast(app: Flask) -> Iterator[None]:
    before = app.extensions["pace"]
    app.extensions["pace"] = Unhurried()
    yield
    app.extensions["pace"] = before


class Unhurried(Pace):
    def too_fast(self, *_: object, **__: object) -> bool:
        return False


def a_visitor(app: Flask, people: People, who: str) -> Visitor:
    visitor = Visitor(app)
    return visitor if who == "visitor" else visitor.signed_in(getattr(people, who))


def canary(text: str) -> str:
    """Words from the middle of a text, as a phrase that stands nowhere else."""
    said = plain_words(text)
    start = len(said) // 2
    return f'"{" ".join(said[start : start + 7])}"'


def plain_words(text: str) -> list[str]:
    return text.replace('"', " ").replace("“", " ").replace("”", " ").split()


def results(visitor: Visitor, typed: str) -> list[str]:
    visitor.get(f"/search?q={typed}")
    addresses = [node.attrs["href"] for node in visitor.all(".hit-title a")]
    counted = sum(int(node.to_text()) for node in visitor.all(".kinds-count")[1:])
    assert counted == len(addresses)
    return addresses


@pytest.mark.parametrize("who", mostly_long(WHO, but=["trainee"]))
def test_every_result_opens_for_whoever_found_it(app: Flask, people: People, who: str) -> None:
    """And what is not found does not open, but for a trainer's preparation."""
    visitor = a_visitor(app, people, who)
    wrong = {}
    for row in one_of_each():
        phrase = canary(row.body)
        if not Question.of(phrase):
            continue
        found = row.address in results(visitor, phrase)
        opens = visitor.status_of(row.address.partition("#")[0]) == 200
        shown = opens and (not row.audience.startswith("case:"))
        if found != shown:
            wrong[f"{row.kind} {row.ref}"] = (found, shown)
    assert wrong == {}


def one_of_each() -> list[SearchDocument]:
    """The first text of each kind and key, in English."""
    query = select(SearchDocument).where(SearchDocument.language == "en")
    rows = db.session.scalars(query.order_by(SearchDocument.id)).all()
    return list({(row.kind, row.audience): row for row in reversed(rows)}.values())


@pytest.mark.parametrize("made", range(4))
def test_a_case_is_found_as_far_as_its_reader_has_decided(
    app: Flask, people: People, made: int
) -> None:
    case = library().case_studies[CASE]
    decisions = [decision.id for decision in case.decisions]
    decided(people.trainee, CASE, *decisions[:made])
    visitor = a_visitor(app, people, "trainee")
    page = visitor.get(f"/case-studies/{CASE}").text

    open_ = {
        section.id: bool(results(visitor, canary(plain(section.body))))
        for section in case.sections
        if section.kind not in {"decision", "teaching_note"}
    }

    assert open_ == {name: f'id="{name}"' in page for name in open_}
    assert sum(open_.values()) == {0: 2, 1: 3, 2: 4, 3: 7}[made]


def test_the_decisions_of_another_open_nothing(app: Flask, people: People) -> None:
    case = library().case_studies[CASE]
    decided(people.classmate, CASE, *(decision.id for decision in case.decisions))

    visitor = a_visitor(app, people, "trainee")

    assert results(visitor, canary(plain(case.section("what-happened").body))) == []


def test_a_gap_in_the_decisions_closes_what_comes_after(app: Flask, people: People) -> None:
    """As on the page: a decision that the content has got since then is still to be taken."""
    case = library().case_studies[CASE]
    decided(people.trainee, CASE, case.decisions[1].id)

    visitor = a_visitor(app, people, "trainee")

    assert results(visitor, canary(plain(case.section("part-c").body))) == []


@pytest.mark.parametrize("who", mostly_long(WHO, but=["trainee"]))
def test_nobody_finds_a_teaching_note_or_a_trainers_script(
    app: Flask, people: People, who: str
) -> None:
    visitor = a_visitor(app, people, who)
    day = library().courses["cluster-broker"].days[4]
    hidden = [plain(day.trainer_script)]
    hidden += [
        plain(case.section("teaching-note").body) for case in library().case_studies.values()
    ]

    assert [text for text in hidden if results(visitor, canary(text))] == []


def test_no_answer_of_a_quiz_is_kept() -> None:
    days = [day for course in library().courses.values() for day in course.days]
    asked = [question.ask for day in days for question in day.quiz.questions]
    bodies = "\n".join(db.session.scalars(select(SearchDocument.body)))

    assert [text for text in asked if text in bodies] == []


def test_without_its_key_a_canary_would_be_found(app: Flask, people: People) -> None:
    """The control: the same text, open to all, is found by a stranger at once."""
    case = library().case_studies[CASE]
    secret = canary(plain(case.section("part-c").body))
    visitor = a_visitor(app, people, "stranger")
    before = results(visitor, secret)

    row = db.session.scalars(
        select(SearchDocument).where(SearchDocument.ref == f"{CASE}/part-c")
    ).one()
    key = row.audience
    row.audience = "everyone"
    db.session.commit()

    assert before == []
    assert key == audience_after(case, case.decisions[1].id)
    assert results(visitor, secret) == [f"/case-studies/{CASE}#part-c"]
