from sqlalchemy import ColumnElement, Select, exists, false, or_, select, true
from sqlalchemy.orm import aliased

from lms.accounts.models import SiteRole, User
from lms.editions.models import Enrolment, Role
from lms.spaces.models import BY_MEMBERSHIP, Kind, Space, SpaceMember
from lms.spaces.readers import Reader


def seen_by(reader: Reader) -> ColumnElement[bool]:
    """Whether this reader sees a space; belongs into every query of what stands in one."""
    if reader.is_administrator:
        return true()
    if reader.person is None:
        return Space.kind == Kind.PUBLIC.value
    kinds = [Kind.PUBLIC, Kind.THEME, *([Kind.STAFF] if reader.teaches else [])]
    member = exists().where(
        SpaceMember.space_id == Space.id, SpaceMember.user_id == reader.person.id
    )
    return or_(
        Space.kind.in_([kind.value for kind in kinds]),
        Space.edition_id.in_(sorted(reader.editions)),
        Space.kind.in_([kind.value for kind in BY_MEMBERSHIP]) & member,
    )


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


def led_by(reader: Reader) -> ColumnElement[bool]:
    """As `lms.spaces.policy.can_lead` says of one space."""
    if reader.is_administrator:
        return true()
    return runs_what_it_is_of(reader)


def runs_what_it_is_of(reader: Reader) -> ColumnElement[bool]:
    """As the policy of this name says of one space."""
    if reader.person is None:
        return false()
    of_edition = Space.edition_id.is_not(None) & Space.edition_id.in_(sorted(reader.runs))
    return or_(of_edition, is_led_by(reader.person.id))


def is_led_by(who: int | ColumnElement[int]) -> ColumnElement[bool]:
    """Whether they lead a space as one of its members."""
    return exists().where(
        SpaceMember.space_id == Space.id,
        SpaceMember.user_id == who,
        SpaceMember.leads_since.is_not(None),
    )


def any_led_by(reader: Reader) -> Select[bool]:
    return select(exists(select(Space.id).where(led_by(reader))))


def spaces_of(reader: Reader) -> Select[Space]:
    return select(Space).where(seen_by(reader)).order_by(Space.name, Space.id)


def space_at(slug: str, reader: Reader) -> Select[Space]:
    return select(Space).where(Space.slug == slug, seen_by(reader))


def space_numbered(number: int, reader: Reader) -> Select[Space]:
    return select(Space).where(Space.id == number, seen_by(reader))


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
