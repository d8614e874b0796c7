"""Joint learning on the first page: nobody who is asked for something reads that nothing waits."""

from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_date

from lms.accounts.models import User
from lms.db import db
from lms.initiatives import actions as initiatives
from lms.initiatives.models import Role as Part
from lms.initiatives.models import State as InitiativeState
from lms.programmes import places
from lms.programmes.models import Programme, Role, State
from tests.initiatives.test_initiatives import a_project, a_seed
from tests.people import People
from tests.programmes.factories import NOW, PLAN, a_programme, applies
from tests.visitor import Visitor


def next_step(visitor: Visitor) -> list[str]:
    """Label, title, day and where its button leads."""
    said = [" ".join(visitor.all(f".next-step {part}")[0].to_text().split()) for part in PARTS]
    return [*said, str(visitor.all(".next-step .button")[0].attrs["href"])]


PARTS = (".next-step-label", "h2", ".next-step-day")


def waiting(visitor: Visitor) -> list[str]:
    return [" ".join(row.to_text().split()) for row in visitor.all("ul.waiting > li")]


def weekday(day: date) -> str:
    return format_date(day, "EEEE d MMMM", "en_GB")


def invited(people: People, person: User, *, confirmed: bool = False) -> Programme:
    programme = a_programme(people.administrator)
    row = places.invite(programme, person, Role.PARTICIPANT, at=NOW)
    if confirmed:
        places.confirm(programme, row, at=NOW)
    db.session.commit()
    return programme


def test_an_invitation_is_the_next_step_of_who_is_in_nothing_else(
    visitor: Visitor, people: People
) -> None:
    programme = invited(people, people.stranger)

    visitor.signed_in(people.stranger).get("/")

    address = f"/programmes/{programme.id}"
    assert next_step(visitor) == ["You are invited", PLAN.name, "As soon as you can", address]
    assert "Nothing waits for you" not in visitor.text()
    assert visitor.statements == 3


def test_of_who_has_a_step_already_it_waits_on_the_list(visitor: Visitor, people: People) -> None:
    invited(people, people.trainee)

    visitor.signed_in(people.trainee).get("/")

    assert visitor.all(".next-step .button")[0].attrs["href"] == "/courses/cluster-broker/a1-1"
    assert waiting(visitor) == [f"{PLAN.name} You are invited"]
    assert visitor.statements == 8


@pytest.mark.parametrize("state", [State.DECLINED, State.REFUSED, State.WITHDRAWN])
def test_a_place_that_ended_is_not_spoken_of(
    visitor: Visitor, people: People, state: State
) -> None:
    programme = a_programme(people.administrator)
    row = places.invite(programme, people.stranger, Role.PARTICIPANT, at=NOW)
    places.end(programme, row, state, reason="Full.", at=NOW)
    db.session.commit()

    visitor.signed_in(people.stranger).get("/")

    assert "Nothing waits for you" in visitor.text()


def test_a_week_to_come_says_when_it_begins(visitor: Visitor, people: People) -> None:
    programme = invited(people, people.stranger, confirmed=True)

    visitor.signed_in(people.stranger).get("/")

    begins = f"Begins on {weekday(PLAN.starts_on)}"
    assert next_step(visitor)[2:] == [begins, f"/programmes/{programme.id}"]
    assert visitor.all("#programmes") == []


def test_a_week_to_come_of_who_has_a_step_already_stands_below(
    visitor: Visitor, people: People
) -> None:
    invited(people, people.trainee, confirmed=True)

    visitor.signed_in(people.trainee).get("/")

    assert visitor.all(".next-step .button")[0].attrs["href"] == "/courses/cluster-broker/a1-1"
    (row,) = visitor.all("section:has(#programmes) .row")
    assert row.to_text().split()[:4] == ["Joint", "learning", "week,", "Masaya"]
    assert "Confirmed" in row.to_text()


def test_in_its_week_it_leads_to_the_agenda_and_afterwards_it_is_over(
    visitor: Visitor, people: People
) -> None:
    """By the clock of its place."""
    programme = invited(people, people.stranger, confirmed=True)
    today = datetime.now(ZoneInfo(programme.time_zone)).date()
    _held_on(programme, today - timedelta(days=4), today)
    visitor.signed_in(people.stranger).get("/")
    agenda, until = f"/programmes/{programme.id}/agenda", f"Until {weekday(today)}"
    assert next_step(visitor) == ["Joint learning, this week", PLAN.name, until, agenda]

    _held_on(programme, today - timedelta(days=5), today - timedelta(days=1))
    visitor.get("/")
    assert visitor.all(".next-step") == []


def _held_on(programme: Programme, first: date, last: date) -> None:
    programme.apply_by, programme.starts_on, programme.ends_on = first, first, last
    db.session.commit()


@pytest.mark.parametrize(
    ("days", "said"), [(-2, "Promised for {}"), (7, "Promised by {}"), (8, None)]
)
def test_a_promise_is_brought_to_mind_from_a_week_before_its_day(
    visitor: Visitor, people: People, days: int, said: str | None
) -> None:
    on = datetime.now(ZoneInfo("UTC")).date() + timedelta(days=days)
    number = _promised(people, on)

    visitor.signed_in(people.stranger).get("/")

    steps = [] if said is None else ["You promised", "Send the recipe", said.format(weekday(on))]
    assert (next_step(visitor)[:3] if visitor.all(".next-step") else []) == steps
    assert bool(visitor.all(f'.next-step a[href="/initiatives/{number}"]')) is (said is not None)


def _promised(people: People, on: date) -> int:
    row = a_seed(people.stranger)
    partner = initiatives.add_partner(row, a_project("Dyers", "NI").id, Part.PARTNER)
    row.state = InitiativeState.AGREED.value
    initiatives.promise(
        partner, people.stranger, key=uuid4(), what="Send the recipe", due_on=on, at=NOW
    )
    db.session.commit()
    return row.id


def test_who_directs_a_programme_reads_how_many_ask_for_a_place(
    visitor: Visitor, people: People
) -> None:
    programme = a_programme(people.stranger)
    applies(programme, "ines", "HN")
    applies(programme, "mame", "SN")

    visitor.signed_in(people.stranger).get("/")
    assert waiting(visitor) == [f"2 people ask for a place {PLAN.name}"]
    visitor.signed_in(people.administrator).get("/")
    assert waiting(visitor) == []


def test_three_places_cost_what_one_does(visitor: Visitor, people: People) -> None:
    costs = []
    visitor.signed_in(people.stranger)
    for number in range(3):
        programme = a_programme(people.administrator)
        programme.name = f"Week {number}"
        places.invite(programme, people.stranger, Role.PARTICIPANT, at=NOW)
        db.session.commit()
        visitor.get("/")
        costs.append(visitor.statements)

    assert costs == [3, 3, 3]
    assert len(waiting(visitor)) == 2
