"""Two worlds of the same things, so that every act has something to act on, and of others too."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.accounts.models import SignIn, User
from lms.attestations.models import Attestation
from lms.case_studies import joining, papers
from lms.case_studies.models import CasePaperFile, CasePaperInvitation
from lms.certificates import serials
from lms.db import db
from lms.devices import actions as devices
from lms.devices.actions import Unsent
from lms.editions.models import Enrolment, Role
from lms.files import actions as files
from lms.initiatives.models import Commitment
from lms.logbook.models import LogEntry
from lms.overrides import actions as overrides
from lms.pauses import actions as pauses
from lms.placements.models import Placement
from lms.programmes.models import Participation
from lms.programmes.queries import slots
from lms.question_sets.models import SetQuestion
from lms.quizzes.models import QuizAttempt
from lms.study_visits.models import StudyVisit
from lms.trips.models import ExchangeTrip
from tests.access_table import WHO
from tests.case_studies.factories import finished
from tests.case_studies.papers import CASE, CHANGE
from tests.certificates.factories import a_certificate
from tests.evidence.factories import received
from tests.extensions.factories import more
from tests.fieldwork.factories import a_placement
from tests.files.factories import PDF, a_photo, sent
from tests.people import People, enrol, enrolment_of
from tests.scene import Scene, a_scene
from tests.study_visits.factories import an_observation

OTHER = "other-"
ANOTHER_CASE, DEFENCE = "pune", "cluster-broker/defence"


@dataclass(frozen=True)
class World:
    people: People
    numbers: dict[str, int]
    names: dict[str, object]

    def person(self, who: str) -> User:
        return db.session.get_one(User, self.numbers[who])


def both() -> tuple[World, World]:
    return a_world(People()), a_world(People(OTHER))


def a_world(people: People) -> World:
    for who in WHO[1:]:
        assert getattr(people, who)
    scene = a_scene(people)
    at = datetime.now(UTC)
    names = {**scene.names, **more_names(people, scene, at)}
    numbers = {who: getattr(people, who).id for who in WHO[1:]}
    db.session.commit()
    return World(people, numbers, names)


def more_names(people: People, scene: Scene, at: datetime) -> dict[str, object]:
    placement = db.session.get_one(Placement, scene.names["placement"])
    ana = enrolment_of(people.trainee, people.edition)
    return {
        **of_fieldwork(people, scene, placement, at),
        **of_marks(people, ana, str(scene.names["set_ref"]), at),
        **of_papers(people, at),
        **of_exchange(people, scene, at),
        "certificate": a_certificate(ana, at=at).serial,
        "sign_in": a_sign_in(people.trainee, at).id,
        "new": uuid4(),
        "ana": people.trainee.id,
        "bruno": people.classmate.id,
        "sofia": people.supervisor.id,
        "sergio": people.other_supervisor.id,
        "email": f"{OTHER}new@people.example",
    }


def of_fieldwork(
    people: People, scene: Scene, placement: Placement, at: datetime
) -> dict[str, object]:
    """A pause that Ana asks for, her phone, and the text of her entry that waits."""
    day = placement.starts_on + timedelta(weeks=9)
    entry = db.session.get_one(LogEntry, scene.names["entry"])
    photo = received(entry, a_photo(41 + len(people.called), 40))
    pause = pauses.ask(placement, first_on=day, last_on=day, reason="A wedding.", at=at)
    year = db.session.get_one(Placement, scene.names["year"])
    now = pauses.ask(year, first_on=at.date(), last_on=day, reason="The rains.", at=at)
    pauses.decide(now, granted=True, remark="", by=people.coordinator, at=at)
    to_come = {"trainee": people.outsider, "edition": people.other_edition}
    proposed = a_placement(people, **to_come, state="proposed", days_ago=-7)
    phone = devices.heard(people.trainee, uuid4(), Unsent(2, 1), name="Phone", at=at)
    return {
        "pause": pause.id,
        "granted_pause": now.id,
        "proposed": proposed.id,
        "device": phone.id,
        "entry_version": entry.current_id,
        "draft_version": db.session.get_one(LogEntry, scene.names["draft"]).current_id,
        "evidence": photo.digest,
        "day": f"{day:%Y-%m-%d}",
    }


def of_marks(people: People, ana: Enrolment, set_ref: str, at: datetime) -> dict[str, object]:
    """More time for a quiz, four that are begun, and a mark set in the place of others."""
    override = overrides.set_mark(
        ana, "defence", DEFENCE, mark=73, reason="Heard.", seen=0, by=people.trainer, at=at
    )
    day = at.date() + timedelta(days=3)
    extension = more(people, day, ("quiz", "cluster-broker/a1"), ana)
    own = select(SetQuestion.key).where(SetQuestion.set_id == int(set_ref.rpartition("-")[2]))
    asked = {set_ref: list(db.session.scalars(own)), "cluster-broker/a1": None}
    asked |= {"electives/el1": None, "cluster-broker/final-test": None}
    for paper, keys in asked.items():
        db.session.add(
            QuizAttempt(enrolment_id=ana.id, day=paper, number=1, started_at=at, most=5, asked=keys)
        )
    return {"override": override.id, "extension": extension.id}


def of_papers(people: People, at: datetime) -> dict[str, object]:
    """Bruno writes one and asks Carla along; Carla writes another and asks Bruno."""
    carla = enrol(people.person("carla"), people.edition, Role.TRAINEE)
    bruno = enrolment_of(people.classmate, people.edition)
    finished(people.classmate, CASE, edition=people.edition)
    paper = papers.write(bruno, CASE, CHANGE, seen=0)
    kept = files.keep(
        files.receive(sent(PDF, "map.pdf")), people.edition, by=people.classmate, at=at
    )
    db.session.add(CasePaperFile(paper_id=paper.id, file_id=kept.id, attempt=1))
    for case, author, other in ((CASE, bruno, carla), (ANOTHER_CASE, carla, bruno)):
        joining.permit(people.edition, case, most=3, by=people.trainer, at=at)
        joining.invite(author, case, [other.id], most=3, at=at)
    invited = select(CasePaperInvitation).where(CasePaperInvitation.enrolment_id == bruno.id)
    return {
        "draft_paper": paper.id,
        "draft_paper_file": kept.id,
        "carla": carla.id,
        "invited": db.session.scalars(invited).one().id,
        "paper_author": people.trainee.id,
    }


def of_exchange(people: People, scene: Scene, at: datetime) -> dict[str, object]:
    """What Carlos saw at the visit, a partner of his initiative, a paper of Bruno's."""
    visit = db.session.get_one(StudyVisit, scene.names["study_visit"])
    commitment = db.session.get_one(Commitment, scene.names["commitment"])
    place = db.session.get_one(
        Participation, scene.names["place"], options=[joinedload(Participation.programme)]
    )
    paper = Attestation(
        serial=serials.new(),
        participation=place,
        name=people.classmate.name,
        programme_name="A week",
        place="Masaya",
        country="NI",
        language="en",
        starts_on=at.date(),
        ends_on=at.date(),
        minutes=60,
        of_minutes=60,
        issued_at=at,
        issued_on=at.date(),
        issued_by="Carlos",
    )
    db.session.add(paper)
    seen = an_observation(visit, people.coordinator)
    trip = db.session.get_one(ExchangeTrip, scene.names["trip"])
    some = db.session.scalars(slots(place.programme)).all()
    return {
        "observation": seen.id,
        "partner": commitment.partner_id,
        "attestation": paper.serial,
        "guest": trip.guest_id,
        "host": trip.host_id,
        "visit_slot": visit.slot_id,
        "free_slot": some[3].id,
        "last_day": f"{place.programme.ends_on}",
        "stranger_email": people.stranger.email,
    }


def a_sign_in(person: User, at: datetime) -> SignIn:
    """On a phone that is no longer here."""
    later = at + timedelta(hours=1)
    row = SignIn(
        token_hash=f"phone of {person.id}",
        user_id=person.id,
        created_at=at,
        seen_at=at,
        confirmed_at=at,
        idle_until=later,
        ends_at=later,
        idle_minutes=60,
    )
    db.session.add(row)
    db.session.flush()
    return row
