"""What must stay inside stands at no address: all of joint learning is walked, with its control."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.accounts.models import User
from lms.agendas import actions as agendas
from lms.db import db
from lms.experience import actions as experience
from lms.programmes.models import Programme
from lms.projects.models import Project
from lms.study_visits import noting
from lms.study_visits.models import Observation, StudyVisit
from lms.study_visits.noting import Writing
from tests.access_exchange import EXCHANGE
from tests.agendas.factories import entry
from tests.experience.factories import WRITTEN
from tests.people import People
from tests.programmes.factories import NOW
from tests.scene import Scene, a_scene
from tests.study_visits.factories import VISITS_DAY, a_participant, allowed
from tests.told import told_at
from tests.visitor import Visitor

CANARY = "Zinnwald"
LONG_AGO, FAR = date(2026, 1, 1), date(2999, 1, 1)
FOUND = "/search?q=weavers"
EVERYWHERE = (*EXCHANGE, "/", "/projects/{project}", FOUND)
OF_PROGRAMMES = ("/", *(row for row in EXCHANGE if "programme" in row))
NOTE, HERE = "/notes/{experience}", "/programmes/{programme}"
DAY = f"{HERE}/days/{{programme_day}}"


@pytest.fixture
def scene(people: People) -> Scene:
    return a_scene(people)


@pytest.fixture
def programme(scene: Scene) -> Programme:
    number, space = scene.names["programme"], joinedload(Programme.space)
    return db.session.get_one(Programme, number, options=[space], populate_existing=True)


@pytest.fixture
def ines(programme: Programme) -> User:
    return a_participant(programme)


@pytest.fixture
def of_a_visit(people: People, scene: Scene) -> Scene:
    """With a note that grew out of one, public as far as its author goes."""
    seen = db.session.scalars(select(Observation)).one()
    project = db.session.get_one(Project, scene.names["project"])
    note = experience.begin(uuid4(), by=people.coordinator, at=NOW, observation=seen)
    said = replace(WRITTEN, title=CANARY, public=True, project_id=project.id)
    experience.publish(note, said, at=NOW)
    db.session.commit()
    return Scene(scene.names | {"experience": note.id})


@pytest.mark.long
def test_a_note_of_a_visit_whose_host_has_not_said_so(
    visitor: Visitor, people: People, of_a_visit: Scene, ines: User
) -> None:
    visit = db.session.scalars(select(StudyVisit)).one()
    allowed(visit, people.coordinator, publish_from=FAR)
    outside = {"/notes", NOTE, f"{NOTE}.md", "/projects/{project}", FOUND}
    inside = told_at(visitor.signed_in(ines), of_a_visit, EVERYWHERE, CANARY)
    assert inside > outside | {f"{HERE}/visits/{{study_visit}}"}
    for person in (people.stranger, None):
        reader = visitor.signed_in(person) if person else Visitor(visitor.app)
        assert told_at(reader, of_a_visit, EVERYWHERE, CANARY) == set()

    allowed(visit, people.coordinator, publish_from=LONG_AGO)
    visitor.signed_in(people.stranger)
    assert told_at(visitor, of_a_visit, EVERYWHERE, CANARY) > outside


@pytest.mark.long
def test_a_slot_that_is_not_released(
    visitor: Visitor, people: People, scene: Scene, programme: Programme, ines: User
) -> None:
    agendas.add(programme, entry(programme, CANARY))
    db.session.commit()
    draft = {f"{HERE}/slots", f"{HERE}/releases/new"}
    assert told_at(visitor.signed_in(people.coordinator), scene, OF_PROGRAMMES, CANARY) >= draft
    assert told_at(visitor.signed_in(ines), scene, OF_PROGRAMMES, CANARY) == set()

    agendas.release(programme, note="", by=people.coordinator, at=NOW)
    db.session.commit()
    agenda = {f"{HERE}/agenda", f"{HERE}/agenda.ics", DAY, f"{DAY}/pack.html"}
    assert told_at(visitor, scene, OF_PROGRAMMES, CANARY) >= agenda


@pytest.mark.long
def test_a_day_note_is_read_in_each_language_where_it_is_read_in_one(
    visitor: Visitor, people: People, scene: Scene, programme: Programme, ines: User
) -> None:
    words = {"en": "Zinnwald thread", "fr": "Le fil de Zinnwald", "es": "El hilo de Zinnwald"}
    for language, body in words.items():
        base = 1 if language == "en" else 0
        writing = Writing(VISITS_DAY, language, body, base)
        noting.write(programme, writing, by=people.coordinator, at=NOW)
    db.session.commit()

    def told(person: User, language: str) -> set[str]:
        rows = [row.replace("/notes/en", f"/notes/{language}") for row in OF_PROGRAMMES]
        rows.append(f"{DAY}/notes/{language}/texts/2")
        found = told_at(visitor.signed_in(person), scene, rows, words[language])
        return {row.replace(f"/notes/{language}", "/notes/…").rstrip("12") for row in found}

    texts = {DAY, f"{DAY}/notes/…/texts/"}
    for person in (ines, people.coordinator):
        assert told(person, "en") == told(person, "fr") == told(person, "es") >= texts
    for person in (people.classmate, people.stranger):
        assert told(person, "en") == told(person, "fr") == told(person, "es") == set()
