"""What people rely on when they speak, and nobody can change afterwards."""

from datetime import datetime
from random import Random
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import DBAPIError

from lms.db import db
from lms.decisions import actions, concluding, queries
from lms.decisions.actions import Proposed, Voice
from lms.decisions.models import Choice, Decision, Method, Option, SettledError, Stance
from lms.decisions.voters import every_voter, voters
from tests.decisions.factories import DAY, a_decision, a_voice, options, stances
from tests.forum.factories import space_of
from tests.people import People

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def decision(people: People, now: datetime) -> Decision:
    return a_decision(space_of(people.edition, at=now), people.trainee, at=now)


@pytest.fixture
def secret(people: People, now: datetime) -> Decision:
    space = space_of(people.edition, at=now)
    return a_decision(space, people.trainee, anonymous=True, results="always", at=now)


@pytest.mark.parametrize(
    ("name", "value"),
    [("anonymous", False), ("results", "always"), ("method", "count"), ("quorum", 1)],
)
def test_what_was_settled_at_the_beginning_stays(
    secret: Decision, name: str, value: object
) -> None:
    with pytest.raises(SettledError):
        setattr(secret, name, value)
    with pytest.raises(DBAPIError, match="what was said in a decision stays"):
        db.session.execute(update(Decision).values({name: value}))


def test_an_anonymous_decision_hides_its_results_whatever_was_wished(secret: Decision) -> None:
    assert secret.results == "closed"


def test_of_an_anonymous_voice_nothing_leads_to_a_person(
    secret: Decision, people: People, now: datetime
) -> None:
    stance = a_voice(secret, people.classmate, "agree", at=now)
    assert (stance.person_id, stance.at) == (None, None)
    assert str(people.classmate.id) != stance.voter
    assert len(stance.voter) == 64


def test_a_change_of_the_secret_lets_nobody_speak_twice(
    app: Flask, secret: Decision, people: People, now: datetime
) -> None:
    a_voice(secret, people.classmate, "agree", at=now)
    before = app.config["SECRET_KEY"]
    app.config.update(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[before])
    try:
        assert voters(secret, people.classmate)[0] != stances()[0].voter
        a_voice(secret, people.classmate, "aside", at=now)
    finally:
        app.config.update(SECRET_KEY=before, SECRET_KEY_FALLBACKS=[])
    assert len({stance.voter for stance in stances()}) == 1


@pytest.mark.parametrize("table", [Stance, Choice, Option])
def test_what_was_said_cannot_be_taken_out_of_the_database(
    decision: Decision, people: People, now: datetime, table: type[Stance | Choice | Option]
) -> None:
    a_voice(decision, people.classmate, "agree", at=now)
    with pytest.raises(DBAPIError, match="what was said in a decision stays"):
        db.session.execute(delete(table))


def test_an_option_keeps_its_meaning(people: People, now: datetime) -> None:
    space = space_of(people.edition, at=now)
    count = a_decision(space, people.trainee, Method.COUNT, at=now)
    a_voice(count, people.classmate, "Leon", at=now)
    options(count)["Leon"].meaning = "At the firm's cost"
    with pytest.raises(DBAPIError, match="what was said in a decision stays"):
        db.session.flush()


def test_nothing_begins_that_is_over(people: People, now: datetime) -> None:
    with pytest.raises(actions.PastError):
        a_decision(space_of(people.edition, at=now), people.trainee, at=now, closes_in=0 * DAY)


def test_it_closes_by_the_clock_and_not_by_a_job(
    decision: Decision, people: People, now: datetime
) -> None:
    a_voice(decision, people.classmate, "agree", at=decision.closes_at - DAY / 86400)
    with pytest.raises(actions.ClosedError):
        a_voice(decision, people.classmate, "aside", at=decision.closes_at)


def test_a_closing_is_never_moved_into_the_past(
    decision: Decision, people: People, now: datetime
) -> None:
    with pytest.raises(actions.PastError):
        actions.move_closing(decision, now - DAY, "Quick.", by=people.trainee, at=now)
    actions.move_closing(decision, now + DAY, "All are back by then.", by=people.trainee, at=now)
    assert decision.closes_at == now + DAY


def test_what_is_closed_stays_closed(decision: Decision, people: People, now: datetime) -> None:
    late = decision.closes_at
    with pytest.raises(actions.ClosedError):
        actions.move_closing(decision, late + DAY, "Again.", by=people.trainee, at=late)
    with pytest.raises(actions.ClosedError):
        actions.amend(decision, 1, Proposed("All."), "More.", by=people.trainee, at=late)


def test_an_outcome_waits_for_the_closing_and_keeps_its_versions(
    decision: Decision, people: People, now: datetime
) -> None:
    with pytest.raises(concluding.StillOpenError):
        concluding.conclude(decision, 0, "Half.", None, by=people.trainee, at=now)
    late = decision.closes_at
    for text, seen in (("Half.", 0), ("Half.", 0), ("Half, in two parts.", 1)):
        concluding.conclude(decision, seen, text, None, by=people.trainee, at=late)
    rows = db.session.scalars(queries.outcomes_of(decision)).all()
    assert [(row.no, row.text) for row in rows] == [(2, "Half, in two parts."), (1, "Half.")]


def test_an_objection_needs_a_reason(decision: Decision, people: People, now: datetime) -> None:
    with pytest.raises(actions.ReasonMissingError):
        a_voice(decision, people.classmate, "object", at=now)
    a_voice(decision, people.classmate, "object", reason="Two firms have no money.", at=now)
    assert [stance.reason for stance in stances()] == ["Two firms have no money."]


def test_where_no_reasons_are_asked_only_an_objection_keeps_one(
    people: People, now: datetime
) -> None:
    space = space_of(people.edition, at=now)
    decision = a_decision(space, people.trainee, reasons="none", at=now)
    a_voice(decision, people.classmate, "agree", reason="Of course.", at=now)
    a_voice(decision, people.trainer, "object", reason="No money.", at=now)
    assert [stance.reason for stance in stances()] == ["", "No money."]


def test_nobody_chooses_what_is_not_offered_or_does_not_go_together(
    people: People, now: datetime
) -> None:
    space = space_of(people.edition, at=now)
    one = a_decision(space, people.trainee, Method.COUNT, at=now)
    several = a_decision(space, people.trainee, Method.COUNT, several=True, at=now)
    for decision, chosen in ((one, ["Kano", "Leon"]), (several, ["Kano", "none"]), (several, [])):
        with pytest.raises(actions.UnfitError):
            a_voice(decision, people.classmate, *chosen, at=now)
    foreign = Voice(1, [options(several)["Kano"].id], "", uuid4())
    with pytest.raises(actions.UnfitError):
        actions.speak(one, foreign, by=people.classmate, at=now)


def test_a_voice_for_a_version_that_was_amended_is_not_taken_for_the_new_one(
    decision: Decision, people: People, now: datetime
) -> None:
    voice = Voice(1, [options(decision)["agree"].id], "", uuid4())
    actions.amend(decision, 1, Proposed("A third."), "Cheaper.", by=people.trainee, at=now)
    with pytest.raises(actions.AmendedError):
        actions.speak(decision, voice, by=people.classmate, at=now)


def test_sent_twice_it_is_one_voice(decision: Decision, people: People, now: datetime) -> None:
    key = uuid4()
    for _click in range(2):
        a_voice(decision, people.classmate, "agree", at=now, key=key)
    a_voice(decision, people.classmate, "agree", at=now)
    assert len(stances()) == 1


def test_a_key_of_somebody_else_takes_nothing_from_them(
    decision: Decision, people: People, now: datetime
) -> None:
    key = uuid4()
    a_voice(decision, people.classmate, "agree", at=now, key=key)
    a_voice(decision, people.trainer, "aside", at=now, key=key)
    assert [stance.person_id for stance in stances()] == [people.classmate.id, people.trainer.id]


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_said_in_whatever_order_the_last_word_of_each_counts(
    people: People, now: datetime, seed: int
) -> None:
    """Against a plain model of it: a dictionary of who said what last."""
    chance = Random(seed)  # noqa: S311  # nothing secret
    decision = a_decision(
        space_of(people.edition, at=now),
        people.trainee,
        Method.COUNT,
        several=chance.random() < 0.5,
        anonymous=chance.random() < 0.5,
        at=now,
    )
    everybody = [people.trainee, people.classmate, people.trainer, people.supervisor]
    expected: dict[int, set[str]] = {}
    for _turn in range(25):
        person = chance.choice(everybody)
        most = 3 if decision.several else 1
        chosen = set(chance.sample(["Kano", "Leon", "Tirupur"], chance.randint(1, most)))
        chosen = {"none"} if chance.random() < 0.2 else chosen
        before = len(stances())
        a_voice(decision, person, *chosen, at=now)
        assert len(stances()) == before + (expected.get(person.id) != chosen)
        expected[person.id] = chosen
    assert counted(decision, at=decision.closes_at) == {
        name: count
        for name in ("Kano", "Leon", "Tirupur", "none")
        if (count := sum(name in chosen for chosen in expected.values()))
        and (len(expected) >= 3 or not decision.anonymous)
    }
    spoken = db.session.scalar(select(func.count(Stance.voter.distinct())))
    assert spoken == len(expected)


def counted(decision: Decision, *, at: datetime) -> dict[str, int]:
    """By option, as somebody without a voice sees them then."""
    found: dict[str, int] = {}
    rows = db.session.execute(queries.said_in(decision.topic_id, every_voter(0, None), at)).all()
    for row in rows:
        if row[3] is not None:
            name = row[2].code or row[2].label
            found[name] = found.get(name, 0) + 1
    return found


@pytest.mark.parametrize(
    ("rules", "others", "own", "after"),
    [
        ({}, 3, 3, 3),
        ({"results": "own"}, 0, 3, 3),
        ({"results": "closed"}, 0, 0, 3),
        ({"anonymous": True}, 0, 0, 3),
    ],
)
def test_results_are_shown_from_when_it_was_settled(
    people: People, now: datetime, rules: dict[str, object], others: int, own: int, after: int
) -> None:
    decision = a_decision(space_of(people.edition, at=now), people.trainee, at=now, **rules)
    for person in (people.trainer, people.classmate, people.supervisor):
        a_voice(decision, person, "agree", at=now)

    def voices(person: object, at: datetime) -> int:
        who = every_voter(decision.topic_id, person)  # type: ignore[arg-type]
        rows = db.session.execute(queries.said_in(decision.topic_id, who, at)).all()
        return sum(row[3] is not None and row[3].voter not in who for row in rows)

    assert voices(people.assessor, now) == others
    assert voices(people.classmate, now) == max(own - 1, 0)
    assert voices(people.assessor, decision.closes_at) == after


@pytest.mark.parametrize("count", range(5))
def test_an_anonymous_decision_of_fewer_than_three_never_shows_what_they_said(
    people: People, now: datetime, count: int
) -> None:
    decision = a_decision(space_of(people.edition, at=now), people.trainee, anonymous=True, at=now)
    for person in (people.trainer, people.classmate, people.supervisor, people.assessor)[:count]:
        a_voice(decision, person, "agree", at=now)
        a_voice(decision, person, "aside", at=now)
    found = counted(decision, at=decision.closes_at)
    assert found == ({"aside": count} if count >= 3 else {})
