"""Nothing unreleased leaves by any route: every page, file, feed, search and letter is asked.

One trainee has a mark of each kind. Each is told by words and a number that stand nowhere else.
The control: released, the same walk finds each of them, with those who may see it.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from html import unescape
from io import BytesIO
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

import pytest
from flask import Flask
from sqlalchemy import text
from werkzeug.routing import BuildError
from werkzeug.test import TestResponse

from lms.case_studies import papers
from lms.content import library
from lms.db import db
from lms.editions.marks import Component
from lms.editions.models import Enrolment, Role
from lms.feed_tokens import actions as feeds
from lms.feed_tokens.models import Purpose
from lms.gradebook import actions
from lms.gradebook.actions import Entry
from lms.gradebook.parts import Planned
from lms.overrides import actions as overrides
from lms.stretches.models import Assessment
from tests.case_studies.papers import a_paper
from tests.fieldwork.factories import a_year
from tests.people import People, enrol
from tests.visitor import Visitor

pytestmark = pytest.mark.long

COURSE = "horizontal-network-broker"
DEFENCE = Planned(Component.DEFENCE, f"{COURSE}/defence", "Defence")
DAY = library().courses[COURSE].days[0].ref
FIRST_DAY = Planned(Component.CLASS_INSTRUMENTS, DAY, "Day 1")
LEVELS = {"regularity": 4, "facts": 4, "process": 3, "reflection": 4, "ethics": 3, "follow_up": 2}
Release = Callable[[], object]


def by_hand(people: People, row: Enrolment, words: str) -> Release:
    return _by_hand(people, row, DEFENCE, 83, words)


def _by_hand(people: People, row: Enrolment, part: Planned, value: int, words: str) -> Release:
    by = people.assessor
    actions.enter(row.edition, part, [Entry(row, value, words, 0)], by=by, at=now())
    return lambda: actions.release(row.edition, part, by=by, at=now())


def a_case_paper(people: People, row: Enrolment, words: str) -> Release:
    paper = a_paper(row.user, row.edition, state="graded", by=people.trainer, comment=words)
    return lambda: papers.release_all(
        row.edition, paper.case_id, until=now(), by=people.trainer, at=now()
    )


def a_month_of_the_log(people: People, row: Enrolment, words: str) -> Release:
    month = Assessment(target="month:1", rubric_id="log", rubric_digest="x", comment=words)
    [month.placement_id] = db.session.scalars(text("SELECT id FROM placement"))
    month.assessor_id, month.levels, month.assessed_at = people.supervisor.id, LEVELS, now()
    db.session.add(month)
    return lambda: setattr(month, "released_at", now())


def set_over_a_part(people: People, row: Enrolment, words: str) -> Release:
    return _set_over(people, row, ("quizzes", DAY), 89, words)


def set_over_the_total(people: People, row: Enrolment, words: str) -> Release:
    return _set_over(people, row, ("", ""), 79, words)


def _set_over(
    people: People, row: Enrolment, place: tuple[str, str], value: int, words: str
) -> Release:
    by = people.assessor
    made = overrides.set_mark(row, *place, mark=value, reason=words, seen=0, by=by, at=now())
    return lambda: overrides.release(row, made.id, by=by, at=now())


def underneath(people: People, row: Enrolment, words: str) -> Release:
    """What was never released, and another mark over it that was."""
    release = _by_hand(people, row, FIRST_DAY, 77, words)
    place = (FIRST_DAY.component.value, FIRST_DAY.ref)
    _set_over(people, row, place, 64, "Seen by all")()

    def uncover() -> None:
        release()
        standing = db.session.scalar(text("SELECT id FROM mark_override WHERE mark = 64"))
        overrides.lift(row, standing, reason="Seen by all", by=people.trainer, at=now())

    return uncover


class Kind(NamedTuple):
    make: Callable[[People, Enrolment, str], Release]
    number: str


KINDS = {
    "Kingfishers by hand": Kind(by_hand, "83"),
    "Kingfishers on paper": Kind(a_case_paper, "92.5"),
    "Kingfishers in the log": Kind(a_month_of_the_log, "87.5"),
    "Kingfishers over a part": Kind(set_over_a_part, "89"),
    "Kingfishers over all": Kind(set_over_the_total, "79"),
    "Kingfishers below": Kind(underneath, "77"),
}
MAY_NOT = ["trainee", "classmate", "supervisor", "stranger", "outsider", "other_coordinator"]

MARKS_IT = {"supervisor": {"Kingfishers in the log"}}


def now() -> datetime:
    return datetime.now(UTC)


class Scene(NamedTuple):
    trainee: Enrolment
    releases: dict[str, Release]
    places: dict[str, object]
    token: str


@pytest.fixture
def scene(people: People, app: Flask) -> Scene:
    year = a_year(people, people.trainee)
    row = year.enrolment
    enrol(people.classmate, row.edition, Role.TRAINEE)
    enrol(people.trainer, row.edition, Role.TRAINER)
    places = {"edition_id": row.edition_id, "enrolment_id": row.id, "placement_id": year.id}
    places |= {"course_id": COURSE, "day_id": "b1", "case_id": "bagru", "units": "months"}
    places |= {"number": 1, "component": "defence", "part_id": "defence"}
    releases = {
        words: kind.make(people, row, f"{words}, and more.") for words, kind in KINDS.items()
    }
    token = feeds.make(people.trainee, Purpose.CALENDAR, at=now())
    db.session.commit()
    return Scene(row, releases, places, token)


def addresses(app: Flask, scene: Scene) -> Iterator[str]:
    """Every page there is, with the ids of the scene in it; and those that take a question."""
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if "GET" in (rule.methods or ()) and rule.arguments <= scene.places.keys():
                with suppress(BuildError):
                    found = rule.build({name: scene.places[name] for name in rule.arguments})
                    if found:
                        yield found[1]
    yield f"/calendar/{scene.token}.ics"
    yield "/search?q=Kingfishers"
    for place in ("", "?component=defence&part=" + DEFENCE.ref):
        book = f"/editions/{scene.trainee.edition_id}/gradebook/{scene.trainee.id}"
        yield f"{book}/overrides{place}"


def words_in(answer: TestResponse) -> str:
    """What a reader gets: of a page its words, of a spreadsheet all that is in it."""
    if answer.status_code != 200:
        return ""
    with suppress(BadZipFile), ZipFile(BytesIO(answer.data)) as file:
        return " ".join(file.read(name).decode() for name in file.namelist())
    if answer.mimetype == "text/html":
        main = answer.text.partition("<main")[2].partition("<footer")[0]
        return " ".join(unescape(re.sub(r"<[^>]*>", " ", main)).split())
    return answer.get_data().decode(errors="replace") if answer.mimetype.startswith("text") else ""


def found_by(visitor: Visitor, scene: Scene) -> dict[str, set[str]]:
    """Which kinds of mark this person gets to see, and where."""
    found: dict[str, set[str]] = {}
    for path in addresses(visitor.app, scene):
        said = words_in(visitor._send("GET", path))
        for words, kind in KINDS.items():
            number = rf"(?<![\d.,:/-]){re.escape(kind.number)}(?![\d:/%-]|[.,]\d| %)"
            if words in said or ("gradebook" in path and re.search(number, said)):
                found.setdefault(words, set()).add(path)
    return found


@pytest.mark.parametrize("who", MAY_NOT)
def test_nothing_unreleased_is_seen_by_who_may_not(
    visitor: Visitor, people: People, scene: Scene, who: str
) -> None:
    visitor.signed_in(getattr(people, who))
    assert set(found_by(visitor, scene)) == MARKS_IT.get(who, set())


def test_a_visitor_sees_nothing(visitor: Visitor, scene: Scene) -> None:
    assert found_by(visitor, scene) == {}


def test_no_letter_waits_with_it(scene: Scene) -> None:
    payloads = " ".join(str(row) for row in db.session.scalars(text("SELECT payload FROM job")))
    assert "Kingfishers" not in payloads


def test_its_own_total_is_made_of_what_is_released(
    visitor: Visitor, people: People, scene: Scene
) -> None:
    visitor.signed_in(people.trainee).get(f"/editions/{scene.trainee.edition_id}/gradebook")
    assert "So far: 64 of 100." in visitor.text()


def test_the_control_released_the_trainee_finds_each(
    visitor: Visitor, people: People, scene: Scene
) -> None:
    for release in scene.releases.values():
        release()
    db.session.commit()
    found = found_by(visitor.signed_in(people.trainee), scene)
    book = f"/editions/{scene.trainee.edition_id}/gradebook"
    assert {words for words, pages in found.items() if book in pages} == set(KINDS)


def test_the_control_who_marks_finds_each_before(
    visitor: Visitor, people: People, scene: Scene
) -> None:
    """But for a month of the log that is held: whoever assesses may be its second marker."""
    found = found_by(visitor.signed_in(people.assessor), scene)
    book = f"/editions/{scene.trainee.edition_id}/gradebook"
    assert {words for words, pages in found.items() if f"{book}/{scene.trainee.id}" in pages} == (
        set(KINDS) - {"Kingfishers on paper", "Kingfishers in the log"}
    )
    assert f"{book}.csv" in found["Kingfishers over all"]
    assert f"{book}.xlsx" in found["Kingfishers over all"]
