"""Amend, move, close and conclude; take words away."""

from datetime import datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from lms.db import db
from lms.decisions import policy
from lms.decisions.models import Decision
from lms.forum.models import Post
from tests.decisions.factories import (
    DAY,
    a_closed_decision,
    a_decision,
    a_voice,
    a_vote,
)
from tests.forum.factories import space_of
from tests.people import People
from tests.visitor import Visitor


@pytest.fixture
def decision(people: People, now: datetime) -> Decision:
    """A consent that Ana began in the space of her edition."""
    return a_decision(space_of(people.edition, at=now), people.trainee, at=now)


def test_an_amended_proposal_is_answered_anew(
    visitor: Visitor, people: People, decision: Decision, now: datetime
) -> None:
    address = f"/topics/{decision.topic_id}"
    old = a_vote(decision, "agree", reason="Fine.")
    a_voice(decision, people.trainer, "object", reason="No money.", at=now)
    visitor.signed_in(people.trainee).get(f"{address}/versions/new")
    assert (
        visitor.all("#proposal")[0].to_text().strip() == "Each firm pays half of the first visit."
    )
    amended = {"version": "1", "proposal": "A third.", "reason": "Two firms have no money."}
    visitor.post(f"{address}/versions", amended)
    visitor.post(f"{address}/versions", amended)

    visitor.signed_in(people.classmate).post(f"{address}/voices", old, status=409)
    assert "It was amended while you wrote" in visitor.text()
    assert visitor.all("#reason")[0].to_text().strip() == "Fine."
    visitor.get(address)
    card = " ".join(visitor.all("#decision")[0].to_text().split())
    assert "A third." in card
    assert "Version 2: Two firms have no money." in card
    assert "0 people have spoken." in card

    visitor.get(f"{address}/record")
    assert "1 objection stands." in visitor.text()
    assert "No money." in visitor.text()


def test_the_closing_is_moved_with_a_reason_that_all_read(
    visitor: Visitor, people: People, decision: Decision, now: datetime
) -> None:
    address = f"/topics/{decision.topic_id}"
    later = {"closes_on": f"{now + 9 * DAY:%Y-%m-%d}", "closes_at": "12:00", "reason": "A feast."}
    visitor.signed_in(people.trainee).get(f"{address}/closing")
    visitor.post(f"{address}/closings", later | {"reason": ""}, status=422)
    assert "Say why in a sentence: everybody reads it." in visitor.text()
    visitor.post(f"{address}/closings", later | {"closes_on": "2020-01-01"}, status=422)
    visitor.post(f"{address}/closings", later)

    visitor.signed_in(people.classmate).get(f"{address}/record")
    assert "A feast. Ana Example" in visitor.text()


def test_it_is_closed_now_and_its_outcome_written(
    visitor: Visitor, people: People, decision: Decision, now: datetime
) -> None:
    address = f"/topics/{decision.topic_id}"
    visitor.signed_in(people.trainee).get(f"{address}/outcome", status=403)
    visitor.post(f"{address}/closing", {"now-reason": ""}, status=422)
    visitor.post(f"{address}/closing", {"now-reason": "All have spoken."})
    visitor.get(f"{address}/closing", status=403)
    visitor.get(f"{address}/versions/new", status=403)

    visitor.get(f"{address}/outcome")
    visitor.post(f"{address}/outcomes", {"text": ""}, status=422)
    assert "Write what was decided, and who does what." in visitor.text()
    day = f"{now + 90 * DAY:%Y-%m-%d}"
    for text, seen in (("Half each.", "0"), ("Half each.", "0"), ("Half each, from June.", "1")):
        visitor.post(f"{address}/outcomes", {"text": text, "review_on": day, "version": seen})
    visitor.signed_in(people.classmate).get(address)
    assert "Half each, from June." in visitor.all(".outcome")[0].to_text()
    visitor.get(f"{address}/record")
    assert "Earlier words, version 1" in visitor.text()
    assert "version 2" not in visitor.text()


@pytest.mark.parametrize(
    ("who", "status"), [("classmate", 403), ("supervisor", 403), ("coordinator", 200)]
)
def test_only_who_began_it_or_leads_the_space_changes_it(
    visitor: Visitor, people: People, decision: Decision, now: datetime, who: str, status: int
) -> None:
    closed = a_closed_decision(people, now)
    visitor.signed_in(getattr(people, who))
    visitor.get(f"/topics/{decision.topic_id}/closing", status=status)
    visitor.get(f"/topics/{decision.topic_id}/versions/new", status=status)
    visitor.get(f"/topics/{closed.topic_id}/outcome", status=status)
    for address, form in (("closing", {"now-reason": "So."}), ("versions", {"version": "1"})):
        answer = 403 if status == 403 else 303 if address == "closing" else 422
        if address == "versions" or status == 403:
            visitor.post(f"/topics/{decision.topic_id}/{address}", form, status=answer)


def test_a_decision_goes_with_its_first_post(
    visitor: Visitor, people: People, decision: Decision, now: datetime
) -> None:
    first = db.session.scalars(select(Post).where(Post.topic_id == decision.topic_id)).one()
    visitor.signed_in(people.classmate).get(f"/topics/{decision.topic_id}")
    assert visitor.all("#decision")
    visitor.signed_in(people.coordinator).post(
        f"/p/{first.id}/removal", {"reason": "It names a firm."}
    )
    visitor.signed_in(people.classmate).get(f"/topics/{decision.topic_id}")
    assert not visitor.all("#decision")
    visitor.get(f"/topics/{decision.topic_id}/record", status=404)
    vote = {"key": str(uuid4()), "version": "1", "options": ["1"], "reason": ""}
    visitor.post(f"/topics/{decision.topic_id}/voices", vote, status=404)


def test_words_that_should_not_stand_there_are_removed_and_the_voice_stays(
    visitor: Visitor, people: People, decision: Decision, now: datetime
) -> None:
    stance = a_voice(decision, people.trainer, "agree", reason="The tannery is broke.", at=now)
    address = f"/topics/{decision.topic_id}"
    gone = f"{address}/voices/{stance.key}/removal"
    visitor.signed_in(people.classmate).post(gone, status=403)
    visitor.signed_in(people.coordinator).post(gone)
    for page in (address, f"{address}/record"):
        visitor.get(page)
        assert "The tannery is broke." not in visitor.text()
        assert "These words were removed." in visitor.text()
        assert "1 person has spoken." in visitor.text()
    for file in ("record.csv", "record.txt"):
        assert "tannery" not in visitor.get(f"{address}/{file}").text


def test_an_amendment_of_an_older_version_comes_back_with_its_words(
    visitor: Visitor, people: People, decision: Decision
) -> None:
    address = f"/topics/{decision.topic_id}"
    one = {"version": "1", "proposal": "A third.", "reason": "Two firms have no money."}
    other = {"version": "1", "proposal": "A quarter.", "reason": "Three firms have none."}
    visitor.signed_in(people.coordinator).post(f"{address}/versions", one)
    visitor.signed_in(people.trainee).post(f"{address}/versions", other, status=409)
    assert "Somebody amended it while you were writing." in visitor.text()
    assert visitor.all("#proposal")[0].to_text().strip() == "A quarter."
    assert visitor.all("#reason")[0].attrs["value"] == "Three firms have none."

    (seen,) = visitor.all("input[name=version]")
    visitor.post(f"{address}/versions", other | {"version": seen.attrs["value"]})
    visitor.get(address)
    assert "A quarter." in visitor.all("#decision")[0].to_text()


def test_an_outcome_is_not_written_over_unseen(
    visitor: Visitor, people: People, now: datetime
) -> None:
    address = f"/topics/{a_closed_decision(people, now).topic_id}"
    visitor.signed_in(people.trainee).get(f"{address}/outcome")
    (seen,) = visitor.all("input[name=version]")
    mine = {"text": "Half each.", "version": seen.attrs["value"]}
    visitor.signed_in(people.coordinator).post(f"{address}/outcomes", mine | {"text": "A third."})
    visitor.signed_in(people.trainee).post(f"{address}/outcomes", mine, status=409)
    assert "Somebody wrote an outcome while you were writing." in visitor.text()
    assert visitor.all("#text")[0].to_text().strip() == "Half each."

    (seen,) = visitor.all("input[name=version]")
    visitor.post(f"{address}/outcomes", mine | {"version": seen.attrs["value"]})
    visitor.get(address)
    assert "Half each." in visitor.all(".outcome")[0].to_text()


def test_tomorrow_is_that_of_whoever_chooses_the_day(
    visitor: Visitor, people: People, now: datetime
) -> None:
    address = f"/topics/{a_closed_decision(people, now).topic_id}/outcomes"
    zone = "Pacific/Pago_Pago" if now.hour < 11 else "Pacific/Kiritimati"  # another day than UTC's
    people.trainee.time_zone = zone
    db.session.commit()
    today = now.astimezone(ZoneInfo(zone)).date()
    sent = {"text": "Half each.", "version": "0"}
    visitor.signed_in(people.trainee).post(address, sent | {"review_on": str(today)}, status=422)
    visitor.post(address, sent | {"review_on": str(today + DAY)})


def test_what_is_closed_at_the_same_moment_stays_closed(
    visitor: Visitor, people: People, decision: Decision, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/topics/{decision.topic_id}"
    visitor.signed_in(people.coordinator).post(f"{address}/closing", {"now-reason": "All spoke."})
    monkeypatch.setattr(
        policy, "can_change", lambda *_who, **_when: True
    )  # as it was a moment before
    visitor.signed_in(people.trainee)
    visitor.post(f"{address}/closing", {"now-reason": "So do I."}, status=403)
    amended = {"version": "1", "proposal": "A third.", "reason": "Two firms have no money."}
    visitor.post(f"{address}/versions", amended, status=403)
