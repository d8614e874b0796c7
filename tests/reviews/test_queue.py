"""One list over all trainees: its order, its ages, its parts, and the way from entry to entry."""

from datetime import UTC, datetime, timedelta

import pytest

from lms.db import db
from lms.editions.models import Role
from lms.logbook import actions
from lms.logbook.models import LogEntry
from lms.placements.models import Placement, SupervisorAssignment
from lms.reviews import actions as reviewing
from tests.fieldwork.factories import a_placement, a_project, an_entry, writing
from tests.people import People, a_person, enrol, today
from tests.visitor import Visitor

NOW = datetime.now(UTC)


def rows(visitor: Visitor) -> list[str]:
    return [node.attrs["href"].split("?")[0] for node in visitor.all("ul.rows .row-link")]


def address(entry: LogEntry) -> str:
    return f"/reviews/{entry.id}"


def an_older(placement: Placement, days: int, **changes: object) -> LogEntry:
    return an_entry(placement, state="submitted", at=NOW - timedelta(days=days), **changes)


def came_back(entry: LogEntry, people: People) -> LogEntry:
    seen = entry.current_id
    assert seen is not None
    reviewing.return_entry(
        entry, version=seen, by=people.supervisor, reason="Who was there?", at=NOW
    )
    again = writing(facts="Twelve members were there, eight of them women.")
    actions.write(entry.placement, entry.id, again, base=seen, recorded_at=NOW, at=NOW)
    actions.submit(entry, at=NOW)
    db.session.commit()
    return entry


def covered(people: People) -> Placement:
    """Fieldwork of somebody whose supervisor is away: Sofia stands in."""
    trainee = a_person("covered")
    enrol(trainee, people.edition, Role.TRAINEE)
    placement = a_placement(people, trainee=trainee, supervisor=people.other_supervisor)
    placement.project = a_project("Weavers of Masaya")
    placement.assignments.append(
        SupervisorAssignment(user=people.supervisor, role="cover", from_on=today())
    )
    db.session.commit()
    return placement


def test_what_came_back_stands_first_then_what_waits_longest(
    visitor: Visitor, people: People
) -> None:
    placement = a_placement(people)
    new, old = an_older(placement, 1), an_older(placement, 9)
    back = came_back(an_older(placement, 3), people)

    visitor.signed_in(people.supervisor).get("/reviews")

    assert rows(visitor) == [address(back), address(old), address(new)]


@pytest.mark.parametrize(
    ("days", "tone", "escalated"),
    [(4, "neutral", False), (7, "warn", False), (14, "bad", False), (21, "bad", True)],
)
def test_age_is_said_in_working_days_and_louder_with_time(
    visitor: Visitor, people: People, days: int, tone: str, escalated: bool
) -> None:
    an_older(a_placement(people, days_ago=40), days)

    visitor.signed_in(people.supervisor).get("/reviews")

    age = next(node for node in visitor.all(".badge") if "working day" in node.to_text())
    assert f"badge-{tone}" in age.attrs["class"]
    assert ("the coordinator sees it" in visitor.text()) is escalated


def test_each_part_of_the_list_holds_only_its_own(visitor: Visitor, people: People) -> None:
    placement, other = a_placement(people), covered(people)
    mine = an_older(placement, 2)
    late = an_older(placement, 3, facts="Sixty looms.", late_reason="No power for two weeks.")
    theirs = an_older(other, 4, facts="Forty looms.")
    back = came_back(an_older(other, 5), people)
    visitor.signed_in(people.supervisor)
    found = {}
    for part in ("mine", "covering", "flagged", "came-back"):
        visitor.get(f"/reviews?show={part}")
        found[part] = rows(visitor)

    assert found == {
        "mine": [address(late), address(mine)],
        "covering": [address(back), address(theirs)],
        "flagged": [address(late)],
        "came-back": [address(back)],
    }


def test_the_list_of_one_project(visitor: Visitor, people: People) -> None:
    an_older(a_placement(people), 2)
    other = covered(people)
    theirs = an_older(other, 4)

    visitor.signed_in(people.supervisor).get(f"/reviews?project={other.project_id}")

    assert rows(visitor) == [address(theirs)]
    assert "Weavers of Masaya (1)" in visitor.text()
    assert "2 pieces of work wait" in visitor.text()


def test_flags_are_said_and_stop_nothing(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    copied = [an_older(placement, days, minutes=330) for days in (3, 2)]
    plain = an_older(placement, 1, facts="Nine dyers, three with a permit.", activity_date=today())

    visitor.signed_in(people.supervisor).get("/reviews?show=flagged")

    assert rows(visitor) == [address(entry) for entry in copied]
    assert "more than 10 h that day" in visitor.text()
    assert "same facts as another entry" in visitor.text()
    visitor.get(address(plain))
    assert "same facts" not in visitor.text()
    visitor.post(f"{address(copied[0])}/approval", {"version": copied[0].current_id})


@pytest.mark.parametrize("asked", ["show=everything", "project=x", "project=²"])
def test_a_part_that_does_not_exist_is_no_page(
    visitor: Visitor, people: People, asked: str
) -> None:
    visitor.signed_in(people.supervisor).get(f"/reviews?{asked}", status=404)


def test_from_entry_to_entry_within_the_part_that_is_open(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    first, second, third = (an_older(placement, days) for days in (9, 8, 7))
    an_older(covered(people), 20)
    visitor.signed_in(people.supervisor).get(f"{address(second)}?show=mine")

    beside = {node.attrs["rel"]: node.attrs["href"] for node in visitor.all("a[rel]")}
    assert beside == {
        "prev": f"{address(first)}?show=mine",
        "next": f"{address(third)}?show=mine",
    }
    answer = visitor.post(f"{address(second)}/approval?show=mine", {"version": second.current_id})
    assert answer.location == f"{address(third)}?show=mine"
    answer = visitor.post(f"{address(third)}/approval?show=mine", {"version": third.current_id})
    assert answer.location == f"{address(first)}?show=mine", "from the top"
    answer = visitor.post(f"{address(first)}/approval?show=mine", {"version": first.current_id})
    assert answer.location == "/reviews?show=mine"


def test_the_way_on_passes_over_what_was_asked_already(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    first, asked, last = (an_older(placement, days) for days in (9, 8, 7))
    visitor.signed_in(people.supervisor)
    visitor.post(f"{address(asked)}/query", {"version": asked.current_id, "comment": "Which list?"})

    answer = visitor.post(f"{address(first)}/approval", {"version": first.current_id})

    assert answer.location == address(last)


def test_what_changed_stands_beside_the_entry_that_came_back(
    visitor: Visitor, people: People
) -> None:
    back = came_back(an_older(a_placement(people), 3), people)

    visitor.signed_in(people.supervisor).get(address(back))

    assert "Who was there?" in visitor.text()
    assert "eight of them women" in " ".join(node.to_text() for node in visitor.all("ins"))
    assert "Interview with the president" in " ".join(n.to_text() for n in visitor.all("del"))
    assert visitor.statements <= 8


def test_the_context_says_hours_and_talks(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    an_older(placement, 5, activity="supervision", minutes=60)
    entry = an_older(placement, 4, minutes=180)

    visitor.signed_in(people.supervisor).get(address(entry))

    assert "Talks with the supervisor 1 h (25%)" in visitor.text()
