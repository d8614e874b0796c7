from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, func, literal, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.models import User
from lms.db import Blanks
from lms.decisions.models import Decision, Method, Proposal, Stance
from lms.directory import working
from lms.directory.models import Part
from lms.directory.visibility import may_alone
from lms.forum import queries as forum
from lms.forum.models import Topic
from lms.initiatives.models import Initiative, Partner
from lms.initiatives.policy import ENDED
from lms.meetings.hours import Burden
from lms.meetings.models import GroupPoll, Meeting, MeetingGroup, MeetingPerson, Ref
from lms.programmes.models import Participation, Programme, State
from lms.projects.models import Project
from lms.spaces.readers import Reader


def group(ref: Ref) -> Select[MeetingGroup]:
    return select(MeetingGroup).where(_is(ref))


def _is(ref: Ref) -> ColumnElement[bool]:
    column: ColumnElement[int] = getattr(MeetingGroup, ref.kind.column)
    return column == ref.number


def poll(topic_id: int, reader: Reader) -> tuple[Select[Topic, Decision], Blanks]:
    """A time poll by name that this reader sees, with its topic."""
    found, blanks = forum.topic(topic_id, reader)
    query = (
        found.add_columns(Decision)
        .join(Decision, Decision.topic_id == topic_id)
        .where(
            Decision.method == Method.TIME_POLL.value,
            Decision.anonymous.is_(False),
            Decision.withdrawn_at.is_(None),
        )
    )
    return query, blanks


def group_poll(topic_id: int) -> Select[GroupPoll]:
    return select(GroupPoll).where(GroupPoll.topic_id == topic_id)


def meetings_of(ref: Ref) -> Select[Meeting]:
    """The last first."""
    return (
        select(Meeting)
        .join(Meeting.group)
        .options(joinedload(Meeting.by))
        .where(_is(ref))
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
    )


def tally(ref: Ref) -> Select[User, int, int, int, int, int]:
    """(person, meetings, how often early or late, in free time, at night; points in all).

    Who carried most is first. What was cancelled counts nowhere.
    """
    carried = func.sum(MeetingPerson.burden)
    return (
        select(
            User,
            func.count(),
            _how_often(Burden.EARLY_OR_LATE),
            _how_often(Burden.FREE_TIME),
            _how_often(Burden.NIGHT),
            carried,
        )
        .join(MeetingPerson, MeetingPerson.user_id == User.id)
        .join(Meeting, Meeting.id == MeetingPerson.meeting_id)
        .join(Meeting.group)
        .where(_is(ref), Meeting.cancelled_at.is_(None))
        .group_by(User.id)
        .order_by(carried.desc(), User.name, User.id)
    )


def _how_often(burden: Burden) -> ColumnElement[int]:
    return func.count(case((MeetingPerson.burden == burden.value, 1)))


def meeting(number: int) -> Select[Meeting]:
    return (
        select(Meeting)
        .options(joinedload(Meeting.group), joinedload(Meeting.by))
        .where(Meeting.id == number)
    )


def sent_as(by: User, key: UUID) -> Select[Meeting]:
    return select(Meeting).where(Meeting.by_id == by.id, Meeting.key == key)


def people_in(meeting: Meeting) -> Select[MeetingPerson]:
    return (
        select(MeetingPerson)
        .join(MeetingPerson.user)
        .options(contains_eager(MeetingPerson.user))
        .where(MeetingPerson.meeting_id == meeting.id)
        .order_by(User.name, User.id)
    )


def of_person(person: User, begin: datetime, end: datetime) -> Select[Meeting, int]:
    """Each meeting of theirs in this time, cancelled ones too, with how many are in it."""
    everybody = (
        select(func.count())
        .select_from(MeetingPerson)
        .where(MeetingPerson.meeting_id == Meeting.id)
        .correlate(Meeting)
        .scalar_subquery()
    )
    theirs = select(MeetingPerson.meeting_id).where(MeetingPerson.user_id == person.id)
    return (
        select(Meeting, everybody)
        .where(Meeting.id.in_(theirs), Meeting.ends_at > begin, Meeting.starts_at < end)
        .order_by(Meeting.starts_at, Meeting.id)
    )


def voters_of(poll: Decision) -> Select[User]:
    """Whoever spoke by name, to whichever version."""
    spoke = (
        select(Stance.person_id)
        .join(Proposal, Proposal.id == Stance.proposal_id)
        .where(Proposal.decision_id == poll.topic_id)
    )
    return select(User).where(User.id.in_(spoke)).order_by(User.name, User.id)


def project(number: int) -> Select[Project]:
    return select(Project).where(Project.id == number)


def colleagues(project_id: int, person: User) -> Select[User]:
    """Who works there and lets this person know it."""
    there, viewer = working.works_in().subquery(), literal(person.id)
    works = select(there.c.user_id).where(there.c.project_id == project_id)
    return (
        select(User)
        .where(
            User.id.in_(works),
            may_alone(Part.NAME, viewer),
            may_alone(Part.PROJECTS, viewer),
        )
        .order_by(User.name, User.id)
    )


def initiatives_of(person: User) -> Select[Initiative]:
    """Those that have not ended and are theirs."""
    partner = select(Partner.initiative_id).where(
        Partner.project_id.in_(working.projects_of(person))
    )
    return (
        select(Initiative)
        .where(
            or_(Initiative.by_id == person.id, Initiative.id.in_(partner)),
            Initiative.state.not_in([state.value for state in ENDED]),
        )
        .order_by(Initiative.id.desc())
    )


def programmes_of(person: User) -> Select[Programme]:
    return (
        select(Programme)
        .join(Participation, Participation.programme_id == Programme.id)
        .where(Participation.user_id == person.id, Participation.state == State.CONFIRMED.value)
        .order_by(Programme.starts_on.desc(), Programme.id)
    )


def projects_of(person: User) -> Select[Project]:
    return (
        select(Project)
        .where(Project.id.in_(working.projects_of(person)))
        .order_by(Project.name, Project.id)
    )
