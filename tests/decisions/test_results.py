"""What is shown of a decision, to whom and from when, on pages and in files."""

from datetime import datetime, timedelta

import pytest

from lms.db import db
from lms.decisions import actions
from lms.decisions.actions import Offer, Proposed
from lms.decisions.models import Decision, Method
from lms.forum.models import Topic
from tests.decisions.factories import (
    DAY,
    a_closed_decision,
    a_decision,
    a_voice,
)
from tests.forum.factories import a_topic, posts, space_of
from tests.people import People
from tests.visitor import Visitor


@pytest.fixture
def decision(people: People, now: datetime) -> Decision:
    """A consent that Ana began in the space of her edition."""
    return a_decision(space_of(people.edition, at=now), people.trainee, at=now)


def test_the_page_of_a_decision_costs_one_statement_more(
    visitor: Visitor, people: People, decision: Decision, now: datetime
) -> None:
    plain = a_topic(space_of(people.edition, at=now), people.trainee, at=now)
    visitor.signed_in(people.classmate).get(f"/topics/{plain.id}")
    other = visitor.statements
    a_voice(decision, people.trainer, "agree", at=now)
    visitor.get(f"/topics/{decision.topic_id}")
    one = visitor.statements
    for person in (people.supervisor, people.assessor, people.coordinator):
        a_voice(decision, person, "aside", reason="So.", at=now)
    actions.amend(decision, 1, Proposed("A third."), "Less.", by=people.trainee, at=now)
    visitor.signed_in(people.other_supervisor).get(f"/topics/{decision.topic_id}")
    assert (one, visitor.statements) == (other + 1, other + 1)


def test_what_is_hidden_stands_nowhere(visitor: Visitor, people: People, now: datetime) -> None:
    space = space_of(people.edition, at=now)
    for rules in ({"results": "closed"}, {"anonymous": True}, {"results": "own"}):
        decision = a_decision(space, people.trainee, at=now, **rules)
        for person in (people.trainer, people.supervisor, people.assessor):
            a_voice(decision, person, "object", reason="It would ruin us.", at=now)
        visitor.signed_in(people.classmate)
        for page in ("", "/record"):
            visitor.get(f"/topics/{decision.topic_id}{page}")
            assert "3 people have spoken." in visitor.text()
            assert "It would ruin us." not in visitor.text()
            assert "objection" not in visitor.all("main")[0].to_text().replace("An objection", "")
        for file in ("record.csv", "record.txt"):
            written = visitor.get(f"/topics/{decision.topic_id}/{file}").text
            assert "It would ruin us." not in written
            assert "Teresa" not in written


def test_an_anonymous_one_names_nobody_after_its_closing(
    visitor: Visitor, people: People, now: datetime
) -> None:
    decision = a_closed_decision(people, now, anonymous=True)
    early = now - 2 * DAY
    voices = ((people.trainer, "Zeal."), (people.supervisor, "Money."), (people.assessor, "Aid."))
    for person, reason in voices:
        a_voice(decision, person, "agree", reason=reason, at=early)
    visitor.signed_in(people.classmate)
    for page in ("", "/record"):
        visitor.get(f"/topics/{decision.topic_id}{page}")
        words = [node.to_text().strip() for node in visitor.all(".voice-words")]
        assert words == ["Aid.", "Money.", "Zeal."]
        said = visitor.all("#decision" if not page else "main")[0].to_text()
        assert not any(name in said for name in ("Teresa", "Sofia", "Abdou"))
    written = visitor.get(f"/topics/{decision.topic_id}/record.csv").text
    assert not any(name in written for name in ("Teresa", "Sofia", "Abdou"))
    assert written.index("Aid.") < written.index("Money.") < written.index("Zeal.")


def test_times_stand_on_the_clock_of_the_reader_with_the_hosts_beside(
    visitor: Visitor, people: People, now: datetime
) -> None:
    noon = (now + 9 * DAY).replace(hour=12, minute=0, second=0, microsecond=0)
    offers = (Offer(starts_at=noon), Offer(starts_at=noon + timedelta(hours=1)))
    decision = a_decision(
        space_of(people.edition, at=now), people.trainee, Method.TIME_POLL, offers=offers, at=now
    )
    people.classmate.time_zone = "Asia/Kolkata"
    visitor.signed_in(people.classmate).get(f"/topics/{decision.topic_id}")
    said = " ".join(visitor.all(".choice")[0].to_text().split())
    assert "17:30 UTC+05:30" in said
    assert "06:00 UTC-06:00 in Managua" in said


def test_who_said_nothing_yet_is_named_in_the_record_of_a_named_decision(
    visitor: Visitor, people: People, decision: Decision, now: datetime
) -> None:
    assert people.trainer
    assert people.outsider
    a_voice(decision, people.classmate, "agree", at=now)
    visitor.signed_in(people.trainee).get(f"/topics/{decision.topic_id}/record")
    assert "Has not said anything yet Ana Example, Teresa Example" in visitor.text()
    secret = a_decision(space_of(people.edition, at=now), people.trainee, anonymous=True, at=now)
    visitor.get(f"/topics/{secret.topic_id}/record")
    assert "Has not said anything yet" not in visitor.text()


def test_a_file_takes_no_reason_for_a_formula(
    visitor: Visitor, people: People, decision: Decision, now: datetime
) -> None:
    a_voice(decision, people.trainer, "agree", reason="=1+1", at=now)
    written = visitor.signed_in(people.classmate).get(f"/topics/{decision.topic_id}/record.csv")
    assert "'=1+1" in written.text
    assert "Teresa Example" in written.text
    text = visitor.get(f"/topics/{decision.topic_id}/record.txt").text
    assert "Teresa Example, I agree: =1+1" in text


def test_who_comes_by_links_into_a_long_decision_is_noted_within_the_cost_of_a_page(
    visitor: Visitor, people: People, decision: Decision, now: datetime
) -> None:
    """Passing posts over costs most: the mark and the gap are kept; the visitor counts."""
    topic = db.session.get_one(Topic, decision.topic_id)
    a_voice(decision, people.trainer, "agree", at=now)
    for by in (people.trainer, people.supervisor, people.coordinator):
        posts(topic, by, 9, at=now)
    costs = []
    for person in (people.classmate, people.trainer):
        visitor.signed_in(person).get(f"/topics/{decision.topic_id}?at=25")
        costs.append(visitor.statements)
        visitor.get(f"/topics/{decision.topic_id}")
        costs.append(visitor.statements)
    assert costs == [8, 8, 8, 8]
