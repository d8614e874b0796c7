"""Six tables that belong together by the number of the initiative."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType

from flask_babel import gettext as _

from lms import clock
from lms.db import db
from lms.experience.models import Use
from lms.experience.vocabulary import USES
from lms.i18n import country_name
from lms.initiatives.models import Commitment, Role, State, Value
from lms.initiatives.vocabulary import ROLES, STATES, VALUES
from lms.outcomes import queries
from lms.programmes.models import Programme
from lms.spreadsheets import Cell, Sheet
from lms.trips.models import Kind
from lms.trips.vocabulary import KINDS, STANDINGS, standing

Of = Programme | None


def _day(at: datetime | None) -> date | None:
    return at.date() if at else None


def initiatives(of: Of) -> Sheet:
    head = [_("Initiative"), _("Title"), _("Where it stands"), _("Countries"), _("From")]
    head += [_("Begun on"), _("Agreed on"), _("Ended on"), _("What it is for"), _("Why stopped")]
    countries: dict[int, set[str]] = {}
    rows = {}
    for row, partner in db.session.execute(queries.initiatives(of)):
        rows[row.id] = row
        there = countries.setdefault(row.id, set())
        if partner is not None:
            there.add(country_name(partner.project.country))
    lines: list[list[Cell]] = [
        [
            *(
                row.id,
                row.title,
                str(STATES[State(row.state)]),
                ", ".join(sorted(countries[row.id])),
            ),
            row.programme.name if row.programme else "",
            *(_day(row.created_at), _day(row.agreed_at), _day(row.ended_at)),
            *(row.aim, row.stop_reason),
        ]
        for row in rows.values()
    ]
    return Sheet(_("Initiatives"), head, lines)


def partners(of: Of) -> Sheet:
    head = [_("Initiative"), _("Cluster or network"), _("Place"), _("Country")]
    head += [_("What it does in it"), _("Consented on")]
    lines: list[list[Cell]] = [
        [
            *(row.id, partner.project.name, partner.project.place),
            *(country_name(partner.project.country), str(ROLES[Role(partner.role)])),
            _day(partner.consent_at),
        ]
        for row, partner in db.session.execute(queries.initiatives(of))
        if partner is not None
    ]
    return Sheet(_("Partners"), head, lines)


def commitments(of: Of) -> Sheet:
    """Who may not be named is somebody of a project."""
    head = [_("Initiative"), _("Cluster or network"), _("Country"), _("Who"), _("What")]
    head += [_("By which day"), _("What became of it"), _("What shows it, or why not")]
    lines: list[list[Cell]] = [
        [
            *(number, row.partner.project.name, country_name(row.partner.project.country)),
            name or _("somebody of it"),
            *(row.what, row.due_on, _became(row), row.evidence),
        ]
        for row, number, name in db.session.execute(queries.commitments(of))
    ]
    return Sheet(_("Promises"), head, lines)


def _became(row: Commitment) -> str:
    if row.is_open:
        return _("Late") if row.due_on < clock.now().date() else _("Open")
    return _("Done") if row.done_at else _("Given up")


def check_ins(of: Of) -> Sheet:
    head = [_("Initiative"), _("Day"), _("What came of it?"), _("In their words")]
    lines: list[list[Cell]] = [
        [row.initiative_id, row.at.date(), str(VALUES[Value(row.value)]), row.text]
        for row in db.session.scalars(queries.check_ins(of))
    ]
    return Sheet(_("What came of it"), head, lines, fixed=2)


def trips(of: Of) -> Sheet:
    head = [_("Trip"), _("Initiative"), _("What is it?"), _("Title"), _("Who goes"), _("Where to")]
    head += [_("First day"), _("Last day"), _("Where it stands"), _("People")]
    head += [_("What follows from it")]
    today = clock.now().date()
    lines: list[list[Cell]] = [
        [
            *(row.id, row.initiative_id, str(KINDS[Kind(row.kind)]), row.title),
            f"{row.guest.name}, {country_name(row.guest.country)}",
            f"{row.host.name}, {country_name(row.host.country)}",
            *(row.starts_on, row.ends_on, str(STANDINGS[standing(row, today)]), people),
            row.follow_up,
        ]
        for row, people in db.session.execute(queries.trips(of))
    ]
    return Sheet(_("Exchange trips"), head, lines)


def uses(of: Of) -> Sheet:
    head = [_("Note"), _("Title"), _("Told from"), _("Used by"), _("Country")]
    head += [_("How far is it?"), _("Since when?"), _("What you changed, or why it did not work")]
    lines: list[list[Cell]] = [
        [
            *(text.note_id, text.title, country_name(text.country), row.project.name),
            *(country_name(row.project.country), str(USES[Use(row.state)]), row.since),
            row.what_changed,
        ]
        for row, text in db.session.execute(queries.uses(of))
    ]
    return Sheet(_("Use of experience notes"), head, lines)


SHEETS: Mapping[str, Callable[[Of], Sheet]] = MappingProxyType(
    {
        "initiatives": initiatives,
        "partners": partners,
        "promises": commitments,
        "check-ins": check_ins,
        "trips": trips,
        "uses": uses,
    }
)
