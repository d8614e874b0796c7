"""The cases of the demo world: opened in class, handed in, graded, discussed."""

from collections import Counter

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from lms.case_studies.models import CaseDecision, CaseOpening, CasePaper, CasePaperAuthor
from lms.case_studies.post_models import CasePost
from lms.case_studies.words import CHANGE, REASONS, words
from lms.db import db
from lms.editions.models import Enrolment
from lms.files.models import StoredFile
from lms.materials.models import Material
from tests.demo.conftest import LOADED_AT, someone
from tests.visitor import Visitor


def papers() -> dict[str, CasePaper]:
    query = select(CasePaper).options(
        selectinload(CasePaper.attempts),
        joinedload(CasePaper.grade),
        joinedload(CasePaper.enrolment).joinedload(Enrolment.user),
    )
    return {row.enrolment.user.email.partition("@")[0]: row for row in db.session.scalars(query)}


def test_papers_stand_in_every_state(app: Flask) -> None:
    found = papers()

    states = {name: (row.state, row.times_submitted) for name, row in found.items()}
    released = {name for name, row in found.items() if row.grade and row.grade.released_at}
    assert states == {
        "trainee": ("graded", 1),
        "gurnam": ("submitted", 1),
        "rudo": ("returned", 1),
        "tafadzwa": ("submitted", 2),
        "hajar": ("graded", 1),
        "yader": ("graded", 1),
        "trainee3": ("graded", 1),
        "pooja": ("draft", 0),
        "karla": ("submitted", 1),
        "trainee2": ("graded", 1),  # with two others
    }
    assert released == {"trainee", "trainee2", "trainee3"}


def test_three_of_the_class_wrote_one_paper_that_all_may_read(app: Flask) -> None:
    group = db.session.scalars(
        select(CasePaperAuthor).where(CasePaperAuthor.paper_id == papers()["trainee2"].id)
    ).all()
    assert [row.adjustment for row in group] == [0, 0, 4]
    assert all(row.consented_at for row in group)


def test_editions_have_added_to_their_course(app: Flask) -> None:
    rows = db.session.scalars(select(Material).options(joinedload(Material.current))).all()
    assert {row.kind for row in rows} == {"lesson", "reading", "file", "case"}
    assert [row.current.title for row in rows if row.published_at is None] == [
        "What we would measure at the market"
    ]
    files = db.session.scalars(select(StoredFile.media_type)).all()
    assert {"image/png", "application/pdf"} <= set(files)


def test_what_was_decided_and_handed_in_has_the_length_that_is_asked_for(app: Flask) -> None:
    attempts = [attempt for paper in papers().values() for attempt in paper.attempts]
    decisions = db.session.scalars(select(CaseDecision)).all()

    assert [row.would_change for row in attempts if CHANGE.fault(row.would_change)] == []
    assert [words(row.reasons) for row in decisions if REASONS.fault(row.reasons)] == []


def test_papers_move_forward_in_time(app: Flask) -> None:
    for name, paper in papers().items():
        moments = [
            moment
            for attempt in paper.attempts
            for moment in (attempt.submitted_at, attempt.returned_at)
            if moment
        ]
        if paper.grade:
            moments.append(paper.grade.assessed_at)
        assert moments == sorted(moments), name
        assert all(moment < LOADED_AT for moment in moments), name


def test_a_class_was_told_and_one_decided_afterwards(app: Flask) -> None:
    (opening,) = db.session.scalars(select(CaseOpening))
    marked = db.session.scalars(
        select(CaseDecision.user_id).where(CaseDecision.opening_id == opening.id)
    ).all()

    assert (opening.case_id, opening.opened_by_id) == ("bagru", someone("trainer").id)
    assert opening.opened_at < LOADED_AT
    assert marked == [someone("lamine").id]


def test_six_people_discuss_in_two_languages(app: Flask) -> None:
    posts = db.session.scalars(select(CasePost).order_by(CasePost.id)).all()

    assert Counter(row.language for row in posts) == {"en": 4, "es": 2}
    assert len({row.author_id for row in posts}) == 6
    assert [row.reply_to_id is not None for row in posts].count(True) == 2
    assert all(row.created_at < LOADED_AT for row in posts)


def test_the_trainee_sees_the_class_everybody_and_a_country(visitor: Visitor) -> None:
    visitor.signed_in(someone("trainee")).get("/case-studies/bagru/choices")

    groups = {node.query("span")[0].to_text() for node in visitor.all(".chart-group")}
    assert groups == {"Your edition", "Everybody", "India", "Other countries"}


def test_enough_people_decided_on_bagru_for_a_distribution(app: Flask) -> None:
    chosen = Counter(
        db.session.scalars(select(CaseDecision.option_id).where(CaseDecision.case_id == "bagru"))
    )

    assert chosen == {"c": 8, "a": 3, "b": 2, "d": 2}
