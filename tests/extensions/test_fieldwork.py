"""More time in the field: log and deliverables show the person's own date."""

from datetime import timedelta

from babel.dates import format_date

from lms.content import library
from tests.extensions.factories import WHY, more, shown
from tests.fieldwork.factories import a_year
from tests.people import People, today
from tests.visitor import Visitor


def test_fieldwork_shows_the_personal_date_of_log_and_deliverables(
    visitor: Visitor, people: People
) -> None:
    year = a_year(people, people.trainee)
    course = library().courses[year.enrolment.edition.course_id]
    piece = course.fieldwork.periods[0].deliverables[0]
    until = today() + timedelta(days=11)
    people.trainer  # noqa: B018  # who gives it
    more(people, until, ("log", "month:1"), year.enrolment)
    later = until + timedelta(days=60)
    more(people, later, ("deliverable", f"{course.id}/{piece.id}"), year.enrolment)
    visitor.signed_in(people.trainee).get(f"/placements/{year.id}/months/1")
    assert f"Due {shown(until)} More time for you: {WHY}" in visitor.text()

    visitor.get(f"/placements/{year.id}/deliverables/{piece.id}")
    assert f"Due {format_date(later, 'EEE d MMM', 'en_GB')}" in visitor.text()

    visitor.get("/calendar")
    [day] = [node for node in visitor.all("section") if "Month 1 of fieldwork" in node.to_text()]
    assert day.query("h2")[0].attrs["id"] == f"on-{until}"
