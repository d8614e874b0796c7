"""Meetings, and trips that wait for a consent, on the first page."""

from datetime import timedelta

import pytest

from lms.accounts.models import User
from lms.db import db
from lms.meetings import actions
from lms.meetings.models import Kind, Meeting, Ref
from lms.trips import actions as trips
from lms.trips.models import Side
from tests.directory.factories import takes_part
from tests.experience.factories import a_project_in
from tests.meetings.factories import a_meeting
from tests.people import People, a_person
from tests.programmes.factories import NOW, a_programme
from tests.today.test_exchange import next_step, waiting, weekday
from tests.trips.factories import a_trip
from tests.visitor import Visitor


def meets(people: People, person: User, *, hours: float) -> Meeting:
    """In so many hours, for one hour; the reader's clock is that of Greenwich."""
    ref = Ref(Kind.PROGRAMME, a_programme(people.administrator).id)
    row = a_meeting(ref, [person, people.administrator], starts_at=NOW + timedelta(hours=hours))
    row.place = "https://call.example/looms"
    db.session.commit()
    return row


def hour_of(row: Meeting) -> str:
    day = weekday(row.starts_at.date())
    after = " (the day after)" if row.ends_at.date() > row.starts_at.date() else ""
    return f"{day}, {row.starts_at:%H:%M}–{row.ends_at:%H:%M}{after} UTC"


def rows(visitor: Visitor) -> list[str]:
    found = visitor.all("section:has(#programmes) .row")
    return [" ".join(row.to_text().split()) for row in found]


@pytest.mark.parametrize("hours", [-0.5, 23])
def test_a_meeting_within_a_day_is_the_next_step(
    visitor: Visitor, people: People, hours: float
) -> None:
    row = meets(people, people.stranger, hours=hours)
    visitor.signed_in(people.stranger).get("/")
    assert next_step(visitor) == [
        *("Meeting", "The order book"),
        *(hour_of(row), f"/meetings/{row.id}"),
    ]
    assert visitor.statements == 3


def test_of_who_has_a_step_already_it_waits_on_the_list(visitor: Visitor, people: People) -> None:
    row = meets(people, people.trainee, hours=3)
    visitor.signed_in(people.trainee).get("/")
    assert waiting(visitor) == [f"The order book {hour_of(row)}"]
    assert visitor.statements == 8


def test_later_ones_stand_below_by_their_hours(visitor: Visitor, people: People) -> None:
    later, sooner = (meets(people, people.stranger, hours=hours) for hours in (200, 50))
    meets(people, people.stranger, hours=24 * 15)
    visitor.signed_in(people.stranger).get("/")
    assert rows(visitor) == [f"The order book {hour_of(row)} Meeting" for row in (sooner, later)]
    assert "Nothing waits for you" not in visitor.text()


def test_what_is_over_cancelled_or_of_others_is_not_spoken_of(
    visitor: Visitor, people: People
) -> None:
    meets(people, people.stranger, hours=-2)
    off = meets(people, people.stranger, hours=3)
    actions.cancel(off, "No light.", by=people.stranger, at=NOW)
    meets(people, people.trainee, hours=3)
    visitor.signed_in(people.stranger).get("/")
    assert "The order book" not in visitor.text()


def test_a_trip_waits_for_each_side_until_it_has_consented(
    visitor: Visitor, people: People
) -> None:
    """Not for whoever works elsewhere."""
    guest, host = a_project_in("NI", "Sweet makers"), a_project_in("SN", "Dyers of Thiès")
    programme = a_programme(people.administrator)
    ines, awa, ravi = (a_person(name) for name in ("ines", "awa", "ravi"))
    for person, project in ((ines, guest), (awa, host), (ravi, a_project_in("IN", "Looms"))):
        takes_part(programme, person, project)
    trip = a_trip(host.id, ines, guest=guest.id)
    trips.consent(trip, Side.GUEST, by=ines, at=NOW)
    asked = ["To the basin A trip waits for your consent"]
    for person, said in ((ines, []), (awa, asked), (ravi, [])):
        visitor.signed_in(person).get("/")
        assert waiting(visitor) == said
    trip.starts_on, trip.ends_on = (NOW.date() - timedelta(days=days) for days in (4, 3))
    visitor.signed_in(awa).get("/")
    assert waiting(visitor) == []
