from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from lms.agendas.actions import released
from lms.db import db
from lms.programmes.finding import Here
from lms.programmes.models import Programme, Role
from lms.programmes.phases import Phase
from lms.programmes.queries import place_of
from lms.spaces.readers import Reader
from lms.study_visits.models import StudyVisit, VisitQuestion
from lms.study_visits.policy import sees_questions
from tests.people import People
from tests.study_visits.factories import (
    VISITS_DAY,
    a_participant,
    a_question,
    a_visit,
    on_day,
    with_role,
)
from tests.visitor import Visitor


@pytest.fixture
def visit(programme: Programme) -> StudyVisit:
    return a_visit(programme)


def place(visit: StudyVisit) -> str:
    return f"/programmes/{visit.programme_id}/visits/{visit.id}"


def sent(text: str = "Who holds the money?") -> dict[str, str]:
    return {"key": str(uuid4()), "text": text, "language": "en"}


def test_a_participant_asks_before_seeing_what_others_ask(
    visitor: Visitor, people: People, programme: Programme, visit: StudyVisit
) -> None:
    a_question(visit, a_participant(programme, "juan"), "Which dye is banned?")
    visitor.signed_in(a_participant(programme)).get(place(visit))
    assert "Which dye is banned?" not in visitor.text()
    assert "Ask yours first" in visitor.text()
    visitor.get(f"{place(visit)}/observations/new")
    assert "Which dye is banned?" not in visitor.text()

    visitor.post(f"{place(visit)}/questions", sent())
    visitor.get(place(visit))
    assert "Which dye is banned?" in visitor.text()


def test_on_the_day_of_the_visit_everybody_sees_them(
    people: People, programme: Programme, visit: StudyVisit
) -> None:
    ines = a_participant(programme)
    mine = db.session.scalars(place_of(ines, programme.id)).one()
    here = Here(programme, Reader(ines), mine, Phase.PREPARING)
    item = next(item for item in released(programme) if item.id == visit.slot_id)
    midnight = on_day(VISITS_DAY, 0, programme)
    assert [
        sees_questions(here, item, has_asked=False, at=at)
        for at in (midnight - timedelta(seconds=1), midnight)
    ] == [False, True]


def test_who_leads_and_whoever_is_no_participant_sees_them_at_once(
    visitor: Visitor, people: People, programme: Programme, visit: StudyVisit
) -> None:
    a_question(visit, a_participant(programme), "Which dye is banned?")
    tutor = with_role(programme, people.trainer, Role.TUTOR)
    for person in (tutor, people.coordinator):
        visitor.signed_in(person).get(place(visit))
        assert "Which dye is banned?" in visitor.text()


def test_sent_twice_it_is_one_question(
    visitor: Visitor, people: People, programme: Programme, visit: StudyVisit
) -> None:
    once = sent()
    visitor.signed_in(a_participant(programme))
    for _ in range(2):
        visitor.post(f"{place(visit)}/questions", once)
    assert db.session.scalars(select(VisitQuestion.text)).all() == ["Who holds the money?"]


def test_an_empty_question_is_named_and_a_stranger_asks_none(
    visitor: Visitor, people: People, programme: Programme, visit: StudyVisit
) -> None:
    visitor.signed_in(a_participant(programme))
    visitor.post(f"{place(visit)}/questions", sent(""), status=422)
    assert "Write your question, in your own language." in visitor.text()
    visitor.signed_in(people.stranger).post(f"{place(visit)}/questions", sent(), status=404)
    assert db.session.scalars(select(VisitQuestion)).all() == []


def test_who_leads_chooses_and_the_answer_is_written_by_them_or_who_asked(
    visitor: Visitor, people: People, programme: Programme, visit: StudyVisit
) -> None:
    ines, juan = a_participant(programme), a_participant(programme, "juan")
    asked = a_question(visit, ines)
    a_question(visit, juan, "Which dye is banned?")
    path = f"{place(visit)}/questions/{asked.id}"
    visitor.signed_in(ines).post(f"{path}/choice", status=403)
    visitor.signed_in(people.coordinator).post(f"{path}/choice")
    visitor.signed_in(juan).post(
        f"{path}/answer", {"answer": "We do.", "language": "en"}, status=403
    )
    visitor.signed_in(ines).post(f"{path}/answer", {"answer": "", "language": "en"}, status=422)
    assert "Write the answer as you understood it." in visitor.text()

    visitor.signed_in(juan).get(place(visit))
    assert "Will be put" in visitor.text()
    visitor.signed_in(ines).post(f"{path}/answer", {"answer": "The buyer pays.", "language": "en"})
    visitor.signed_in(juan).get(place(visit))
    assert "The buyer pays." in visitor.text()
    assert "Has its answer" in visitor.text()

    visitor.signed_in(people.coordinator).post(f"{path}/choice/removal")
    assert db.session.scalars(select(VisitQuestion.chosen_at)).all() == [None, None]
