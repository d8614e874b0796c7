import json
import re
from io import BytesIO
from uuid import uuid4

import pytest
from sqlalchemy import select

from lms.db import db
from lms.programmes.models import Programme, Role
from lms.study_visits import asking
from lms.study_visits.models import DayNote, Observation, StudyVisit
from lms.study_visits.packs import LARGEST
from tests.people import People
from tests.programmes.factories import FIRST_DAY, NOW
from tests.study_visits.factories import (
    VISITS_DAY,
    a_day_note,
    a_participant,
    a_question,
    a_visit,
    an_observation,
    with_role,
)
from tests.visitor import Visitor


@pytest.fixture
def visit(programme: Programme) -> StudyVisit:
    return a_visit(programme)


def place(programme: Programme) -> str:
    return f"/programmes/{programme.id}/days/{VISITS_DAY}"


def test_a_day_shows_its_part_of_the_agenda_and_its_notes_in_each_language(
    visitor: Visitor, people: People, programme: Programme, visit: StudyVisit
) -> None:
    a_day_note(programme, people.coordinator, "Looms and turns.")
    visitor.signed_in(a_participant(programme)).get(place(programme))
    assert "Looms of the lake" in visitor.text()
    assert "Panel of institutions" not in visitor.text()  # that is another day
    assert "Looms and turns." in visitor.text()
    assert visitor.text().count("It is not written in this language yet.") == 2
    visitor.signed_in(people.stranger).get(place(programme), status=403)


@pytest.mark.parametrize("day", ["2020-01-01", "tomorrow"])
def test_a_day_outside_the_week_is_none(
    visitor: Visitor, people: People, programme: Programme, day: str
) -> None:
    visitor.signed_in(people.coordinator)
    visitor.get(f"/programmes/{programme.id}/days/{day}", status=404)


def test_rapporteurs_of_the_day_write_and_other_participants_read(
    visitor: Visitor, people: People, programme: Programme
) -> None:
    ines, juan = a_participant(programme), a_participant(programme, "juan")
    path, sent = f"{place(programme)}/notes/es", {"base": "0", "body": "Telares y turnos."}
    visitor.signed_in(ines).post(path, sent, status=403)
    chosen = {"people": [str(ines.id)]}
    visitor.signed_in(juan).post(f"{place(programme)}/rapporteurs", chosen, status=403)
    visitor.signed_in(people.coordinator).post(f"{place(programme)}/rapporteurs", chosen)

    visitor.signed_in(ines).post(path, sent)
    visitor.get(f"/programmes/{programme.id}/days/{FIRST_DAY}/notes/es", status=403)
    visitor.signed_in(juan).get(place(programme))
    assert "Telares y turnos." in visitor.text()
    visitor.get(path, status=403)

    visitor.signed_in(people.coordinator).post(f"{place(programme)}/rapporteurs", {})
    visitor.signed_in(ines).get(path, status=403)


def test_an_interpreter_writes_what_is_missing_in_another_language(
    visitor: Visitor, people: People, programme: Programme
) -> None:
    person = with_role(programme, people.trainer, Role.INTERPRETER)
    visitor.signed_in(person)
    visitor.post(f"{place(programme)}/notes/fr", {"base": "0", "body": "Des métiers."})
    visitor.get(f"{place(programme)}/notes/xx", status=404)


def test_a_note_is_written_beside_what_was_seen_that_day_and_not_on_another(
    visitor: Visitor, people: People, programme: Programme, visit: StudyVisit
) -> None:
    an_observation(visit, people.coordinator, "Two looms stand.")
    an_observation(a_visit(programme, "Bank", slot=4), people.coordinator, "A queue.")
    visitor.signed_in(people.coordinator).get(f"{place(programme)}/notes/en")
    assert "Two looms stand." in visitor.text()
    assert "A queue." not in visitor.text()


def test_what_somebody_else_wrote_meanwhile_is_shown_and_nothing_is_lost(
    visitor: Visitor, people: People, programme: Programme
) -> None:
    a_day_note(programme, people.coordinator, "First.")
    ines = a_participant(programme)
    path = f"{place(programme)}/notes/en"
    visitor.signed_in(people.coordinator)
    visitor.post(path, {"base": "0", "body": "Mine."}, status=409)
    assert "First." in visitor.text()
    assert "Mine." in visitor.text()
    base = visitor.all("input[name=base]")[0].attrs["value"]
    for _twice in range(2):
        visitor.post(path, {"base": base, "body": "First. Mine."})
    rows = db.session.execute(select(DayNote.number, DayNote.body).order_by(DayNote.number)).all()
    assert [tuple(row) for row in rows] == [(1, "First."), (2, "First. Mine.")]

    visitor.signed_in(ines).get(f"{path}/texts/2")
    assert [tag.to_text().strip() for tag in visitor.all("ins")] == ["First. Mine."]


def pack(visitor: Visitor, programme: Programme) -> str:
    return visitor.get(f"{place(programme)}/pack.html").text


def test_a_pack_is_one_small_file_that_asks_nothing_of_anybody(
    visitor: Visitor, people: People, programme: Programme, visit: StudyVisit
) -> None:
    for number in range(12):
        asked = a_question(visit, people.coordinator, f"Question {number} " + "x" * 280)
        asking.choose(asked, at=NOW)
    visitor.signed_in(people.coordinator)
    answer = visitor.get(f"{place(programme)}/pack.html")
    assert len(answer.data) <= LARGEST == 200 * 1024
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert re.findall(r"\bsrc=|\bhref=|\baction=|url\(|@import|https?:|//\w", answer.text) == []
    assert "default-src 'none'" in answer.text

    visitor.get(place(programme))
    assert f"({-(-len(answer.data) // 1024)} KB)" in visitor.text()


def test_a_pack_says_how_to_get_there_and_keeps_the_contact_for_who_leads(
    visitor: Visitor, people: People, programme: Programme, visit: StudyVisit
) -> None:
    ines = a_participant(programme)
    text = pack(visitor.signed_in(ines), programme)
    told = ("Looms of the lake", "Gate of the market", "09:00–12:30", "The host was not asked yet")
    assert [said for said in told if said not in text] == []
    assert "555 0101" not in text
    assert "555 0101" in pack(visitor.signed_in(people.coordinator), programme)
    visitor.signed_in(people.stranger).get(f"{place(programme)}/pack.html", status=403)


def test_a_pack_holds_chosen_questions_for_those_who_may_see_them(
    visitor: Visitor, people: People, programme: Programme, visit: StudyVisit
) -> None:
    ines, juan = a_participant(programme), a_participant(programme, "juan")
    asking.choose(a_question(visit, juan, "Who <oils> the loom?"), at=NOW)
    a_question(visit, juan, "Never chosen?")
    known = [
        ("Who &lt;oils&gt; the loom?" in text, "Never chosen?" in text)
        for text in (pack(visitor.signed_in(person), programme) for person in (ines, juan))
    ]
    assert known == [(False, False), (True, False)]


def sheet(
    programme: Programme, visit: StudyVisit, said: dict[str, object] | None = None
) -> dict[str, object]:
    row = {"id": str(uuid4()), "visit": visit.id, "question": None, "language": "fr"}
    row |= {"seen": "Deux métiers.", "heard": "", "doubt": ""}
    row |= {"captured_at": "2026-03-03T15:00:00Z"} | (said or {})
    return {"programme": programme.id, "day": str(VISITS_DAY), "observations": [row]}


def test_what_was_written_in_it_comes_back_once(
    visitor: Visitor, people: People, programme: Programme, visit: StudyVisit
) -> None:
    ines, text = a_participant(programme), json.dumps(sheet(programme, visit))
    path = f"/programmes/{programme.id}/answers"
    visitor.signed_in(ines)
    for said in ("1 observation is kept.", "0 observations are kept. 1 was here already."):
        visitor.get(visitor.post(path, {"text": text}).location)
        assert said in visitor.text()
    rows = db.session.scalars(select(Observation)).all()
    assert [(row.author_id, row.seen) for row in rows] == [(ines.id, "Deux métiers.")]
    visitor.signed_in(people.stranger).post(path, {"text": text}, status=403)


def test_the_file_that_was_kept_does_as_well(
    visitor: Visitor, people: People, programme: Programme, visit: StudyVisit
) -> None:
    kept = BytesIO(json.dumps(sheet(programme, visit)).encode())
    visitor.signed_in(a_participant(programme))
    visitor.post(f"/programmes/{programme.id}/answers", {"file": (kept, "day-pack.json")})
    assert [row.seen for row in db.session.scalars(select(Observation))] == ["Deux métiers."]


def test_what_does_not_fit_is_given_back(
    visitor: Visitor, people: People, programme: Programme, visit: StudyVisit
) -> None:
    path = f"/programmes/{programme.id}/answers"
    other = a_question(a_visit(programme, "Bank", slot=4), people.coordinator)
    visitor.signed_in(a_participant(programme))
    wrongs: tuple[dict[str, object], ...]
    wrongs = ({"question": other.id}, {"visit": 10**6}, {"seen": ""})
    for wrong in wrongs:
        text = json.dumps(sheet(programme, visit, wrong))
        visitor.post(path, {"text": text}, status=422)
        assert "These were not kept" in visitor.text()
    for unreadable in ("", "{", json.dumps(sheet(programme, visit) | {"programme": 999})):
        visitor.post(path, {"text": unreadable}, status=422)
    assert db.session.scalars(select(Observation)).all() == []
