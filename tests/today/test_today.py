from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_date
from flask import Flask

from lms.db import db
from lms.editions.models import Role
from lms.placements.models import Placement
from lms.reviews import actions
from tests.case_studies.papers import a_paper
from tests.deliverables import factories as deliverables
from tests.extensions.factories import due, more
from tests.fieldwork.factories import a_placement, an_entry
from tests.messages.factories import a_message
from tests.people import People, a_person, enrol, enrolment_of
from tests.visitor import Visitor


def test_a_visitor_sees_what_this_is_and_where_to_begin(visitor: Visitor) -> None:
    visitor.get("/")

    assert visitor.all("h1")[0].to_text() == "Small firms do better together"
    links = {node.attrs["href"] for node in visitor.all("main a")}
    assert {"/courses", "/case-studies", "/case-studies/bagru"} <= links


def test_a_case_that_nobody_has_translated_says_which_language_it_is_in(visitor: Visitor) -> None:
    visitor.get("/", headers={"Accept-Language": "es"})

    place, summary, *_rest = visitor.all(".card > p")
    assert place.attrs["lang"] == summary.attrs["lang"] == "en"


def test_a_trainee_in_class_is_sent_to_the_next_lesson(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).get("/")

    assert visitor.all(".next-step .button")[0].attrs["href"] == "/courses/cluster-broker/a1-1"


def test_what_came_back_is_the_next_step(visitor: Visitor, people: People) -> None:
    entry = an_entry(a_placement(people), state="submitted")
    actions.return_entry(
        entry, version=entry.current_id, by=people.supervisor, reason="Who?", at=datetime.now(UTC)
    )

    visitor.signed_in(people.trainee).get("/")

    step = visitor.all(".next-step .button")[0].attrs["href"]
    assert step == f"/placements/{entry.placement_id}/entries/{entry.id}"
    assert visitor.all("ul.waiting") == []


def test_everything_else_that_came_back_is_listed(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    for _ in range(3):
        entry = an_entry(placement, state="submitted")
        actions.query(
            entry,
            version=entry.current_id,
            by=people.supervisor,
            reason="Who?",
            at=datetime.now(UTC),
        )

    visitor.signed_in(people.trainee).get("/")

    assert len(visitor.all("ul.waiting > li")) == 2


def test_a_draft_waits_to_be_handed_in(visitor: Visitor, people: People) -> None:
    entry = an_entry(a_placement(people))

    visitor.signed_in(people.trainee).get("/")

    waiting = visitor.all("ul.waiting a")
    assert [link.attrs["href"] for link in waiting] == [
        f"/placements/{entry.placement_id}/entries/{entry.id}"
    ]
    assert "Draft: not handed in yet" in visitor.text()


def test_an_entry_can_be_written_whatever_else_comes_first(
    visitor: Visitor, people: People
) -> None:
    placement = a_placement(people)

    visitor.signed_in(people.trainee).get("/")

    links = {node.attrs["href"] for node in visitor.all("main a.button")}
    log = f"/placements/{placement.id}/entries"
    assert links == {"/courses/cluster-broker/a1-1", f"{log}/quick", f"{log}/new"}


def test_a_week_that_is_over_waits_for_its_assessment(visitor: Visitor, people: People) -> None:
    placement = a_placement(people, days_ago=8)
    placement.requirement_set.rules = {"periods": [{"weeks": [1, 2]}]}

    visitor.signed_in(people.supervisor).get("/")

    week = f"/placements/{placement.id}/weeks/1"
    assert visitor.all(".next-step .button")[0].attrs["href"] == week
    assert [node.attrs["href"] for node in visitor.all(".rows .actions a")] == [
        f"{week}#assessment"
    ]


@pytest.mark.parametrize(("name", "led"), [("trainer", True), ("assessor", False)])
def test_who_teaches_today_is_led_to_the_class_day(
    visitor: Visitor, people: People, name: str, led: bool
) -> None:
    here = datetime.now(ZoneInfo(people.edition.time_zone)).date()
    people.edition.starts_on = monday = here - timedelta(days=here.weekday())
    number = min((here - monday).days, 4) + 1

    visitor.signed_in(getattr(people, name)).get("/")

    assert f"Class day {number} of 10" in visitor.text()
    steps = [node.attrs["href"] for node in visitor.all(".next-step .button")]
    day = [f"/editions/{people.edition.id}/days/{number}"] if here.weekday() < 5 else []
    assert steps == (day if led else [])


def test_a_supervisor_is_told_how_much_waits_and_since_when(
    visitor: Visitor, people: People
) -> None:
    placement, now = a_placement(people), datetime.now(UTC)
    an_entry(placement, state="submitted", at=now - timedelta(days=14))
    an_entry(placement, state="submitted", at=now)

    visitor.signed_in(people.supervisor).get("/")

    assert "2 log entries to review" in visitor.text()
    assert "the first for 10 working days" in visitor.text()
    assert people.trainee.name in visitor.text()


def test_another_supervisor_is_told_nothing_of_it(visitor: Visitor, people: People) -> None:
    an_entry(a_placement(people), state="submitted")

    visitor.signed_in(people.other_supervisor).get("/")

    assert "to review" not in visitor.text()
    assert people.trainee.name not in visitor.text()


def test_a_coordinator_finds_the_own_editions_only(visitor: Visitor, people: People) -> None:
    assert people.outsider
    visitor.signed_in(people.coordinator).get("/")

    assert "Cluster brokers, first intake" in visitor.text()
    assert "Another intake" not in visitor.text()


def test_who_is_in_nothing_yet_is_told_what_to_do(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.stranger).get("/")
    assert "You are in no course at present" in visitor.text()


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("administrator", "You look after the site"),
        ("other_supervisor", "No trainee is with you yet"),
    ],
)
def test_an_empty_day_says_what_the_role_can_do(
    visitor: Visitor, people: People, name: str, advice: str
) -> None:
    visitor.signed_in(getattr(people, name)).get("/")
    assert advice in visitor.text()


@pytest.mark.parametrize("count", [1, 3])
def test_today_asks_as_often_for_many_trainees_as_for_one(
    visitor: Visitor, people: People, count: int
) -> None:
    for trainee in (people.trainee, people.classmate, people.trainee)[:count]:
        an_entry(a_placement(people, trainee=trainee), state="submitted")

    visitor.signed_in(people.supervisor).get("/")

    assert visitor.statements == 6


def test_a_trainee_s_day_stays_within_its_statements(visitor: Visitor, people: People) -> None:
    an_entry(a_placement(people), state="submitted")
    visitor.signed_in(people.trainee).get("/")
    assert visitor.statements == 8


def test_the_trainees_who_need_the_supervisor_stand_first(visitor: Visitor, people: People) -> None:
    calm = a_placement(people, trainee=people.classmate, days_ago=1)
    late = a_placement(people, trainee=people.trainee, days_ago=21)
    assert calm.id < late.id

    visitor.signed_in(people.supervisor).get("/")

    shown = [node.attrs["href"] for node in visitor.all("li.row .row-link")]
    assert shown == [f"/placements/{late.id}", f"/placements/{calm.id}"]
    assert "All my trainees" not in visitor.text()


def test_many_trainees_are_on_their_own_page(visitor: Visitor, people: People) -> None:
    for number in range(13):
        person = a_person(f"many{number}")
        enrol(person, people.edition, Role.TRAINEE)
        a_placement(people, trainee=person)

    visitor.signed_in(people.supervisor).get("/")

    assert len(visitor.all("li.row .row-link")) == 12
    assert visitor.all('a[href="/fieldwork"]')
    visitor.get("/fieldwork")
    assert len(visitor.all("li.row .row-link")) == 13


def test_of_many_trainees_those_who_wait_for_the_supervisor_are_among_those_looked_at(
    visitor: Visitor, people: People
) -> None:
    def placed(name: str, state: str = "active") -> int:
        person = a_person(name)
        enrol(person, people.edition, Role.TRAINEE)
        return a_placement(people, trainee=person, state=state).id

    for number in range(30):
        placed(f"many{number}")
    waits, waits_longer = placed("yan"), placed("zoe")
    agreed = placed("zuleika", "proposed")
    for number, hours in ((waits, 1), (waits_longer, 2)):
        entry = an_entry(db.session.get_one(Placement, number), state="submitted")
        entry.submitted_at = datetime.now(UTC) - timedelta(hours=hours)
    db.session.flush()

    visitor.signed_in(people.supervisor).get("/")

    shown = [node.attrs["href"] for node in visitor.all("li.row .row-link")]
    assert shown[:2] == [f"/placements/{waits_longer}", f"/placements/{waits}"]
    assert visitor.all(f'ul.waiting a[href="/placements/{agreed}/agreement"]')


def test_a_trainee_reads_what_is_due_next_with_the_own_date(
    app: Flask, visitor: Visitor, people: People
) -> None:
    here = people.trainee.time_zone = people.classmate.time_zone = people.edition.time_zone
    usual, work = datetime.now(ZoneInfo(here)).date() + timedelta(days=3), ("paper", "bagru")
    own = usual + timedelta(days=4)
    with app.test_request_context():
        due(people.edition, people, usual, work)
        more(people, own, work, enrolment_of(people.trainee, people.edition))

    visitor.signed_in(people.trainee).get("/")
    assert rows_due(visitor) == [
        f"Case paper: The village that would not meet Due {weekday(own)} · your own date"
    ]
    visitor.signed_in(people.classmate).get("/")
    assert rows_due(visitor) == [
        f"Case paper: The village that would not meet Due {weekday(usual)}"
    ]
    a_paper(people.classmate, people.edition)
    visitor.get("/")
    assert rows_due(visitor) == []


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-15, None),
        (-2, "Was due {day}, 2 days ago. Hand it in soon, or ask for more time."),
        (-1, "Was due {day}, 1 day ago. Hand it in soon, or ask for more time."),
        (0, "Due today, {day}"),
        (1, "Due tomorrow, {day}"),
        (2, "Due {day}"),
    ],
)
def test_what_is_due_is_said_in_kind_words(
    app: Flask, visitor: Visitor, people: People, days: int, said: str | None
) -> None:
    people.trainee.time_zone = people.edition.time_zone
    on = datetime.now(ZoneInfo(people.edition.time_zone)).date() + timedelta(days=days)
    with app.test_request_context():
        due(people.edition, people, on, ("quiz", "cluster-broker/a1"))

    visitor.signed_in(people.trainee).get("/")

    rows = rows_due(visitor)
    assert len(rows) == bool(said)
    assert all(row.endswith(f" {said and said.format(day=weekday(on))}") for row in rows)


def test_who_lives_by_another_clock_reads_when_that_day_ends(
    app: Flask, visitor: Visitor, people: People
) -> None:
    on = datetime.now(UTC).date() + timedelta(days=5)
    people.trainee.time_zone = "Europe/Madrid"
    with app.test_request_context():
        due(people.edition, people, on, ("paper", "bagru"))

    visitor.signed_in(people.trainee).get("/")

    [row] = rows_due(visitor)
    moment = datetime.combine(on, time(23, 59), ZoneInfo(people.edition.time_zone))
    there = moment.astimezone(ZoneInfo("Europe/Madrid"))
    assert f"(until {there:%-d} {there:%b} {there:%Y}, {there:%H:%M}" in row
    assert "on your clock" in row


def test_a_title_that_is_not_in_the_readers_language_says_in_which_it_is(
    visitor: Visitor, people: People
) -> None:
    deliverables.a_placement(people)
    for language, marked in (("en", None), ("es", "en")):
        people.trainee.language = language
        visitor.signed_in(people.trainee).get("/")
        links = visitor.all(".due-rows a[href*=deliverables]")
        assert {link.attrs.get("lang") for link in links} == {marked}


def rows_due(visitor: Visitor) -> list[str]:
    return [" ".join(row.to_text().split()) for row in visitor.all(".due-rows li")]


def weekday(day: date) -> str:
    return format_date(day, "EEEE d MMMM", "en_GB")


def test_a_message_is_no_paper_that_came_back(visitor: Visitor, people: People) -> None:
    a_message(people)

    visitor.signed_in(people.trainee).get("/")

    assert visitor.all(".next-step .button")[0].attrs["href"] == "/courses/cluster-broker/a1-1"
    visitor.get(f"/editions/{people.edition.id}/left")
    assert visitor.all(".next-step .button")[0].attrs["href"] == "/courses/cluster-broker/a1-1"
