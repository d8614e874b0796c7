"""The same people in every test, so that a name says what to expect."""

from datetime import UTC, date, datetime, timedelta
from functools import cached_property

from lms.accounts import passwords
from lms.accounts.models import SiteRole, User
from lms.db import db
from lms.editions.models import Edition, Enrolment, Role

PASSWORD = "four words in a row"


class People:
    """Ana learns under Sofia in Ana's edition; Tomas learns elsewhere; Rosa is a stranger to both.

    Each person is made when first named. `edition` is the intake of Ana, Sofia, Carlos and Teresa.
    Others like them stand beside, when `called` comes before their names.
    """

    def __init__(self, called: str = "") -> None:
        self.called = called

    def person(self, name: str, *, site_role: SiteRole | None = None) -> User:
        return a_person(f"{self.called}{name}", site_role=site_role)

    @cached_property
    def edition(self) -> Edition:
        return an_edition()

    @cached_property
    def other_edition(self) -> Edition:
        return an_edition(name="Another intake")

    @cached_property
    def trainee(self) -> User:
        return self._enrolled("ana", Role.TRAINEE)

    @cached_property
    def classmate(self) -> User:
        return self._enrolled("bruno", Role.TRAINEE)

    @cached_property
    def supervisor(self) -> User:
        return self._enrolled("sofia", Role.SUPERVISOR)

    @cached_property
    def other_supervisor(self) -> User:
        """Supervises in the same edition, but nobody of the tests' trainees."""
        return self._enrolled("sergio", Role.SUPERVISOR)

    @cached_property
    def trainer(self) -> User:
        return self._enrolled("teresa", Role.TRAINER)

    @cached_property
    def assessor(self) -> User:
        return self._enrolled("abdou", Role.ASSESSOR)

    @cached_property
    def other_assessor(self) -> User:
        return self._enrolled("adama", Role.ASSESSOR)

    @cached_property
    def coordinator(self) -> User:
        return self._enrolled("carlos", Role.COORDINATOR, site_role=SiteRole.COORDINATOR)

    @cached_property
    def other_coordinator(self) -> User:
        person = self.person("clara", site_role=SiteRole.COORDINATOR)
        enrol(person, self.other_edition, Role.COORDINATOR)
        return person

    @cached_property
    def outsider(self) -> User:
        """A trainee of another intake."""
        person = self.person("tomas")
        enrol(person, self.other_edition, Role.TRAINEE)
        return person

    @cached_property
    def stranger(self) -> User:
        """An account without any role."""
        return self.person("rosa")

    @cached_property
    def administrator(self) -> User:
        return self.person("ada", site_role=SiteRole.ADMINISTRATOR)

    def _enrolled(self, name: str, role: Role, *, site_role: SiteRole | None = None) -> User:
        person = self.person(name, site_role=site_role)
        enrol(person, self.edition, role)
        return person


def a_person(
    name: str, *, site_role: SiteRole | None = None, language: str = "en", suspended: bool = False
) -> User:
    at = datetime.now(UTC)
    person = User(
        email=f"{name}@people.example",
        name=f"{name.title()} Example",
        password_hash=passwords.hashed(PASSWORD),
        site_role=site_role,
        language=language,
        created_at=at,
        suspended_at=at if suspended else None,
    )
    db.session.add(person)
    db.session.commit()
    return person


def an_edition(
    *, course_id: str = "cluster-broker", name: str = "Cluster brokers, first intake"
) -> Edition:
    today = datetime.now(UTC).date()
    edition = Edition(
        course_id=course_id,
        name=name,
        country="NI",
        time_zone="America/Managua",
        starts_on=today - timedelta(days=30),
        ends_on=today + timedelta(days=60),
        created_at=datetime.now(UTC),
    )
    db.session.add(edition)
    db.session.commit()
    return edition


def enrol(person: User, edition: Edition, role: Role) -> Enrolment:
    enrolment = Enrolment(
        user=person, edition=edition, role=role.value, created_at=datetime.now(UTC)
    )
    db.session.add(enrolment)
    db.session.commit()
    return enrolment


def enrolment_of(person: User, edition: Edition) -> Enrolment:
    return db.session.query(Enrolment).filter_by(user_id=person.id, edition_id=edition.id).one()


def today() -> date:
    return datetime.now(UTC).date()
