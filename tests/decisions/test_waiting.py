"""A newcomer's decision with links waits for a look, as their posts and topics do."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from lms.db import db
from lms.decisions import waiting
from lms.decisions.actions import Proposed, Question, Rules
from lms.decisions.models import Decision, Method, Option, Proposal
from lms.forum.held.models import HeldWriting
from lms.forum.models import Topic
from lms.spaces.models import Space
from tests.decisions.factories import DAY, a_decision, a_vote, begun
from tests.forum.factories import a_post, a_topic, space_of
from tests.forum.held import decided, posts, the_held
from tests.people import People
from tests.visitor import Visitor

LINK = "Read https://fees.example first."


@pytest.fixture
def space(people: People, now: datetime) -> Space:
    return space_of(people.edition, at=now)


def sent(
    visitor: Visitor, people: People, space: Space, now: datetime, **changed: str
) -> HeldWriting:
    """By Ana, who is new; a consent unless `name` says otherwise."""
    name = changed.pop("name", "consent")
    form = begun(now, proposal="Half.", body=LINK) | changed
    visitor.signed_in(people.trainee).post(f"/forum/{space.slug}/decisions/{name}", form)
    return the_held()


def test_it_waits_where_its_author_sees_it_and_nobody_else(
    visitor: Visitor, people: People, space: Space, now: datetime
) -> None:
    form = begun(now, proposal="Half.", body=LINK)
    where = f"/forum/{space.slug}/decisions/consent"
    answer = visitor.signed_in(people.trainee).post(where, form)
    visitor.get(answer.location)
    assert visitor.all("#waiting .row-title")[0].to_text() == form["title"]
    assert "Waits for a look by a trainer or coordinator" in visitor.text()
    for other in (people.classmate, people.trainer, people.administrator):
        visitor.signed_in(other).get(f"/forum/{space.slug}")
        assert form["title"] not in visitor.text()
    assert posts() == 0
    assert db.session.scalars(select(Decision)).all() == []


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "See www.fees.example"},
        {"proposal": "As https://fees.example says."},
        {"name": "count", "labels-0": "www.fees.example", "labels-1": "None"},
        {"name": "count", "labels-0": "A", "labels-1": "B", "meanings-1": "//fees.example"},
    ],
    ids=lambda changed: next(key for key in changed if key != "name"),
)
def test_wherever_the_link_stands_it_waits(
    visitor: Visitor, people: People, space: Space, now: datetime, changed: dict[str, str]
) -> None:
    sent(visitor, people, space, now, **{"body": "We talked about it.", **changed})
    assert posts() == 0


@pytest.mark.parametrize("who", ["trainee", "trainer"])
def test_without_links_or_from_somebody_known_it_begins_at_once(
    visitor: Visitor, people: People, space: Space, now: datetime, who: str
) -> None:
    form = begun(now, proposal="Half.", **({"body": LINK} if who == "trainer" else {}))
    visitor.signed_in(getattr(people, who)).post(f"/forum/{space.slug}/decisions/consent", form)
    assert posts() == 1
    assert db.session.scalars(select(HeldWriting)).all() == []


def test_let_in_it_is_asked_by_the_rules_that_were_chosen(
    visitor: Visitor, people: People, space: Space, now: datetime
) -> None:
    offers = {"labels-0": "Kano", "labels-1": "Leon", "meanings-1": "Two days by bus"}
    rules = {"several": "y", "quorum": "3", "results": "own", "reasons": "required"}
    row = sent(visitor, people, space, now, name="count", **offers, **rules)
    visitor.signed_in(people.trainer).get(f"/forum/held/{row.id}/decision")
    assert "Two days by bus" in visitor.text()
    decided(visitor, the_held(), "released")

    decision = db.session.scalars(select(Decision)).one()
    assert (decision.method, decision.several, decision.quorum) == ("count", True, 3)
    assert (decision.reasons, decision.results) == ("required", "own")
    chosen = (now + 7 * DAY).replace(hour=18, minute=0, second=0, microsecond=0)
    assert decision.closes_at == chosen  # Ana reads UTC
    labels = db.session.scalars(select(Option.label).order_by(Option.no)).all()
    assert labels == ["Kano", "Leon", ""]
    assert the_held().beside is None
    visitor.signed_in(people.classmate).get(f"/topics/{decision.topic_id}")
    assert visitor.all(".choice") != []


def test_let_in_twice_or_sent_again_it_is_one_decision(
    visitor: Visitor, people: People, space: Space, now: datetime
) -> None:
    where, form = f"/forum/{space.slug}/decisions/consent", begun(now, proposal="Half.", body=LINK)
    for _click in range(2):
        visitor.signed_in(people.trainee).post(where, form)
    visitor.post(where, form | {"proposal": "A third."}, status=422)
    assert "This form was sent before, with another text" in visitor.text()
    assert visitor.all("#proposal")[0].to_text() == "A third."
    for _click in range(2):
        decided(visitor.signed_in(people.trainer), the_held(), "released", seen=1)
    again = visitor.signed_in(people.trainee).post(where, form)
    assert again.location == f"/p/{the_held().post_id}"
    assert len(db.session.scalars(select(Decision)).all()) == posts() == 1


def question(closes_at: datetime, zone: str) -> Question:
    return Question(Rules(Method.CONSENT), Proposed("Half."), closes_at, zone)


@pytest.mark.parametrize(
    ("waits", "later"),
    [(timedelta(hours=5), 0), (3 * DAY, 0), (4 * DAY, 1), (6 * DAY, 3), (20 * DAY, 17)],
)
def test_it_closes_as_was_chosen_while_half_of_the_time_is_left(
    now: datetime, waits: timedelta, later: int
) -> None:
    """A week was chosen; three and a half days at least are there to answer."""
    asked = question(now + 7 * DAY, "UTC")
    assert waiting.closes_if_let_in(asked, now, at=now + waits) == now + (7 + later) * DAY


def test_the_hour_on_the_clock_of_who_asks_stays_over_a_change_of_clocks() -> None:
    day = datetime.fromisoformat("2026-10-22T16:00:00+00:00")  # 18:00 in Vienna
    asked = question(day, "Europe/Vienna")
    closes = waiting.closes_if_let_in(asked, day - DAY, at=day + 3 * DAY)
    assert closes.isoformat() == "2026-10-26T18:00:00+01:00"


def test_a_time_that_is_over_is_no_longer_offered(
    visitor: Visitor, people: People, space: Space, now: datetime
) -> None:
    over(a_poll(visitor, people, space, now), 1, now)
    decided(visitor.signed_in(people.trainer), the_held(), "released")
    moments = db.session.scalars(select(Option.starts_at).where(Option.code == "")).all()
    assert len(moments) == 2
    assert min(filter(None, moments)) > now


def test_when_its_times_are_over_it_cannot_be_let_in(
    visitor: Visitor, people: People, space: Space, now: datetime
) -> None:
    row = a_poll(visitor, people, space, now)
    over(row, 2, now)
    form = {"seen": 1, "outcome": "released", "reason": ""}
    look = f"/forum/held/{row.id}/decisions"
    visitor.signed_in(people.trainer).post(look, form, status=422)
    assert "Its times are over by now" in visitor.text()
    assert posts() == 0
    assert db.session.scalars(select(Topic)).all() == []


def over(row: HeldWriting, times: int, now: datetime) -> None:
    """So many of the times that it offers are past."""
    kept = row.beside or {}
    past = {"starts_at": (now - DAY).isoformat()}
    offers = [one | past if no < times else one for no, one in enumerate(kept["offers"])]
    row.beside = kept | {"offers": offers}
    db.session.commit()


def a_poll(visitor: Visitor, people: People, space: Space, now: datetime) -> HeldWriting:
    day = (now + 3 * DAY).date().isoformat()
    hours = ("09:00", "11:00", "15:00")
    times = {f"days-{no}": day for no in range(3)} | {
        f"hours-{no}": hour for no, hour in enumerate(hours)
    }
    return sent(visitor, people, space, now, name="time_poll", **times)


def test_its_author_changes_what_is_asked_until_it_is_let_in(
    visitor: Visitor, people: People, space: Space, now: datetime
) -> None:
    row = sent(visitor, people, space, now, quorum="4")
    visitor.get(f"/forum/held/{row.id}/edit")
    page = f"/forum/held/{row.id}/beginning"
    assert visitor.all(f"a[href='{page}']")
    visitor.get(page)
    assert visitor.all("#proposal")[0].to_text() == "Half."
    assert visitor.all("#quorum")[0].attrs["value"] == "4"

    changed = begun(now, proposal="", body="We talked.", title="Who pays?")
    visitor.post(f"{page}s", changed, status=422)
    visitor.post(f"{page}s", changed | {"proposal": "A third."})
    assert (the_held().title, the_held().body, the_held().version) == ("Who pays?", "We talked.", 2)
    decided(visitor.signed_in(people.trainer), the_held(), "released", seen=2)
    assert db.session.scalars(select(Proposal.text)).all() == ["A third."]
    visitor.signed_in(people.trainee).post(f"{page}s", changed, status=404)


def test_taken_back_its_question_goes_too(
    visitor: Visitor, people: People, space: Space, now: datetime
) -> None:
    row = sent(visitor, people, space, now)
    visitor.post(f"/forum/held/{row.id}/withdrawal")
    assert db.session.scalars(select(HeldWriting)).all() == []


@pytest.mark.parametrize("who", ["classmate", "trainer", "administrator"])
def test_nobody_else_changes_what_is_asked(
    visitor: Visitor, people: People, space: Space, now: datetime, who: str
) -> None:
    row = sent(visitor, people, space, now)
    visitor.signed_in(getattr(people, who)).get(f"/forum/held/{row.id}/beginning", status=404)
    visitor.post(f"/forum/held/{row.id}/beginnings", begun(now), status=404)


def test_links_do_not_come_in_by_a_new_version_or_a_voice(
    visitor: Visitor, people: People, space: Space, now: datetime
) -> None:
    decision = a_decision(space, people.trainee, at=now - DAY)
    topic = f"/topics/{decision.topic_id}"
    amended = {"version": "1", "proposal": LINK, "reason": "More."}
    visitor.signed_in(people.trainee).post(f"{topic}/versions", amended, status=422)
    assert "new links wait for a look" in visitor.text()
    assert visitor.all("#proposal")[0].to_text() == LINK
    visitor.post(f"{topic}/voices", a_vote(decision, "agree", reason=LINK), status=422)
    assert visitor.all("#reason")[0].to_text() == LINK
    visitor.post(f"{topic}/versions", amended | {"proposal": "A third."})


def test_nor_by_an_outcome(visitor: Visitor, people: People, space: Space, now: datetime) -> None:
    topic = f"/topics/{a_decision(space, people.trainee, at=now - 9 * DAY).topic_id}"
    visitor.signed_in(people.trainee).post(f"{topic}/outcomes", {"text": LINK}, status=422)
    assert visitor.all("#text")[0].to_text() == LINK
    visitor.post(f"{topic}/outcomes", {"text": "Half."})


def test_who_has_posts_that_stand_amends_with_links(
    visitor: Visitor, people: People, space: Space, now: datetime
) -> None:
    decision = a_decision(space, people.trainee, at=now - DAY)
    a_post(a_topic(space, people.trainer, at=now), people.trainee, at=now)
    amended = {"version": "1", "proposal": LINK, "reason": "More."}
    visitor.signed_in(people.trainee).post(f"/topics/{decision.topic_id}/versions", amended)
    assert db.session.scalars(select(Proposal.text).where(Proposal.no == 2)).all() == [LINK]
