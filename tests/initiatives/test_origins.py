"""An initiative leads to where it came from, and back; a hidden origin leaves the bare fact."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.agendas import actions as agendas
from lms.arranging import actions as arranging
from lms.db import db
from lms.experience import actions as experience
from lms.forum import actions as forum
from lms.forum.models import Post, Topic
from lms.initiatives.models import Initiative
from lms.programmes.models import Programme
from lms.spaces.models import Kind as SpaceKind
from tests.experience.factories import NOW, an_experience
from tests.forum.factories import a_space, a_topic, space_of
from tests.initiatives.test_initiatives import SENT
from tests.people import People
from tests.programmes.factories import a_programme
from tests.study_visits.factories import a_visit, a_week_of_visits, allowed
from tests.visitor import Visitor

YESTERDAY = datetime.now(UTC).date() - timedelta(days=2)


class Origin(NamedTuple):
    """`title` is what its page is called, `fact` is all that is left when it is hidden."""

    asked: str
    page: str
    title: str
    fact: str
    hide: Callable[[], object]


def of_a_note(people: People) -> Origin:
    note = an_experience(people.trainee)
    return Origin(
        f"note={note.id}",
        f"/notes/{note.id}",
        "Ten workshops buy thread together",
        "from an experience note that is not published",
        lambda: experience.withdraw(note, at=NOW),
    )


def of_a_topic(people: People) -> Origin:
    topic = a_topic(a_space(at=NOW), people.trainee, at=NOW)
    return Origin(
        f"topic={topic.id}",
        f"/topics/{topic.id}",
        "Who pays for the first visit?",
        "from a topic of the forum that you cannot read",
        lambda: moved_away(topic, people),
    )


def moved_away(topic: Topic, people: People) -> None:
    arranging.move(topic, space_of(people.other_edition, at=NOW))


def of_a_visit(people: People) -> Origin:
    visit = a_visit(a_week_of_visits(people))
    allowed(visit, people.coordinator, publish_from=YESTERDAY)
    return Origin(
        f"visit={visit.id}",
        f"/programmes/{visit.programme_id}/visits/{visit.id}",
        "Looms of the lake",
        "from a visit that you cannot read about",
        lambda: allowed(visit, people.coordinator, publish_from=None),
    )


KINDS = [of_a_note, of_a_topic, of_a_visit]
Making = Callable[[People], Origin]


def begun_from(origin: Origin, visitor: Visitor) -> str:
    sent = SENT | {"key": str(uuid4())}
    return str(visitor.post(f"/initiatives?{origin.asked}", sent).location)


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_begun_and_its_origin_lead_to_each_other(
    visitor: Visitor, people: People, kind: Making
) -> None:
    origin = kind(people)
    visitor.signed_in(people.stranger).get(origin.page)
    [begin] = [node.attrs["href"] for node in visitor.all('a[href^="/initiatives/new?"]')]
    visitor.get(begin)
    assert f"It comes from “{origin.title}”" in visitor.text()
    address = visitor.all("main form")[0].attrs["action"]
    begun = visitor.post(address, SENT | {"key": str(uuid4())}).location
    visitor.get(begun)
    assert visitor.all(f'main a[href="{origin.page}"]')[0].to_text() == origin.title
    visitor.get(origin.page)
    assert visitor.all(f'main a[href="{begun}"]')[0].to_text() == "A shared fair"


@pytest.mark.parametrize("kind", KINDS)
def test_a_hidden_origin_leaves_the_fact(visitor: Visitor, people: People, kind: Making) -> None:
    """With its control: before it is hidden, the same reader has its title and the way to it."""
    origin = kind(people)
    begun = begun_from(origin, visitor.signed_in(people.stranger))
    visitor.get(begun)
    assert (origin.title in visitor.text(), origin.fact in visitor.text()) == (True, False)
    kept = origin_columns()
    origin.hide()
    visitor.get(begun)
    assert (origin.title in visitor.text(), origin.fact in visitor.text()) == (False, True)
    assert not visitor.all(f'main a[href="{origin.page}"]')
    assert origin_columns() == kept != (None, None, None)


def origin_columns() -> tuple[int | None, ...]:
    columns = (Initiative.note_id, Initiative.topic_id, Initiative.visit_id)
    return tuple(db.session.execute(select(*columns)).one())


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_begins_from_what_one_does_not_see(
    visitor: Visitor, people: People, kind: Making
) -> None:
    origin = kind(people)
    origin.hide()
    visitor.signed_in(people.stranger).get(f"/initiatives/new?{origin.asked}", status=404)
    sent = SENT | {"key": str(uuid4())}
    visitor.post(f"/initiatives?{origin.asked}", sent, status=404)
    assert db.session.scalars(select(Initiative.id)).all() == []


def test_a_programme_that_is_no_longer_open_leaves_the_fact(
    visitor: Visitor, people: People
) -> None:
    week = a_programme(people.coordinator)
    begun = begun_from_programme(week, visitor.signed_in(people.coordinator))
    visitor.get(f"/programmes/{week.id}")
    assert visitor.all(f'main a[href="{begun}"]')
    visitor.signed_in(people.stranger).get(begun)
    assert "from Joint learning week, Masaya" in visitor.text()
    week.opened_at = None
    visitor.get(begun)
    assert "from a programme that is not open" in visitor.text()
    assert "Masaya" not in visitor.text()


def begun_from_programme(week: Programme, visitor: Visitor) -> str:
    sent = SENT | {"key": str(uuid4())}
    return str(visitor.post(f"/initiatives?programme={week.id}", sent).location)


def test_a_topic_whose_first_post_was_removed_leaves_the_fact(
    visitor: Visitor, people: People
) -> None:
    """Nor does anything begin there any more; what was begun still stands on its page."""
    origin = of_a_topic(people)
    begun = begun_from(origin, visitor.signed_in(people.stranger))
    post = db.session.scalars(select(Post)).one()
    forum.remove(post, reason="Names a firm.", by=people.trainee, at=NOW)
    visitor.get(begun)
    assert (origin.title in visitor.text(), origin.fact in visitor.text()) == (False, True)
    visitor.get(origin.page)
    assert visitor.all(f'main a[href="{begun}"]')
    assert not visitor.all('a[href^="/initiatives/new?"]')
    visitor.get(f"/initiatives/new?{origin.asked}", status=404)


def test_a_topic_that_went_into_another_leads_there_and_back(
    visitor: Visitor, people: People
) -> None:
    origin = of_a_topic(people)
    begun = begun_from(origin, visitor.signed_in(people.stranger))
    topic = db.session.scalars(select(Topic).options(joinedload(Topic.space))).one()
    other = a_topic(topic.space, people.trainee, title="Who pays at all?", at=NOW)
    arranging.merge(topic, other, by=people.administrator, at=NOW)
    visitor.get(begun)
    assert visitor.all(f'main a[href="/topics/{other.id}"]')[0].to_text() == "Who pays at all?"
    visitor.get(f"/topics/{other.id}")
    assert visitor.all(f'main a[href="{begun}"]')


def test_visitors_of_a_public_topic_hear_nothing_of_initiatives(
    visitor: Visitor, people: People
) -> None:
    """With its control: members do."""
    topic = a_topic(a_space(SpaceKind.PUBLIC, at=NOW), people.trainee, at=NOW)
    visitor.get(f"/topics/{topic.id}")
    assert "Begin something together" not in visitor.text()
    visitor.signed_in(people.stranger)
    visitor.post(f"/initiatives?topic={topic.id}", SENT | {"key": str(uuid4())})
    visitor.get(f"/topics/{topic.id}")
    assert "A shared fair" in visitor.text()
    visitor.client.delete_cookie("__Host-sid")
    visitor.client.delete_cookie("sid")
    visitor.get(f"/topics/{topic.id}")
    assert "A shared fair" not in visitor.text()


def test_a_visit_names_its_host_to_those_alone_who_may_know_it(
    visitor: Visitor, people: People
) -> None:
    week = a_week_of_visits(people)
    visit = a_visit(week)
    allowed(visit, people.coordinator, named=False, publish_from=YESTERDAY)
    visitor.signed_in(people.coordinator)
    begun = str(
        visitor.post(f"/initiatives?visit={visit.id}", SENT | {"key": str(uuid4())}).location
    )
    visitor.get(begun)
    assert "Looms of the lake" in visitor.text()
    visitor.signed_in(people.stranger).get(begun)
    assert "Looms of the lake" not in visitor.text()
    assert visitor.all(f'main a[href="/programmes/{week.id}/visits/{visit.id}"]')


def test_a_visit_of_a_draft_agenda_is_there_for_who_runs_it_alone(
    visitor: Visitor, people: People
) -> None:
    week = a_programme(people.coordinator)
    visit = a_visit(week)
    allowed(visit, people.coordinator, publish_from=YESTERDAY)
    asked = f"/initiatives/new?visit={visit.id}"
    visitor.signed_in(people.coordinator).get(asked)
    visitor.signed_in(people.stranger).get(asked, status=404)
    agendas.release(week, note="", by=people.coordinator, at=NOW)
    visitor.get(asked)
