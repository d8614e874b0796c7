"""Visits, and people with a place in the programme, for tests."""

from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.accounts.models import User
from lms.agendas import actions as agendas
from lms.awaited.actions import take
from lms.db import db
from lms.programmes import places, queries
from lms.programmes.models import Programme, Role
from lms.study_visits import actions, asking, noting, observing, photo_queries, photos
from lms.study_visits.actions import Allowed, Description
from lms.study_visits.models import DayNote, Observation, StudyVisit, VisitQuestion
from lms.study_visits.noting import Writing
from lms.study_visits.observing import Hand, Words
from lms.study_visits.photo_models import Photo
from tests.files.factories import a_photo, sent
from tests.people import People
from tests.programmes.factories import FIRST_DAY, NOW, a_programme, applies

PHOTO = a_photo(320, 240)
VISITS_DAY = FIRST_DAY + timedelta(days=1)
"""The morning of the second day is for visits, on the clock of the place."""
SENT = {
    "host": "Looms of the lake",
    "host_kind": "firm",
    "project_id": "",
    "brief": "Forty looms and one buyer.",
    "meeting_point": "Gate of the market",
    "travel_minutes": "25",
    "interpreters": ["en", "es"],
    "contact": "Rosa Lake, 555 0101",
}


def a_week_of_visits(people: People) -> Programme:
    """Carlos directs it, and its agenda is released."""
    programme = a_programme(people.coordinator)
    agendas.release(programme, note="", by=people.coordinator, at=NOW)
    db.session.commit()
    return programme


def a_visit(programme: Programme, host: str = "Looms of the lake", *, slot: int = 2) -> StudyVisit:
    """`slot` is its place in the week: 2 is the morning of the second day."""
    row = db.session.scalars(queries.slots(programme)).all()[slot]
    said = Description(
        slot_id=row.id,
        host=host,
        host_kind="firm",
        project_id=None,
        contact="Rosa Lake, 555 0101",
        meeting_point="Gate of the market",
        travel_minutes=25,
        interpreters=["en", "es"],
        brief="Forty looms and one buyer.",
    )
    visit = actions.describe(programme, said, at=NOW)
    db.session.commit()
    return visit


def allowed(
    visit: StudyVisit,
    by: User,
    *,
    named: bool = True,
    photos: bool = False,
    publish_from: date | None = None,
    at: datetime = NOW,
) -> None:
    said = Allowed(
        photos=photos, named=named, figures=False, publish_from=publish_from, given_by="Rosa Lake"
    )
    actions.allow(visit, said, by=by, at=at)
    db.session.commit()


def a_question(visit: StudyVisit, by: User, text: str = "Who pays?") -> VisitQuestion:
    row = asking.ask(uuid4(), visit, text, "en", by=by, at=NOW)
    db.session.commit()
    return row


def an_observation(visit: StudyVisit, by: User, seen: str = "Two looms stand.") -> Observation:
    words = Words(question_id=None, language="en", seen=seen, heard="", doubt="")
    row = observing.observe(uuid4(), visit, words, Hand(by.id, by, NOW), at=NOW)
    db.session.commit()
    return row


def a_photo_of(
    observation: Observation, visit: StudyVisit, data: bytes = PHOTO, caption: str = "Two looms"
) -> Photo:
    """Received, as if it had come with a form."""
    item, received = take(sent(data, "looms.jpg"), caption, "spoken")
    by = db.session.get_one(User, observation.author_id)
    db.session.refresh(visit, ["consent_id"])
    (row,) = photos.expect(observation, _whole(visit), [item], at=NOW)
    waiting = photo_queries.sent_by(by, item.digest)
    photos.arrived(db.session.scalars(waiting).all(), received, by=by, at=NOW)
    db.session.commit()
    return row


def _whole(visit: StudyVisit) -> StudyVisit:
    query = select(StudyVisit).options(joinedload(StudyVisit.consent))
    return db.session.scalars(
        query.where(StudyVisit.id == visit.id).execution_options(populate_existing=True)
    ).one()


def a_day_note(programme: Programme, by: User, body: str = "Looms and turns.") -> DayNote:
    row = noting.write(programme, Writing(VISITS_DAY, "en", body), by=by, at=NOW)
    db.session.commit()
    return row


def a_participant(programme: Programme, name: str = "ines", country: str = "NI") -> User:
    row = applies(programme, name, country)
    places.confirm(programme, row, at=NOW)
    db.session.commit()
    return row.user


def with_role(programme: Programme, person: User, role: Role) -> User:
    row = places.invite(programme, person, role, at=NOW)
    places.confirm(programme, row, at=NOW)
    db.session.commit()
    return person


def on_day(day: date, hour: int, programme: Programme) -> datetime:
    return datetime.combine(day, time(hour), programme.zone)


def page_of(visit: StudyVisit) -> str:
    return f"/programmes/{visit.programme_id}/visits/{visit.id}"


def photos_page(number: UUID, visit: StudyVisit) -> str:
    return f"{page_of(visit)}/observations/{number}/photos"
