from datetime import date, datetime, timedelta

from lms.accounts.models import User
from lms.agendas.snapshots import Item
from lms.programmes.finding import Here
from lms.programmes.models import Role
from lms.study_visits.models import Observation, StudyVisit

WORK_ON_WORDS = (Role.DOCUMENTALIST, Role.INTERPRETER)
LAST_MIDNIGHT = timedelta(hours=12)


def is_inside(here: Here) -> bool:
    """Those of the programme read all of a visit, whatever its host allows outside."""
    return here.runs or here.takes_part


def leads(here: Here, visit: StudyVisit) -> bool:
    """Who runs the programme, its visit leaders, and who leads this slot."""
    if here.runs or here.mine is None or not here.takes_part:
        return here.runs
    return here.mine.role == Role.VISIT_LEADER or here.mine.user_id == visit.slot.lead_id


def can_ask(here: Here, item: Item, at: datetime) -> bool:
    """Whoever takes part, until the visit is over."""
    return here.takes_part and not item.cancelled and at < item.ends_at


def sees_questions(here: Here, item: Item, *, has_asked: bool, at: datetime) -> bool:
    """Participants ask one of their own before they see those of others, until the day is there."""
    if here.runs or not here.takes_part or here.mine is None:
        return here.runs
    free = here.mine.role != Role.PARTICIPANT or has_asked
    return free or at.astimezone(item.zone).date() >= item.starts_at.astimezone(item.zone).date()


def can_note(here: Here, *, is_rapporteur: bool) -> bool:
    """The rapporteurs of the day, who runs the programme, and those whose work are its words."""
    if here.runs or here.mine is None or not here.takes_part:
        return here.runs
    return is_rapporteur or here.mine.role in WORK_ON_WORDS


def allows_photos(visit: StudyVisit) -> bool:
    """As the host said last; without a word, no."""
    return visit.consent is not None and visit.consent.photos


def can_add_photo(person: User, visit: StudyVisit, observation: Observation) -> bool:
    """Whose observation it is, and who entered it for them."""
    hands = {observation.author_id, observation.entered_by_id}
    return person.id in hands and allows_photos(visit)


def can_look_after_photos(person: User, observation: Observation, *, leads: bool) -> bool:
    """Its hands, and who leads the visit, at any time: who is shown may change their mind."""
    return leads or person.id in {observation.author_id, observation.entered_by_id}


def begun_everywhere(at: datetime) -> date:
    """The day that has begun in every time zone: what is promised for it is never too early."""
    return (at - LAST_MIDNIGHT).date()
