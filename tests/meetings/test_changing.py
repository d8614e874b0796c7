"""A meeting is moved, or cancelled, and the tally follows."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.accounts.models import User
from lms.db import db
from lms.meetings import actions
from lms.meetings.models import Meeting, MeetingPerson
from lms.notifications.models import Notice
from tests.meetings.factories import (
    DAKAR,
    KOLKATA,
    NOW,
    TUESDAY,
    Three,
    a_meeting,
    on_tuesday,
    points,
    sent,
    three,
    told,
)
from tests.people import People
from tests.visitor import Visitor


@pytest.fixture
def group(people: People) -> Three:
    return three(people)


def test_a_moved_one_is_counted_anew_and_told(visitor: Visitor, group: Three) -> None:
    row = a_meeting(group.ref, group.people)
    assert points(group) == {"Ines": 0, "Awa": 0, "Ravi": 1}
    visitor.signed_in(group.ines).get(f"/meetings/{row.id}/edit")
    assert visitor.all("#hour")[0].attrs["value"] == "08:00"
    visitor.post(f"/meetings/{row.id}", sent(group.people, hour="05:00"))
    assert points(group) == {"Ines": 3, "Awa": 0, "Ravi": 0}
    with visitor.app.test_request_context():
        assert told(group.ravi)[-1].startswith("Moved: “The order book” is on Tuesday")
        assert "16:30–17:30 UTC+05:30" in told(group.ravi)[-1]


def test_the_same_again_changes_and_tells_nothing(visitor: Visitor, group: Three) -> None:
    form = sent(group.people)
    visitor.signed_in(group.ines)
    address = visitor.post(group.place, form).location
    visitor.post(address, form)
    assert db.session.scalars(select(Meeting.version)).one() == 1
    with visitor.app.test_request_context():
        assert len(told(group.ravi)) == 1


def test_a_new_place_leaves_the_tally_alone_wherever_people_live_now(group: Three) -> None:
    row = a_meeting(group.ref, group.people)
    group.ravi.time_zone = "Pacific/Auckland"
    where = actions.Plan(
        row.title, row.starts_at, row.ends_at, row.time_zone, "Room 4", group.people
    )
    actions.change(row, where, seen=1, by=group.ines, at=NOW)
    assert points(group) == {"Ines": 0, "Awa": 0, "Ravi": 1}
    assert zone_of(row, group.ravi) == KOLKATA


def zone_of(row: Meeting, person: User) -> str:
    return db.session.scalars(
        select(MeetingPerson.time_zone).where(
            MeetingPerson.meeting_id == row.id, MeetingPerson.user_id == person.id
        )
    ).one()


def test_whoever_moves_elsewhere_has_carried_what_they_carried(group: Three) -> None:
    """With its control: the next meeting counts by where they live then."""
    a_meeting(group.ref, group.people)
    group.ravi.time_zone = DAKAR
    db.session.commit()
    assert points(group)["Ravi"] == 1
    a_meeting(group.ref, group.people)
    assert points(group)["Ravi"] == 1
    group.ravi.time_zone = "Pacific/Auckland"
    a_meeting(group.ref, group.people, starts_at=on_tuesday(8, DAKAR))
    assert points(group)["Ravi"] == 1 + 2


def test_who_comes_in_and_who_is_left_out_hear_of_it_and_are_counted(
    visitor: Visitor, group: Three
) -> None:
    row = a_meeting(group.ref, [group.ines, group.ravi])
    form = sent([group.ines, group.awa], place="")
    visitor.signed_in(group.ines).post(f"/meetings/{row.id}", form)
    assert points(group) == {"Ines": 0, "Awa": 0}
    with visitor.app.test_request_context():
        assert told(group.awa)[-1].startswith("Ines Example asks you to “The order book”")
        assert told(group.ravi)[-1].endswith("takes place without you")


def test_a_cancelled_one_counts_for_nobody_and_stays_with_its_reason(
    visitor: Visitor, group: Three
) -> None:
    row = a_meeting(group.ref, group.people)
    place = f"/meetings/{row.id}/cancellation"
    visitor.signed_in(group.ines).get(place)
    visitor.post(place, {"why": ""}, status=422)
    assert "Say why, so that others can plan." in visitor.text()
    for _ in range(2):
        visitor.post(place, {"why": "The power is cut."})
    assert points(group) == {}
    visitor.signed_in(group.ravi).get(f"/meetings/{row.id}")
    assert "Cancelled The power is cut." in visitor.text()
    with visitor.app.test_request_context():
        assert [said for said in told(group.ravi) if "Cancelled" in said] == [told(group.ravi)[-1]]
    visitor.get(f"/calendar?from={TUESDAY}")
    assert "Cancelled" in visitor.all(".session-state")[0].to_text()
    visitor.signed_in(group.ines).get(f"/meetings/{row.id}/edit", status=403)


def test_one_that_nobody_came_to_can_be_taken_out_of_the_tally_afterwards(
    visitor: Visitor, group: Three
) -> None:
    row = a_meeting(group.ref, group.people, starts_at=NOW - timedelta(days=2))
    visitor.signed_in(group.ines).get(f"/meetings/{row.id}")
    assert "It did not take place" in visitor.text()
    assert "Change or move it" not in visitor.text()
    notices = len(db.session.scalars(select(Notice.id)).all())
    visitor.post(f"/meetings/{row.id}/cancellation", {"why": "Nobody came."})
    assert points(group) == {}
    assert len(db.session.scalars(select(Notice.id)).all()) == notices


def test_two_who_change_it_at_once_do_not_overwrite_each_other(
    visitor: Visitor, group: Three
) -> None:
    row = a_meeting(group.ref, group.people)
    visitor.signed_in(group.ines).post(f"/meetings/{row.id}", sent(group.people, title="First"))
    visitor.post(f"/meetings/{row.id}", sent(group.people, title="Second"), status=409)
    assert "Somebody changed the meeting while you were writing." in visitor.text()
    assert visitor.all("#title")[0].attrs["value"] == "Second"
    again = sent(group.people, title="Second", version="2")
    visitor.post(f"/meetings/{row.id}", again)
    assert db.session.scalars(select(Meeting.title)).one() == "Second"


def test_only_who_fixed_it_and_who_leads_change_it(
    visitor: Visitor, people: People, group: Three
) -> None:
    row = a_meeting(group.ref, group.people, by=group.ines)
    place = f"/meetings/{row.id}"
    visitor.signed_in(group.awa).get(place)
    assert "Cancel it" not in visitor.text()
    for path in (place, f"{place}/cancellation"):
        visitor.post(path, sent(group.people, why="So."), status=403)
    visitor.get(f"{place}/edit", status=403)
    for other in (people.stranger,):
        visitor.signed_in(other).get(place, status=404)
        visitor.get(f"{place}.ics", status=404)
        visitor.post(place, sent(group.people), status=404)
    visitor.signed_in(people.administrator).get(f"{place}/edit")
