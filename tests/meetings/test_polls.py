"""A group is asked by a time poll, and a closed poll leads to a meeting."""

from datetime import datetime, timedelta
from typing import NamedTuple, cast

import pytest
from sqlalchemy import select

from lms.db import db
from lms.decisions.actions import Offer
from lms.decisions.models import Decision, Method, Option
from lms.following.actions import choose_for_topic
from lms.forum.models import Level, Topic
from lms.meetings.models import GroupPoll, Meeting
from lms.notifications.actions import choose
from lms.notifications.models import Category, How, Notice
from lms.programmes.models import Programme
from lms.spaces.models import Space
from tests.decisions.factories import a_decision, a_voice
from tests.forum.factories import a_space
from tests.forum.held import decided, the_held
from tests.meetings.factories import NOW, TUESDAY, Three, on_tuesday, sent, three
from tests.meetings.test_finding import asked
from tests.people import People
from tests.visitor import Visitor

HOURS = [on_tuesday(8), on_tuesday(8) + timedelta(days=1)]


@pytest.fixture
def group(people: People) -> Three:
    return three(people)


class Sent(NamedTuple):
    """What the page of proposals sends as it is, and where to."""

    address: str
    form: dict[str, object]


def poll(visitor: Visitor, group: Three) -> Sent:
    visitor.get(f"{group.place}/proposals?{asked(group.people)}")
    form = visitor.all("main form[method=post]")[0]
    names = ("key", "asked_for", "body", "language", "reasons", "results", "title")
    said = {
        name: form.query(f"input[name={name}]")[0].attrs["value"]
        for name in (*names, "closes_on", "closes_at")
    }
    offers = [box.attrs["value"] for box in form.query("input[name=offers][checked]")]
    [button] = form.query("button[formaction]")
    return Sent(button.attrs["formaction"], said | {"offers": offers})


def test_the_best_hours_become_a_time_poll_in_one_step(visitor: Visitor, group: Three) -> None:
    visitor.signed_in(group.ines)
    address, form = poll(visitor, group)
    first, second = (visitor.post(address, form).location for _ in range(2))
    assert first == second
    visitor.get(first)
    assert "When do we meet?" in visitor.text()
    row = db.session.scalars(select(Decision)).one()
    moments = db.session.scalars(select(Option.starts_at).where(Option.starts_at.is_not(None)))
    ticked = [datetime.fromisoformat(str(one)) for one in cast("list[str]", form["offers"])]
    assert sorted(moments) == sorted(ticked)
    assert (row.method, row.anonymous) == ("time_poll", False)
    kept = db.session.scalars(select(GroupPoll)).one()
    assert (kept.topic_id, kept.ref, kept.minutes) == (row.topic_id, group.ref, 60)
    space = db.session.scalars(select(Space).join(Programme, Programme.space_id == Space.id)).one()
    assert db.session.scalars(select(Topic.space_id)).one() == space.id


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"offers": []}, "Write two different times at least."),
        ({"offers": ["never", "2026-01-01T10:00"]}, "Write two different times at least."),
        ({"title": ""}, "Say in a few words what it is about"),
        ({"closes_on": "2020-01-01"}, "Choose a day from today on, within a year."),
    ],
)
def test_what_cannot_be_asked_is_named_and_can_be_mended(
    visitor: Visitor, group: Three, changed: dict[str, object], sentence: str
) -> None:
    """On the page of the poll, with the hours that were ticked, and still for this group."""
    visitor.signed_in(group.ines)
    address, form = poll(visitor, group)
    visitor.post(address, form | changed, status=422)
    assert sentence in visitor.text()
    shown = [node for node in visitor.all("#days input[type=date]") if node.attrs.get("value")]
    assert len(shown) == (0 if "offers" in changed else 4)
    assert visitor.all("input[name=asked_for]")[0].attrs["value"] == form["asked_for"]
    assert db.session.scalars(select(Decision.topic_id)).all() == []


@pytest.mark.parametrize(
    "word", ["programmes-999999-60", "programmes-1-0", "programmes-1-481", "moons-1-60", "x"]
)
def test_a_word_that_was_made_up_leaves_a_poll_like_any_other(
    visitor: Visitor, group: Three, word: str
) -> None:
    visitor.signed_in(group.ines)
    address, form = poll(visitor, group)
    visitor.post(address, form | {"asked_for": word})
    assert db.session.scalars(select(GroupPoll.topic_id)).all() == []


def test_whoever_is_not_in_the_group_gains_nothing_by_its_word(
    visitor: Visitor, people: People, group: Three
) -> None:
    """The poll is theirs, and its meeting is fixed by those of the group alone."""
    visitor.signed_in(group.ines)
    _address, form = poll(visitor, group)
    theme = a_space(at=NOW)
    visitor.signed_in(people.stranger)
    visitor.post(f"/forum/{theme.slug}/decisions/time_poll", form)
    row = db.session.scalars(select(Decision)).one()
    row.closes_at = NOW - timedelta(minutes=1)
    visitor.get(f"/topics/{row.topic_id}/meetings/new", status=403)


def closed_poll(people: People, group: Three) -> Decision:
    """Awa began it in a theme and took part, with Ines; it is closed."""
    theme = a_space(at=NOW)
    offers = [Offer(starts_at=moment) for moment in HOURS]
    then, lasts = NOW - timedelta(days=2), timedelta(days=1)
    row = a_decision(theme, group.awa, Method.TIME_POLL, at=then, closes_in=lasts, offers=offers)
    a_voice(row, group.ines, "1", "2", at=then)
    a_voice(row, group.awa, "2", at=then)
    return row


def test_a_closed_poll_leads_to_a_meeting_at_the_hour_that_suits_most(
    visitor: Visitor, people: People, group: Three
) -> None:
    row = closed_poll(people, group)
    visitor.signed_in(group.awa).get(f"/topics/{row.topic_id}")
    way = f"/topics/{row.topic_id}/meetings/new"
    assert visitor.all(f'a[href="{way}"]')
    visitor.get(way)
    [first, _second] = [node.attrs["href"] for node in visitor.all("main .rows a.button")]
    visitor.get(first)
    names = [node.to_text().strip() for node in visitor.all("#who label")]
    assert names == ["Awa Example · Dakar", "Ines Example · Managua"]
    assert visitor.all("#day")[0].attrs["value"] == (TUESDAY + timedelta(days=1)).isoformat()
    form = sent([group.awa, group.ines], poll=str(row.topic_id))
    begun = visitor.post(f"/meetings/polls/{row.topic_id}", form).location
    visitor.get(begun)
    assert visitor.all(f'main a[href="/topics/{row.topic_id}"]')
    visitor.signed_in(group.ines).get(f"/topics/{row.topic_id}")
    assert visitor.all(f'main a[href="{begun}"]')[0].to_text() == "The order book"
    visitor.signed_in(group.ravi).get(f"/topics/{row.topic_id}")
    assert not visitor.all(f'main a[href="{begun}"]')


def test_who_began_no_poll_and_spoke_in_none_fixes_nothing_from_it(
    visitor: Visitor, people: People, group: Three
) -> None:
    row = closed_poll(people, group)
    visitor.signed_in(group.ravi).get(f"/topics/{row.topic_id}/meetings/new", status=403)
    visitor.get(f"/meetings/polls/{row.topic_id}", status=403)


@pytest.mark.parametrize(
    "rules", [{"closes_in": timedelta(days=9)}, {"anonymous": True, "results": "closed"}]
)
def test_an_open_or_anonymous_poll_tells_nobody_who_spoke(
    visitor: Visitor, people: People, group: Three, rules: dict[str, object]
) -> None:
    theme, then = a_space(at=NOW), NOW - timedelta(days=2)
    offers = [Offer(starts_at=moment) for moment in HOURS]
    said = {"closes_in": timedelta(days=1), "offers": offers} | rules
    row = a_decision(theme, group.awa, Method.TIME_POLL, at=then, **said)
    visitor.signed_in(group.awa).get(f"/meetings/polls/{row.topic_id}", status=404)
    visitor.get(f"/topics/{row.topic_id}/meetings/new", status=404)
    visitor.get(f"/topics/{row.topic_id}")
    assert "Fix the meeting" not in visitor.text()


def test_a_poll_of_a_group_counts_in_the_tally_of_that_group(
    visitor: Visitor, group: Three
) -> None:
    visitor.signed_in(group.ines)
    visitor.post(*poll(visitor, group))
    row = db.session.scalars(select(Decision)).one()
    row.closes_at = NOW - timedelta(minutes=1)
    visitor.get(f"/topics/{row.topic_id}/meetings/new")
    first = visitor.all("main .rows a.button")[0].attrs["href"]
    assert first.startswith(f"{group.place}/new?")
    visitor.post(group.place, sent(group.people, poll=str(row.topic_id)))
    kept = db.session.scalars(select(Meeting)).one()
    assert kept.poll_id == row.topic_id
    visitor.get(group.place)
    assert "Ravi Example" in visitor.all("tbody")[0].to_text()


def test_a_poll_of_others_is_no_origin(visitor: Visitor, people: People, group: Three) -> None:
    row = closed_poll(people, group)
    visitor.signed_in(group.ines)
    for number in (str(row.topic_id), "999999", "-1", "x"):
        visitor.post(group.place, sent(group.people, poll=number))
    assert set(db.session.scalars(select(Meeting.poll_id))) == {None}


def test_whoever_mutes_the_topic_of_a_poll_is_told_of_its_meeting(
    visitor: Visitor, people: People, group: Three
) -> None:
    """They are expected there. Only who wants no letters about dates gets none."""
    row = closed_poll(people, group)
    for person in (group.awa, group.ines):
        choose_for_topic(person, row.topic_id, Level.MUTE)
        choose(person, {Category.DATES: How.AT_ONCE})
    choose(group.awa, {Category.DATES: How.NEVER})
    db.session.commit()
    form = sent([group.awa, group.ines], poll=str(row.topic_id))
    visitor.signed_in(people.administrator)
    begun = visitor.post(f"/meetings/polls/{row.topic_id}", form).location
    rows = db.session.execute(
        select(Notice.user_id, Notice.mailed_at.is_not(None)).where(Notice.kind == "meeting")
    )
    assert set(rows) == {(group.awa.id, False), (group.ines.id, True)}
    visitor.signed_in(group.ines).get(f"/calendar?from={TUESDAY}")
    assert visitor.all(f'main a[href="{begun}"]')


@pytest.mark.parametrize(
    "changed", [False, True], ids=["as it was sent", "changed while it waited"]
)
def test_a_poll_of_a_newcomer_that_waited_for_a_look_still_asks_the_group(
    visitor: Visitor, people: People, group: Three, *, changed: bool
) -> None:
    visitor.signed_in(group.ines)
    address, form = poll(visitor, group)
    visitor.post(address, form | {"title": "When? See www.looms.example"})
    assert db.session.scalars(select(GroupPoll.topic_id)).all() == []
    if changed:
        page = f"/forum/held/{the_held().id}/beginning"
        visitor.get(page)
        [word] = visitor.all("main input[name=asked_for]")
        visitor.post(f"{page}s", form | {"asked_for": word.attrs["value"]})
    decided(visitor.signed_in(people.administrator), the_held(), "released", seen=1 + changed)
    kept = db.session.scalars(select(GroupPoll)).one()
    row = db.session.scalars(select(Decision)).one()
    assert (kept.topic_id, kept.ref, kept.minutes) == (row.topic_id, group.ref, 60)


def test_no_word_of_a_form_is_kept_that_no_page_of_ours_would_send(
    visitor: Visitor, group: Three
) -> None:
    visitor.signed_in(group.ines)
    address, form = poll(visitor, group)
    long = "programmes-1-60" * 9
    visitor.post(address, form | {"title": "See www.looms.example", "asked_for": long})
    assert (the_held().beside or {})["asked_for"] == ""
