"""Which spaces a reader sees and leads, as conditions that are put together once."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, String, bindparam, exists, or_, select
from sqlalchemy.orm import aliased

from lms.accounts.models import SiteRole, User
from lms.db import Blanks
from lms.editions.models import Enrolment, Role
from lms.spaces.models import BY_MEMBERSHIP, Kind, Space, SpaceMember
from lms.spaces.readers import Reader

NOBODY = 0  # a number that no person has
EVERY_KIND = [kind.value for kind in Kind]


def blanks_of(reader: Reader) -> dict[str, Any]:
    """What goes into the blanks of SEEN, LED and RUNS where this reader asks."""
    return {
        "reader": reader.person.id if reader.person else NOBODY,
        "seen_kinds": _seen_kinds(reader),
        "led_kinds": EVERY_KIND if reader.is_administrator else [],
        "reader_editions": sorted(reader.editions),
        "reader_runs": sorted(reader.runs),
    }


def _seen_kinds(reader: Reader) -> Sequence[str]:
    """Those of which they see every space, of one edition or another."""
    if reader.is_administrator:
        return EVERY_KIND
    if reader.person is None:
        return [Kind.PUBLIC.value]
    staff = [Kind.STAFF.value] if reader.teaches else []
    return [Kind.PUBLIC.value, Kind.THEME.value, *staff]


def seen_by_each(who: ColumnElement[int]) -> ColumnElement[bool]:
    """The same for whoever a column names: for a mail, which asks for many at once."""
    here = exists().where(Enrolment.user_id == who, Enrolment.ended_at.is_(None))
    somebody = aliased(User)  # the query may have people of its own
    person = exists().where(somebody.id == who)
    staff = person.where(somebody.site_role.is_not(None))
    member = exists().where(SpaceMember.space_id == Space.id, SpaceMember.user_id == who)
    teaches = here.where(Enrolment.role != Role.TRAINEE.value)
    return or_(
        Space.kind.in_([Kind.PUBLIC.value, Kind.THEME.value]),
        here.where(Enrolment.edition_id == Space.edition_id),
        Space.kind.in_([kind.value for kind in BY_MEMBERSHIP]) & member,
        (Space.kind == Kind.STAFF.value) & (teaches | staff),
        person.where(somebody.site_role == SiteRole.ADMINISTRATOR.value),
    )


def is_led_by(who: int | ColumnElement[int]) -> ColumnElement[bool]:
    """Whether they lead a space as one of its members."""
    return exists().where(
        SpaceMember.space_id == Space.id,
        SpaceMember.user_id == who,
        SpaceMember.leads_since.is_not(None),
    )


def any_led_by(reader: Reader) -> Select[bool]:
    return select(exists(select(Space.id).where(LED))).params(blanks_of(reader))


def spaces_of(reader: Reader) -> tuple[Select[Space], Blanks]:
    return _SPACES, blanks_of(reader)


def space_at(slug: str, reader: Reader) -> tuple[Select[Space], Blanks]:
    return _SPACE_AT, {"slug": slug, **blanks_of(reader)}


def space_numbered(number: int, reader: Reader) -> Select[Space]:
    return select(Space).where(Space.id == number, SEEN).params(blanks_of(reader))


def at(slug: str) -> Select[Space]:
    """Whoever looks: for the one who opens it."""
    return select(Space).where(Space.slug == slug)


def slugs() -> Select[str]:
    """Addresses that are taken."""
    return select(Space.slug)


def called(name: str, purpose: str) -> Select[Space]:
    """The same space, opened by another click."""
    return select(Space).where(Space.name == name, Space.purpose == purpose)


def member(space: Space, user: User) -> Select[SpaceMember]:
    return select(SpaceMember).where(
        SpaceMember.space_id == space.id, SpaceMember.user_id == user.id
    )


READER = bindparam("reader", type_=Integer)
IS_MEMBER = READER != NOBODY
"""Of the reader: who is signed in, and no visitor."""
SEEN = or_(
    Space.kind.in_(bindparam("seen_kinds", type_=String, expanding=True)),
    Space.edition_id.in_(bindparam("reader_editions", type_=Integer, expanding=True)),
    Space.kind.in_([kind.value for kind in BY_MEMBERSHIP])
    & exists().where(SpaceMember.space_id == Space.id, SpaceMember.user_id == READER),
)
"""Whether a reader sees a space; belongs into every query of what stands in one."""
RUNS = or_(
    Space.edition_id.is_not(None)
    & Space.edition_id.in_(bindparam("reader_runs", type_=Integer, expanding=True)),
    is_led_by(READER),
)
"""As `lms.spaces.policy.runs_what_it_is_of` says of one space."""
LED = or_(Space.kind.in_(bindparam("led_kinds", type_=String, expanding=True)), RUNS)
"""As `lms.spaces.policy.can_lead` does."""
_SPACES = select(Space).where(SEEN).order_by(Space.name, Space.id)
_SPACE_AT = select(Space).where(Space.slug == bindparam("slug"), SEEN)
