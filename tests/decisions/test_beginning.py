"""Begin a decision, by each method."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from lms.db import db
from lms.decisions import actions
from lms.decisions.actions import Proposed
from lms.decisions.models import Decision, Method
from lms.forum.models import Post
from lms.spaces.models import Kind as SpaceKind
from tests.decisions.factories import DAY, THREE, a_decision, begun
from tests.forum.factories import a_space, a_topic, space_of
from tests.people import People
from tests.visitor import Visitor


def test_a_consent_is_begun_and_stands_above_the_posts(
    visitor: Visitor, people: People, now: datetime
) -> None:
    where = f"/forum/{space_of(people.edition, at=now).slug}"
    visitor.signed_in(people.trainee).get(f"{where}/decisions/new")
    visitor.get(f"{where}/decisions/new/consent")
    form = begun(now, proposal="Each firm pays half.", anonymous="y")
    answer = visitor.post(f"{where}/decisions/consent", form)
    again = visitor.post(f"{where}/decisions/consent", form)

    assert again.location == answer.location
    visitor.get(answer.location)
    card = visitor.all("#decision")[0].to_text()
    assert "Each firm pays half." in card
    assert "Anonymous: nobody learns who said what" in card
    row = db.session.scalars(select(Decision)).one()
    assert (row.method, row.anonymous, row.results) == ("consent", True, "closed")
    assert db.session.scalar(select(func.count()).select_from(Post)) == 1


@pytest.mark.parametrize("method", list(Method))
def test_every_method_has_its_form(
    visitor: Visitor, people: People, method: Method, now: datetime
) -> None:
    where = f"/forum/{space_of(people.edition, at=now).slug}/decisions/new"
    visitor.signed_in(people.trainee).get(where)
    links = [link.attrs["href"] for link in visitor.all(".row-title a")]
    assert f"{where}/{method.value}" in links
    visitor.get(f"{where}/{method.value}")
    visitor.get(f"{where}/lottery", status=404)


def test_a_count_keeps_what_was_typed_until_it_can_begin(
    visitor: Visitor, people: People, now: datetime
) -> None:
    where = f"/forum/{space_of(people.edition, at=now).slug}/decisions/count"
    form = begun(now, **{"labels-0": "Kano", "meanings-0": "Two days by bus"})
    visitor.signed_in(people.trainee).post(where, form, status=422)
    assert "Write two options at least." in visitor.text()
    assert visitor.all("#labels-0")[0].attrs["value"] == "Kano"
    assert visitor.all("#meanings-0")[0].attrs["value"] == "Two days by bus"

    answer = visitor.post(where, form | {"labels-1": "Leon", "several": "y", "quorum": "3"})
    visitor.get(answer.location)
    labels = [label.to_text().strip() for label in visitor.all(".choice .voice-option")]
    assert labels == ["Kano", "Leon", "None of these"]
    assert {box.attrs["type"] for box in visitor.all(".choice input")} == {"checkbox"}
    assert "It counts when 3 speak: that is not reached." in visitor.text()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"closes_on": "2020-01-01"}, "Choose a day from today on, within a year."),
        ({"closes_on": "9999-12-31"}, "Choose a day from today on, within a year."),
        ({"closes_on": "tomorrow"}, "Not a valid date value."),
        ({"closes_at": ""}, "Write the hour, such as 18:00."),
        ({"proposal": ""}, "Write what exactly is proposed"),
        ({"quorum": "0"}, "Write a whole number from 1 on."),
    ],
)
def test_what_cannot_be_begun_says_why(
    visitor: Visitor, people: People, now: datetime, changed: dict[str, str], said: str
) -> None:
    where = f"/forum/{space_of(people.edition, at=now).slug}/decisions/consent"
    form = begun(now, proposal="Half.") | changed
    visitor.signed_in(people.trainee).post(where, form, status=422)
    assert said in visitor.text()
    assert visitor.all("#title")[0].attrs["value"] == "Who pays for the first visit?"
    assert db.session.scalars(select(Decision)).all() == []


def test_nobody_begins_one_where_they_may_not_write(
    visitor: Visitor, people: People, now: datetime
) -> None:
    where = f"/forum/{space_of(people.edition, at=now).slug}/decisions"
    visitor.signed_in(people.outsider).get(f"{where}/new", status=404)
    visitor.post(f"{where}/consent", begun(now, proposal="Half."), status=404)


def test_in_a_public_space_visitors_read_and_do_not_speak(
    visitor: Visitor, people: People, now: datetime
) -> None:
    space = a_space(SpaceKind.PUBLIC, at=now)
    decision = a_decision(space, people.trainer, at=now)
    visitor.get(f"/topics/{decision.topic_id}")
    assert "Sign in to take part." in visitor.text()
    assert not visitor.all(".choice")
    visitor.get(f"/topics/{decision.topic_id}/record")


def test_no_other_topic_can_be_made_a_decision(
    visitor: Visitor, people: People, now: datetime
) -> None:
    form = {"key": str(uuid4()), "kind": "decision", "title": "So", "body": "It is."}
    where = f"/forum/{space_of(people.edition, at=now).slug}/topics"
    visitor.signed_in(people.coordinator).post(where, form | {"language": "en"}, status=422)
    topic = a_topic(space_of(people.edition, at=now), people.trainee, at=now)
    visitor.get(f"/topics/{topic.id}/record", status=404)


@pytest.mark.parametrize("method", list(Method))
def test_it_may_be_the_first_topic_of_a_space_that_nobody_used(
    visitor: Visitor, people: People, now: datetime, method: Method
) -> None:
    """That costs an act most: the space and the topic begin with it."""
    where = f"/forum/edition-{people.edition.id}/decisions/{method.value}"
    form = begun(now, proposal="Each firm pays half.") | _offers(method, now)
    visitor.signed_in(people.trainee)
    answer = visitor.post(where, form)
    visitor.get(answer.location)
    assert visitor.all("#decision") != []


def _offers(method: Method, now: datetime) -> dict[str, str]:
    if method is Method.COUNT:
        return {"labels-0": "Kano", "labels-1": "Leon"}
    day = (now + timedelta(days=3)).date().isoformat()
    times = {"days-0": day, "hours-0": "09:00", "days-1": day, "hours-1": "11:00"}
    return times if method is Method.TIME_POLL else {}


def test_the_form_sent_twice_is_one_decision_and_with_something_else_in_it_comes_back(
    visitor: Visitor, people: People, now: datetime
) -> None:
    where = f"/forum/{space_of(people.edition, at=now).slug}/decisions/consent"
    form = begun(now, proposal="Half.")
    visitor.signed_in(people.trainee)
    for _click in range(2):
        visitor.post(where, form)
    for changed in ({"proposal": "A third."}, {"reasons": "required"}, {"title": "Who pays?"}):
        visitor.post(where, form | changed, status=422)
        assert "This form was sent before, with another text." in visitor.text()
    assert visitor.all("#proposal")[0].to_text().strip() == "Half."
    assert visitor.all("#title")[0].attrs["value"] == "Who pays?"
    again = form | changed | {"key": visitor.all("input[name=key]")[0].attrs["value"]}
    visitor.post(where, again)
    assert len(db.session.scalars(select(Decision)).all()) == 2


def test_a_decision_that_was_amended_and_moved_since_is_still_that_of_its_form(
    visitor: Visitor, people: People, now: datetime
) -> None:
    where = f"/forum/{space_of(people.edition, at=now).slug}/decisions/count"
    form = begun(now) | {"labels-0": "Kano", "labels-1": "Leon", "meanings-1": "Two days by bus"}
    visitor.signed_in(people.trainee).post(where, form)
    decision = db.session.scalars(select(Decision)).one()
    later = decision.closes_at + DAY
    actions.move_closing(decision, later, "A feast.", by=people.trainee, at=now)
    actions.amend(decision, 1, Proposed("", THREE), "One more.", by=people.trainee, at=now)
    db.session.commit()
    assert visitor.post(where, form).location == f"/topics/{decision.topic_id}"
