"""What is asked about a trainee's next step, put together once (docs/decisions/007)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import (
    Date,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import joinedload

from lms.accounts.models import User
from lms.case_studies.models import (
    CaseGroupPermission,
    CasePaper,
    CasePaperAuthor,
    CasePaperInvitation,
)
from lms.completion.queries import newest_tree
from lms.db import db
from lms.deadlines.queries import handed_in_by
from lms.deliverables.models import Deliverable
from lms.editions.class_days import today_in
from lms.editions.models import Enrolment, Role
from lms.extensions.dates import Dates, Work, dates_in_rows
from lms.extensions.queries import known_dates
from lms.messages.models import Message, MessageReceiver
from lms.placements.models import RUNNING, Placement
from lms.placements.queries import supervised_by
from lms.question_sets.models import QuestionSet
from lms.quizzes.models import QuizAttempt

FIRST = 8


class Asked(NamedTuple):
    """A deliverable or case paper that came back, a new quiz, a message or an invitation.

    A deliverable has the number of its placement; a paper is called by its case.
    """

    kind: str  # deliverable, paper, quiz, message or invitation
    id: int
    name: str
    edition_id: int

    @property
    def came_back(self) -> bool:
        return self.kind in {"deliverable", "paper"}


class Known(NamedTuple):
    """What waits for a trainee, their dates, and (kind, ref) of what they have handed in."""

    asked: list[Asked]
    dates: Dates
    done: set[Work]


def traineeship(
    user: User, edition_id: int, enrolment_id: int, *, on: date
) -> Select[Enrolment, str | None]:
    """A trainee and the rule of their edition: for them, who runs it and who supervises them."""
    query = (
        select(Enrolment, newest_tree(Enrolment.edition_id))
        .options(joinedload(Enrolment.edition), joinedload(Enrolment.user))
        .where(
            Enrolment.id == enrolment_id,
            Enrolment.edition_id == edition_id,
            Enrolment.role == Role.TRAINEE.value,
            Enrolment.ended_at.is_(None),
        )
    )
    if user.is_administrator:
        return query
    supervised = select(Placement.enrolment_id).where(Placement.id.in_(supervised_by(user, on=on)))
    run = select(Enrolment.edition_id).where(
        Enrolment.user_id == user.id,
        Enrolment.role == Role.COORDINATOR.value,
        Enrolment.ended_at.is_(None),
    )
    return query.where(
        or_(
            Enrolment.user_id == user.id,
            Enrolment.id.in_(supervised),
            Enrolment.edition_id.in_(run.correlate(None)),
        )
    )


def known_of(trainee: Enrolment) -> Known:
    """One statement."""
    return known_of_each([trainee])[trainee.id]


def known_of_each(trainees: Sequence[Enrolment]) -> dict[int, Known]:
    """Of a person who learns in some editions, by the number of the enrolment; one statement.

    What waits is the person's: each has all of it.
    """
    rows = db.session.execute(
        _KNOWN,
        {
            "user": trainees[0].user_id,
            "enrolments": [row.id for row in trainees],
            "editions": [row.edition_id for row in trainees],
            "today": min(today_in(row.edition) for row in trainees),
        },
    ).all()
    asked = [Asked(row.what, row.number, row.name, row.edition_id) for row in rows if row.place]
    dates = dates_in_rows(row for row in rows if row.what == DATE)
    done: dict[int, set[Work]] = {row.id: set() for row in trainees}
    for row in rows:
        if row.what == DONE:
            done[row.enrolment_id].add((row.kind, row.ref))
    return {row.id: Known(asked, dates, done[row.id]) for row in trainees}


_ENROLMENTS = bindparam("enrolments", expanding=True, type_=Integer)
_EDITIONS = bindparam("editions", expanding=True, type_=Integer)
_REF = (
    literal("edition-")
    + cast(QuestionSet.edition_id, String)
    + "/quiz-"
    + cast(QuestionSet.id, String)
)
_FINISHED = exists().where(
    QuizAttempt.enrolment_id.in_(_ENROLMENTS),
    QuizAttempt.day == _REF,
    QuizAttempt.finished_at.is_not(None),
)
_RETURNED = (
    select(
        literal("paper").label("kind"),
        CasePaper.id.label("id"),
        CasePaper.case_id.label("name"),
        Enrolment.edition_id.label("edition"),
        func.row_number().over(order_by=(CasePaper.submitted_at, CasePaper.id)).label("place"),
    )
    .join(CasePaper.authors)
    .join(CasePaperAuthor.enrolment)
    .where(Enrolment.user_id == bindparam("user", type_=Integer), Enrolment.ended_at.is_(None))
    .where(CasePaper.state == "returned")
)
_NEW = select(
    literal("quiz"),
    QuestionSet.id,
    QuestionSet.title,
    QuestionSet.edition_id,
    func.row_number().over(order_by=(QuestionSet.opens_on.desc(), QuestionSet.id.desc())),
).where(
    QuestionSet.edition_id.in_(_EDITIONS),
    QuestionSet.opens_on <= bindparam("today", type_=Date),
    QuestionSet.withdrawn_at.is_(None),
    ~_FINISHED,
)
_RETURNED_WORK = (
    select(
        literal("deliverable"),
        Deliverable.placement_id,
        Deliverable.name,
        Enrolment.edition_id,
        func.row_number().over(order_by=(Deliverable.submitted_at, Deliverable.id)),
    )
    .join(Deliverable.placement)
    .join(Placement.enrolment)
    .where(Enrolment.user_id == bindparam("user", type_=Integer), Enrolment.ended_at.is_(None))
    .where(Deliverable.state == "returned", Placement.state.in_(RUNNING))
)
_UNREAD = (
    select(
        literal("message"),
        Message.id,
        Message.subject,
        Message.edition_id,
        func.row_number().over(order_by=Message.id.desc()),
    )
    .join(MessageReceiver, MessageReceiver.message_id == Message.id)
    .where(
        MessageReceiver.user_id == bindparam("user", type_=Integer),
        MessageReceiver.read_at.is_(None),
    )
)
_INVITED = (
    select(
        literal("invitation"),
        CasePaper.id,
        CasePaper.case_id,
        Enrolment.edition_id,
        func.row_number().over(order_by=CasePaperInvitation.id),
    )
    .join(CasePaperInvitation.paper)
    .join(CasePaperInvitation.enrolment)
    .join(
        CaseGroupPermission,
        and_(
            CaseGroupPermission.edition_id == Enrolment.edition_id,
            CaseGroupPermission.case_id == CasePaper.case_id,
        ),
    )
    .where(Enrolment.user_id == bindparam("user", type_=Integer), Enrolment.ended_at.is_(None))
    .where(CasePaper.state == "draft", CasePaperInvitation.declined_at.is_(None))
)
_EACH = union_all(_RETURNED, _RETURNED_WORK, _NEW, _UNREAD, _INVITED).subquery()
_DATES = known_dates(_EDITIONS, _ENROLMENTS).subquery()
_HANDED_IN = handed_in_by(_ENROLMENTS).subquery()
DATE, DONE = "date", "done"
# The names say how they are read: `asked` by place and kind; then what `known_dates` finds.
_KNOWN = union_all(
    select(
        _EACH.c.kind.label("what"),
        _EACH.c.id.label("number"),
        _EACH.c.name,
        _EACH.c.edition.label("edition_id"),
        _EACH.c.place,
        literal("").label("kind"),
        literal("").label("ref"),
        cast(null(), Date).label("on"),
        literal(0).label("enrolment_id"),
        literal("").label("reason"),
        literal("").label("by"),
    ).where(_EACH.c.place <= FIRST),
    select(
        literal(DATE),
        literal(0),
        literal(""),
        _DATES.c.edition_id,
        literal(0),
        _DATES.c.kind,
        _DATES.c.ref,
        _DATES.c.on,
        _DATES.c.enrolment_id,
        _DATES.c.reason,
        _DATES.c.by,
    ),
    select(
        literal(DONE),
        literal(0),
        literal(""),
        literal(0),
        literal(0),
        _HANDED_IN.c.kind,
        _HANDED_IN.c[2],
        cast(null(), Date),
        _HANDED_IN.c[1],
        literal(""),
        literal(""),
    ),
).order_by("what", "place")
