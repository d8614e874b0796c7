"""What grows out of a visit: traced back to it, and outside the programme when its host says so."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from lms.db import db
from lms.experience import actions as experience
from lms.experience.models import ExperienceNote, NoteOfVisit
from lms.programmes import actions as programmes
from lms.programmes.models import Programme
from lms.search import actions as searching
from lms.study_visits.models import (
    DayNote,
    DayRapporteur,
    HostConsent,
    Observation,
    StudyVisit,
    VisitQuestion,
)
from tests.experience.factories import SENT, WRITTEN
from tests.people import People
from tests.programmes.factories import NOW, PLAN
from tests.study_visits.factories import (
    a_day_note,
    a_participant,
    a_question,
    a_visit,
    allowed,
    an_observation,
)
from tests.visitor import Visitor

YESTERDAY, SOON = NOW.date() - timedelta(days=2), NOW.date() + timedelta(days=9)
TITLE = "Zinnwald thread is bought by ten"


@pytest.fixture
def visit(programme: Programme) -> StudyVisit:
    return a_visit(programme)


def a_note_of(visit: StudyVisit, people: People) -> ExperienceNote:
    """Public, as far as its author goes."""
    seen = an_observation(visit, people.coordinator)
    note = experience.begin(uuid4(), by=people.coordinator, at=NOW, observation=seen)
    fields = {name: getattr(WRITTEN, name) for name in type(WRITTEN).__dataclass_fields__}
    written = experience.Written(**(fields | {"title": TITLE, "public": True}))
    experience.publish(note, written, at=NOW)
    db.session.commit()
    return note


def test_a_note_begins_with_what_was_seen_and_both_lead_to_each_other(
    visitor: Visitor, people: People, programme: Programme, visit: StudyVisit
) -> None:
    ines = a_participant(programme)
    seen = an_observation(visit, ines, "Ten buy thread together.")
    visitor.signed_in(ines).get(f"/notes/new?observation={seen.id}")
    assert "Ten buy thread together." in visitor.all("#action")[0].to_text()
    assert "leave its name out" in visitor.text()

    sent = SENT | {"key": str(uuid4()), "act": "publish", "title": TITLE}
    for _twice in range(2):
        place = visitor.post(f"/notes?observation={seen.id}", sent).location
    assert [row.observation_id for row in db.session.scalars(select(NoteOfVisit))] == [seen.id]
    page = f"/programmes/{programme.id}/visits/{visit.id}"
    visitor.get(place)
    assert f"{page}#seen-{seen.id}" in [link.attrs["href"] for link in visitor.all("dd a")]
    visitor.get(page)
    assert place in [link.attrs["href"] for link in visitor.all(".row-title a")]


def test_nobody_from_outside_begins_a_note_with_it(
    visitor: Visitor, people: People, programme: Programme, visit: StudyVisit
) -> None:
    seen = an_observation(visit, people.coordinator)
    visitor.signed_in(people.stranger).get(f"/notes/new?observation={seen.id}", status=404)
    sent = SENT | {"key": str(uuid4()), "act": "publish"}
    visitor.post(f"/notes?observation={seen.id}", sent, status=404)
    assert db.session.scalars(select(ExperienceNote)).all() == []


@pytest.mark.parametrize(
    ("day", "leaves"),
    [
        ("not asked", False),
        (YESTERDAY, True),
        pytest.param(None, False, marks=pytest.mark.long),
        pytest.param(SOON, False, marks=pytest.mark.long),
    ],
)
def test_a_note_leaves_the_programme_only_when_the_host_says_so(  # cases
    visitor: Visitor,
    people: People,
    programme: Programme,
    visit: StudyVisit,
    day: date | str | None,
    leaves: bool,  # a case
) -> None:
    note, ines = a_note_of(visit, people), a_participant(programme)
    if not isinstance(day, str):
        allowed(visit, people.coordinator, publish_from=day)
    searching.rebuild()
    doors = {"/notes": 200, "/search?q=zinnwald": 200, f"/notes/{note.id}": 200}
    visitor.signed_in(ines)
    for door in doors:
        visitor.get(door)
        assert TITLE in visitor.text(), door

    for person, hidden in ((None, 303), (people.stranger, 404)):
        other = Visitor(visitor.app)
        other = other.signed_in(person) if person else other
        for door in ("/notes", "/search?q=zinnwald"):
            other.get(door)
            assert (TITLE in other.text()) == leaves, door
        for door in (f"/notes/{note.id}", f"/notes/{note.id}.md"):
            other.get(door, status=200 if leaves else hidden)


def test_a_host_that_takes_its_word_back_is_heard_at_once(
    visitor: Visitor, people: People, programme: Programme, visit: StudyVisit
) -> None:
    note = a_note_of(visit, people)
    allowed(visit, people.coordinator, publish_from=YESTERDAY)
    visitor.signed_in(people.stranger).get(f"/notes/{note.id}")
    assert "Looms of the lake" in visitor.text()
    allowed(visit, people.coordinator, named=False, publish_from=YESTERDAY)
    visitor.get(f"/notes/{note.id}")
    assert "Looms of the lake" not in visitor.text()
    allowed(visit, people.coordinator, publish_from=None)
    visitor.get(f"/notes/{note.id}", status=404)
    visitor.get("/search?q=zinnwald")
    assert TITLE not in visitor.text()


def test_a_copy_takes_slots_and_nothing_of_hosts_or_people(
    people: People, programme: Programme, visit: StudyVisit
) -> None:
    allowed(visit, people.coordinator, publish_from=YESTERDAY)
    a_question(visit, people.coordinator)
    a_note_of(visit, people)
    a_day_note(programme, people.coordinator)
    kinds = (StudyVisit, HostConsent, VisitQuestion, Observation, DayNote, DayRapporteur)
    before = [len(db.session.scalars(select(kind)).all()) for kind in (*kinds, NoteOfVisit)]
    plan = {name: getattr(PLAN, name) for name in type(PLAN).__dataclass_fields__}
    later = programmes.Plan(**(plan | {"name": "Another week"}))
    copy = programmes.copy(programme, later, by=people.administrator, at=NOW)
    after = [len(db.session.scalars(select(kind)).all()) for kind in (*kinds, NoteOfVisit)]
    assert (copy.after_id, after) == (programme.id, before)
