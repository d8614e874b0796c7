from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from lms.db import db
from lms.programmes.models import Programme
from lms.study_visits.models import Observation, StudyVisit
from tests.api.sending import at, in_lists, ten_times
from tests.people import People
from tests.study_visits.factories import (
    a_participant,
    a_question,
    a_visit,
    allowed,
    an_observation,
)
from tests.visitor import Visitor

SAID = {
    "question_id": "",
    "seen": "Two looms stand still.",
    "heard": "",
    "doubt": "",
    "language": "en",
}


@pytest.fixture
def visit(programme: Programme) -> StudyVisit:
    return a_visit(programme)


def place(visit: StudyVisit) -> str:
    return f"/programmes/{visit.programme_id}/visits/{visit.id}"


def from_a_phone(visit: StudyVisit, form: dict[str, str] = SAID, **said: Any) -> dict[str, Any]:
    written = datetime(2026, 3, 3, 15, tzinfo=UTC).isoformat()
    where = {"programme": visit.programme_id, "visit": visit.id}
    return where | {"fields": in_lists(form), "written_at": written} | said


def rows() -> list[Observation]:
    return list(db.session.scalars(select(Observation)))


def test_what_one_writes_everybody_of_the_programme_reads(
    visitor: Visitor, people: People, programme: Programme, visit: StudyVisit
) -> None:
    ines, juan = a_participant(programme), a_participant(programme, "juan")
    asked = a_question(visit, ines, "Who repairs the looms?")
    sent = SAID | {"question_id": str(asked.id), "doubt": "Nobody named a repairer."}
    visitor.signed_in(ines).post(f"{place(visit)}/observations/{uuid4()}", sent)
    visitor.signed_in(juan).get(place(visit))
    assert "Two looms stand still." in visitor.text()
    assert "Nobody named a repairer." in visitor.text()
    assert "Who repairs the looms?" in visitor.text()  # the question it is about stands with it
    visitor.signed_in(people.stranger).get(place(visit), status=404)


def test_an_empty_one_is_named_and_a_foreign_question_is_none(
    visitor: Visitor, people: People, programme: Programme, visit: StudyVisit
) -> None:
    other = a_question(a_visit(programme, "Dye yard", slot=4), people.coordinator)
    path = f"{place(visit)}/observations/{uuid4()}"
    visitor.signed_in(a_participant(programme)).post(path, SAID | {"seen": ""}, status=422)
    assert "one of them is enough" in visitor.text()
    visitor.post(path, SAID | {"question_id": str(other.id)}, status=422)
    assert rows() == []


def test_by_form_and_by_phone_the_number_makes_it_one(
    visitor: Visitor, people: People, programme: Programme, visit: StudyVisit
) -> None:
    number = uuid4()
    visitor.signed_in(a_participant(programme))
    receipts = ten_times(visitor, at("observations", number), from_a_phone(visit))
    assert len(set(receipts)) == 1
    visitor.post(f"{place(visit)}/observations/{number}", SAID)
    assert [(row.id, row.captured_at) for row in rows()] == [
        (number, datetime(2026, 3, 3, 15, tzinfo=UTC))
    ]


def test_other_words_under_the_same_number_are_refused(
    visitor: Visitor, people: People, programme: Programme, visit: StudyVisit
) -> None:
    number, other = uuid4(), SAID | {"seen": "All looms run."}
    ines, juan = a_participant(programme), a_participant(programme, "juan")
    visitor.signed_in(ines).put(at("observations", number), from_a_phone(visit))
    refused = visitor.put(at("observations", number), from_a_phone(visit, other), status=409)
    assert refused["error"] == "same_id_other_content"
    visitor.post(f"{place(visit)}/observations/{number}", other, status=409)
    assert "Open a new one." in visitor.text()
    visitor.signed_in(juan)
    visitor.put(at("observations", number), from_a_phone(visit), status=409)
    assert [row.seen for row in rows()] == ["Two looms stand still."]


def test_a_phone_hears_what_is_missing_and_a_stranger_is_not_heard(
    visitor: Visitor, people: People, programme: Programme, visit: StudyVisit
) -> None:
    visitor.signed_in(a_participant(programme))
    empty = from_a_phone(visit, SAID | {"seen": ""})
    assert "seen" in visitor.put(at("observations"), empty, status=422)["fields"]
    visitor.signed_in(people.stranger).put(at("observations"), from_a_phone(visit), status=404)
    allowed(visit, people.coordinator, publish_from=datetime.now(UTC).date() - timedelta(days=2))
    visitor.put(at("observations"), from_a_phone(visit), status=403)
    assert rows() == []


def test_who_leads_enters_one_from_paper_for_somebody_else(
    visitor: Visitor, people: People, programme: Programme, visit: StudyVisit
) -> None:
    ines, juan = a_participant(programme), a_participant(programme, "juan")
    path = f"{place(visit)}/observations"
    for_ines = SAID | {"author_id": str(ines.id)}
    visitor.signed_in(juan).post(f"{path}/{uuid4()}", for_ines, status=422)
    visitor.signed_in(people.coordinator)
    visitor.post(f"{path}/{uuid4()}", for_ines | {"author_id": str(people.stranger.id)}, status=422)
    visitor.post(f"{path}/{uuid4()}", for_ines)
    assert [(row.author_id, row.entered_by_id, row.captured_at) for row in rows()] == [
        (ines.id, people.coordinator.id, None)
    ]
    visitor.get(place(visit))
    assert "from paper" in visitor.text()


def test_its_writer_and_who_leads_take_it_back_and_nobody_else(
    visitor: Visitor, people: People, programme: Programme, visit: StudyVisit
) -> None:
    ines, juan = a_participant(programme), a_participant(programme, "juan")
    numbers: list[UUID] = [an_observation(visit, ines, seen).id for seen in ("One.", "Two.")]
    paths = [f"{place(visit)}/observations/{number}/withdrawal" for number in numbers]
    visitor.signed_in(juan).post(paths[0], status=403)
    visitor.signed_in(ines).post(paths[0])
    visitor.signed_in(people.coordinator).post(paths[1])
    visitor.get(place(visit))
    assert "One." not in visitor.text()
    assert "Two." not in visitor.text()


def test_a_page_of_many_costs_what_a_page_of_one_costs(
    visitor: Visitor, people: People, programme: Programme, visit: StudyVisit
) -> None:
    ines = a_participant(programme)
    an_observation(visit, ines)
    a_question(visit, ines)
    visitor.signed_in(ines).get(place(visit))
    one = visitor.statements
    for other in (people.trainee, people.classmate, people.trainer, people.assessor):
        an_observation(visit, other, f"Seen by {other.name}")
        a_question(visit, other, f"Asked by {other.name}")
    visitor.get(place(visit))
    assert (len(visitor.all("#observations ~ ol > li")), visitor.statements) == (5, one)
