"""Who sees a photo of a visit: those of its programme, others from the day of the host."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select

from lms.db import db
from lms.experience import actions as experience
from lms.experience.models import ExperienceNote
from lms.programmes.models import Programme
from lms.study_visits.models import Observation, StudyVisit
from lms.study_visits.photo_models import Photo
from tests.access_exchange import EXCHANGE
from tests.access_table import TABLE
from tests.experience.factories import WRITTEN
from tests.files.factories import a_photo
from tests.people import People
from tests.programmes.factories import NOW
from tests.scene import Scene, a_scene
from tests.study_visits.factories import (
    a_photo_of,
    a_visit,
    allowed,
    an_observation,
    page_of,
    photos_page,
)
from tests.told import told_at
from tests.visitor import Visitor

MOST_STATEMENTS = 8
LONG_AGO, FAR = date(2026, 1, 1), date(2999, 1, 1)
CAPTION = "The loom of the canary"
VISIT = "/programmes/{programme}/visits/{study_visit}"
OUTSIDE = {VISIT, f"{VISIT}/photos/{{visit_photo}}", f"{VISIT}/photos/{{visit_photo}}/thumbnail"}
BESIDE = [row for row in TABLE if row.startswith(("/api", "/feeds", "/offline", "/search"))]
INSIDE = OUTSIDE | {f"{VISIT}/observations/{{seen}}/photos"}


@pytest.fixture
def visit(programme: Programme, people: People) -> StudyVisit:
    """Its host agrees to photos, and to nothing outside the programme."""
    found = a_visit(programme)
    allowed(found, people.coordinator, photos=True)
    return found


@pytest.fixture
def note(people: People, visit: StudyVisit) -> ExperienceNote:
    """It grew out of an observation with a photo, and its author tells it to everybody."""
    seen = an_observation(visit, people.coordinator)
    a_photo_of(seen, visit)
    found = experience.begin(uuid4(), by=people.coordinator, at=NOW, observation=seen)
    experience.publish(found, replace(WRITTEN, public=True), at=NOW)
    db.session.commit()
    return found


def the_photo() -> Photo:
    return db.session.scalars(select(Photo)).one()


def shown_at(visitor: Visitor, visit: StudyVisit, note: ExperienceNote) -> list[str]:
    """Where the photo, or a link to it, can be had."""
    row = the_photo()
    file = f"{page_of(visit)}/photos/{row.id}"
    files = [path for path in (file, f"{file}/thumbnail") if visitor.status_of(path) == 200]
    pages = [page_of(visit), f"/notes/{note.id}", photos_page(row.observation_id, visit)]
    opened = [path for path in pages if visitor.status_of(path) == 200]
    return files + [path for path in opened if file in visitor.get(path).text]


def test_what_the_host_takes_back_is_hidden_everywhere_at_once(
    visitor: Visitor, people: People, visit: StudyVisit, note: ExperienceNote
) -> None:
    by = people.coordinator
    assert len(shown_at(visitor.signed_in(by), visit, note)) == 5
    allowed(visit, by, photos=False, publish_from=LONG_AGO)
    assert shown_at(visitor, visit, note) == []
    assert shown_at(visitor.signed_in(people.administrator), visit, note) == []
    allowed(visit, by, photos=True)
    assert len(shown_at(visitor.signed_in(by), visit, note)) == 5


@pytest.mark.parametrize(
    ("said", "places"),
    [((None, True), 0), ((FAR, True), 0), ((LONG_AGO, False), 0), ((LONG_AGO, True), 4)],
)
def test_outside_the_programme_it_is_seen_from_the_day_of_the_host_and_with_their_word(
    visitor: Visitor,
    people: People,
    visit: StudyVisit,
    note: ExperienceNote,
    said: tuple[date | None, bool],
    places: int,
) -> None:
    allowed(visit, people.coordinator, publish_from=said[0], photos=said[1])
    assert len(shown_at(visitor.signed_in(people.stranger), visit, note)) == places
    someone = Visitor(visitor.app)
    found = shown_at(someone, visit, note)
    assert len(found) == (3 if places else 0)  # a page of visits asks visitors to sign in
    if places:
        assert f"/notes/{note.id}" in found


def test_a_photo_is_found_below_its_own_visit_alone(
    visitor: Visitor, people: People, programme: Programme, visit: StudyVisit, note: ExperienceNote
) -> None:
    other, row = a_visit(programme, "Another", slot=4), the_photo()
    visitor.signed_in(people.coordinator)
    visitor.get(f"{page_of(visit)}/photos/{row.id}")
    visitor.get(f"{page_of(other)}/photos/{row.id}", status=404)
    visitor.get(f"/programmes/{programme.id + 1}/visits/{visit.id}/photos/{row.id}", status=404)


def photo_told_at(visitor: Visitor, scene: Scene) -> set[str]:
    """It is the photo, or has its address or its caption."""
    rows = (*EXCHANGE, *BESIDE)
    return told_at(visitor, scene, rows, f"/photos/{the_photo().id}", CAPTION)


@pytest.mark.long
def test_no_address_at_all_tells_of_a_photo_that_may_not_be_seen(
    visitor: Visitor, people: People
) -> None:
    scene, by = a_scene(people), people.coordinator
    the_photo().caption = CAPTION
    visit = db.session.scalars(select(StudyVisit)).one()
    allowed(visit, by, photos=True, publish_from=LONG_AGO)
    assert photo_told_at(visitor.signed_in(by), scene) == INSIDE
    assert photo_told_at(visitor.signed_in(people.stranger), scene) == OUTSIDE
    allowed(visit, by, photos=True, publish_from=FAR)
    assert photo_told_at(visitor, scene) == set()
    allowed(visit, by, photos=False, publish_from=LONG_AGO)
    assert photo_told_at(visitor.signed_in(people.administrator), scene) == set()


@pytest.mark.long
def test_many_photos_cost_as_many_statements_as_one(
    visitor: Visitor, people: People, visit: StudyVisit, note: ExperienceNote
) -> None:
    allowed(visit, people.coordinator, photos=True, publish_from=LONG_AGO)
    first = db.session.get_one(Observation, the_photo().observation_id)
    looks = [(people.coordinator, page_of(visit)), (people.coordinator, f"/notes/{note.id}")]
    looks.append((people.stranger, page_of(visit)))
    pictures, costs = [], []
    for _turn in range(2):
        for person, page in looks:
            visitor.signed_in(person).get(page)
            pictures.append(len(visitor.all(".attachments img")))
            costs.append(visitor.statements)
        for edge in (300, 301):
            a_photo_of(first, visit, a_photo(edge, 200))
            a_photo_of(an_observation(visit, people.coordinator), visit, a_photo(edge + 9, 200))
    assert pictures == [1, 1, 1, 5, 3, 5]
    assert costs[:3] == costs[3:]
    assert max(costs) <= MOST_STATEMENTS
