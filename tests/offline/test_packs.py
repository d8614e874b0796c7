"""What is taken along with a day: its size, its parts, its versions."""

import gzip
import json
from datetime import timedelta
from typing import Any

import pytest

from lms import content
from lms.content.text import Text
from lms.offline.packs import pack_of
from tests.class_sessions.factories import a_session
from tests.fieldwork.factories import a_placement
from tests.people import People
from tests.visitor import Visitor

DAY = "/courses/cluster-broker/days/a1"
UNITS = [
    DAY,
    "/courses/cluster-broker/days/a5",
    "/courses/cluster-broker/electives/el1",
    "/courses/cluster-broker/fieldwork/w1",
    "/courses/horizontal-network-broker/fieldwork/p1",
]


def told(visitor: Visitor, place: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(visitor.get(f"/offline/packs{place}").text)
    return found


def addresses(pack: dict[str, Any]) -> list[str]:
    return [address for part in pack["parts"] for address in part["addresses"]]


def test_the_page_of_a_day_says_its_size_before_it_is_taken_along(
    visitor: Visitor, people: People
) -> None:
    visitor.signed_in(people.trainee).get(DAY)

    card = " ".join(visitor.all("#take-along")[0].to_text().split())
    size = sum(part.get("bytes", 0) for part in told(visitor, DAY)["parts"])
    assert f"About {-(-size // 1024)} KB to download , 4 lessons and the quiz" in card


@pytest.mark.parametrize("place", UNITS)
def test_the_size_that_is_said_is_about_what_is_fetched(
    visitor: Visitor, people: People, place: str
) -> None:
    visitor.signed_in(people.trainee)
    parts = told(visitor, place)["parts"]

    fetched = sum(len(gzip.compress(visitor.get(part["source"]).data, 5)) for part in parts)

    assert sum(part["bytes"] for part in parts) == pytest.approx(fetched, rel=0.2)


def test_a_day_has_its_lessons_and_its_quiz_as_a_form_that_may_wait(
    visitor: Visitor, people: People
) -> None:
    pack = told(visitor.signed_in(people.trainee), DAY)

    lessons = [f"/courses/cluster-broker/a1-{number}" for number in range(1, 5)]
    assert (pack["place"], pack["href"]) == (f"/offline/packs{DAY}", DAY)
    assert pack["title"] == f"Day 1 · {content.library().courses['cluster-broker'].days[0].title}"
    assert addresses(pack)[:6] == [DAY, *lessons, f"{DAY}/quiz"]
    assert pack["parts"][5]["source"] == "/offline/practice/cluster-broker/days/a1"
    assert {"app.css", "js/app.js", "js/member.js"} <= set(pack["files"])


def test_the_day_of_an_edition_is_kept_where_its_lessons_lead_to(
    visitor: Visitor, people: People
) -> None:
    href = f"/editions/{people.edition.id}/days/1"
    first = told(visitor.signed_in(people.trainee), href)["parts"][0]
    assert (first["source"], first["addresses"]) == (href, [href, DAY])


def test_who_is_no_trainee_of_the_course_takes_no_quiz_along(
    visitor: Visitor, people: People
) -> None:
    pack = told(visitor.signed_in(people.trainer), DAY)
    assert f"{DAY}/quiz" not in addresses(pack)
    visitor.get(DAY)
    assert "and the quiz" not in visitor.all("#take-along")[0].to_text()


def test_pictures_come_along(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee)
    places = [f"/courses/cluster-broker/days/a{number}" for number in range(1, 11)]
    shown = [one for place in places for one in addresses(told(visitor, place)) if "/media/" in one]

    assert shown
    for address in shown:
        assert visitor.get(address).mimetype.startswith("image/")


def test_a_trainee_in_the_field_can_write_a_log_entry_wherever_they_read(
    visitor: Visitor, people: People
) -> None:
    log = f"/placements/{a_placement(people).id}"
    forms = {f"{log}/entries/quick", f"{log}/entries/new", f"{log}/diary/new"}
    assert forms <= set(addresses(told(visitor.signed_in(people.trainee), DAY)))
    others = addresses(told(Visitor(visitor.app).signed_in(people.classmate), DAY))
    assert forms.isdisjoint(others)


def test_fieldwork_that_is_not_agreed_yet_keeps_no_day_from_being_taken_along(
    visitor: Visitor, people: People
) -> None:
    """Its forms are refused, and one page refused ends the whole."""
    a_placement(people, state="agreed")
    pack = told(visitor.signed_in(people.trainee), DAY)
    assert not [address for address in addresses(pack) if "/entries/" in address]
    for part in pack["parts"]:
        visitor.get(part["source"])


def test_a_trainer_takes_the_registers_of_the_day_along(visitor: Visitor, people: People) -> None:
    edition = people.edition
    begun = a_session(edition, day="cluster-broker/a1")
    a_session(edition, day="cluster-broker/a1", starts_in=timedelta(days=1))
    register = f"/editions/{edition.id}/sessions/{begun.id}/attendance"

    taken = addresses(told(visitor.signed_in(people.trainer), f"/editions/{edition.id}/days/1"))
    assert [address for address in taken if "/attendance" in address] == [register]
    trainee = Visitor(visitor.app).signed_in(people.trainee)
    assert register not in addresses(told(trainee, f"/editions/{edition.id}/days/1"))


def test_a_changed_lesson_is_fetched_again_and_nothing_else(app: object) -> None:
    course = content.library().courses["cluster-broker"]
    day = course.days[0]
    lesson = day.lessons[1]
    body = Text(f"{lesson.body.source}\n\nOne sentence more.", lesson.body.setting)
    changed = lesson.model_copy(update={"body": body})
    lessons = (day.lessons[0], changed, *day.lessons[2:])
    newer = day.model_copy(update={"lessons": lessons})
    moved = course.model_copy(update={"days": (newer, *course.days[1:])})

    with app.test_request_context("/"):  # type: ignore[attr-defined]  # a Flask
        before = pack_of(course, day, href=DAY, takes_quiz=True)
        after = pack_of(moved, newer, href=DAY, takes_quiz=True)

    assert before.version != after.version
    pairs = zip(before.parts, after.parts, strict=True)
    fetched = [new.source for old, new in pairs if old.version != new.version]
    assert fetched == [f"/courses/cluster-broker/{lesson.id}"]


def test_what_a_pack_holds_costs_no_statement_a_lesson(visitor: Visitor, people: People) -> None:
    told(visitor.signed_in(people.trainee), DAY)
    assert visitor.statements == 3  # who asks, their roles, their fieldwork
