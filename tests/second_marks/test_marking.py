"""A mark is given, held, agreed on by two or decided by a third, and only then shown."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from lms.audit.models import AuditEvent
from lms.db import db
from lms.placements.models import Placement
from lms.placements.record import chain_of
from lms.stretches.models import Assessment
from tests.people import People, today
from tests.second_marks.factories import (
    COMMENT,
    OTHER_COMMENT,
    WHY,
    a_disagreement,
    a_held_week,
    a_proposal,
    form,
    levels,
    marked_twice,
    passed_on,
    the_row,
)
from tests.visitor import Visitor


def week_of(placement: Placement) -> str:
    return f"/placements/{placement.id}/weeks/1"


def shown() -> tuple[dict[str, int], bool]:
    row = db.session.scalars(select(Assessment)).one()
    return dict(row.levels), row.released_at is not None


def test_a_drawn_week_waits_and_its_trainee_sees_no_mark(visitor: Visitor, people: People) -> None:
    placement = marked_twice(people)

    visitor.signed_in(people.supervisor).post(
        f"{week_of(placement)}/assessment", form(levels(), COMMENT)
    )

    visitor.get(week_of(placement))
    assert "drawn for a second mark" in visitor.text()
    assert COMMENT in visitor.text()
    visitor.signed_in(people.trainee).get(week_of(placement))
    assert "Assessment" not in visitor.text()
    assert "second mark" not in visitor.text()


def test_a_week_that_is_not_drawn_is_shown_at_once(visitor: Visitor, people: People) -> None:
    placement = marked_twice(people, share=0)

    visitor.signed_in(people.supervisor).post(
        f"{week_of(placement)}/assessment", form(levels(), COMMENT)
    )

    visitor.signed_in(people.trainee).get(week_of(placement))
    assert COMMENT in visitor.text()


def test_the_second_marker_finds_it_in_the_list_and_reads_the_work(
    visitor: Visitor, people: People
) -> None:
    row = a_held_week(people)

    visitor.signed_in(people.assessor).get("/reviews")
    (link,) = (one for one in visitor.all("a.row-link") if "second-marks" in one.attrs["href"])
    visitor.get(link.attrs["href"])

    assert f"/placements/{row.placement_id}/entries/" in visitor.page.to_html()
    assert "You mark it without seeing theirs" in visitor.text()


def test_the_same_levels_are_shown_at_once(visitor: Visitor, people: People) -> None:
    row = a_held_week(people)

    visitor.signed_in(people.assessor).post(f"/second-marks/{row.id}/mark", form(levels()))

    assert the_row().how == "same"
    assert shown() == (levels(), True)
    visitor.signed_in(people.trainee).get(week_of(row.placement))
    assert COMMENT in visitor.text()
    assert OTHER_COMMENT not in visitor.text()


def test_two_that_differ_are_compared_by_criterion_and_agreed_on(
    visitor: Visitor, people: People
) -> None:
    row = a_held_week(people)
    page = f"/second-marks/{row.id}"
    visitor.signed_in(people.assessor).post(f"{page}/mark", form(levels(facts=2)))
    visitor.get(page)
    assert visitor.text().count("differs") == 1
    assert shown() == (levels(), False)

    visitor.post(f"{page}/proposals", form(levels(facts=2), COMMENT, reason=WHY))
    visitor.post(f"{page}/agreement", {"seen": "3"}, status=403)
    visitor.signed_in(people.supervisor).get(page)
    assert WHY in visitor.text()
    visitor.post(f"{page}/agreement", {"seen": "3"})

    assert (the_row().how, shown()) == ("agreed", (levels(facts=2), True))


def test_what_was_agreed_is_the_proposal_that_was_read(visitor: Visitor, people: People) -> None:
    row = a_proposal(people)

    visitor.signed_in(people.assessor).post(
        f"/second-marks/{row.id}/agreement", {"seen": "2"}, status=409
    )

    assert the_row().state == "differs"


def test_a_third_person_decides(visitor: Visitor, people: People) -> None:
    row = a_disagreement(people)
    page = f"/second-marks/{row.id}"
    visitor.signed_in(people.coordinator).post(
        f"{page}/decision", form(levels(facts=4), COMMENT, reason=WHY), status=403
    )
    visitor.signed_in(people.supervisor).post(f"{page}/third-person")

    visitor.signed_in(people.coordinator).get(page)
    visitor.post(f"{page}/decision", form(levels(facts=4), COMMENT, reason="Yes."), status=422)
    visitor.post(f"{page}/decision", form(levels(facts=4), COMMENT, reason=WHY))

    assert (the_row().how, shown()) == ("third", (levels(facts=4), True))


def test_the_mark_stands_under_the_first_name_and_says_nothing_of_two(
    visitor: Visitor, people: People
) -> None:
    row = passed_on(people)
    page = f"/second-marks/{row.id}"
    visitor.signed_in(people.coordinator).post(
        f"{page}/decision", form(levels(facts=4), COMMENT, reason=WHY)
    )

    visitor.signed_in(people.trainee).get(week_of(row.placement))

    assert people.supervisor.name in visitor.text()
    for hidden in (people.assessor.name, people.coordinator.name, WHY, OTHER_COMMENT, "second"):
        assert hidden not in visitor.text()
    visitor.get(page, status=404)


def test_a_coordinator_shows_the_first_mark_where_no_second_one_comes(
    visitor: Visitor, people: People
) -> None:
    row = a_held_week(people)
    page = f"/second-marks/{row.id}/release"
    visitor.signed_in(people.coordinator).post(page, {"reason": "Late."}, status=422)
    visitor.post(page, {"reason": "Both assessors are away until May."})

    assert (the_row().how, shown()) == ("alone", (levels(), True))


def test_an_unfinished_second_mark_keeps_what_was_typed(visitor: Visitor, people: People) -> None:
    row = a_held_week(people)

    visitor.signed_in(people.assessor).post(
        f"/second-marks/{row.id}/mark", form({"facts": 2}, "Good."), status=422
    )

    assert visitor.text().count("Choose a level.") == 2 * (len(levels()) - 1)
    assert len(visitor.all("input[checked]")) == 1
    assert the_row().state == "waits"


def test_a_second_mark_is_given_once(visitor: Visitor, people: People) -> None:
    row = a_held_week(people)
    page = f"/second-marks/{row.id}/mark"
    visitor.signed_in(people.assessor).post(page, form(levels(facts=2)))
    visitor.post(page, form(levels(facts=4)))  # a second click
    visitor.signed_in(people.other_assessor).post(page, form(levels(facts=4)), status=403)

    assert [one.levels["facts"] for one in the_row().opinions] == [3, 2]


def test_a_held_or_settled_mark_is_not_given_again_by_one(visitor: Visitor, people: People) -> None:
    row = a_held_week(people)
    page = f"{week_of(row.placement)}/assessment"
    again = form(levels(4), COMMENT, version="1")
    visitor.signed_in(people.supervisor).post(page, again, status=409)
    visitor.signed_in(people.assessor).post(f"/second-marks/{row.id}/mark", form(levels()))
    visitor.signed_in(people.supervisor).post(page, again, status=409)

    assert shown() == (levels(), True)


def test_a_mark_that_was_shown_is_drawn_once_it_fails(visitor: Visitor, people: People) -> None:
    """Nobody gets past the rule by giving a good mark first."""
    placement = marked_twice(people, share=1)
    page = f"{week_of(placement)}/assessment"
    visitor.signed_in(people.supervisor).post(page, form(levels(4), COMMENT))
    (version,) = db.session.scalars(select(Assessment.version))

    visitor.post(page, form(levels(1), COMMENT, version=str(version)))

    assert (the_row().why, shown()) == ("failing", (levels(1), False))


def test_the_record_holds_every_step_and_no_level_before_it_is_settled(
    people: People,
) -> None:
    row = a_disagreement(people)
    chain = select(AuditEvent).where(AuditEvent.chain == chain_of(row.placement_id))
    events = chain.order_by(AuditEvent.number)
    said = [(one.act, str(one.details)) for one in db.session.scalars(events)][-2:]

    assert [act for act, _ in said] == ["second_mark.drawn", "second_mark.given"]
    assert not any("facts" in details or "why" in details for _, details in said)


def test_the_control_once_settled_the_record_opens_the_seals(
    visitor: Visitor, people: People
) -> None:
    row = a_held_week(people)
    visitor.signed_in(people.assessor).post(f"/second-marks/{row.id}/mark", form(levels()))

    events = select(AuditEvent).where(AuditEvent.act == "second_mark.settled")
    (event,) = db.session.scalars(events)
    assert [one["levels"] for one in event.details["given"]] == [levels(), levels()]


@pytest.mark.parametrize(
    "change", ["UPDATE second_mark_opinion SET comment = 'x'", "DELETE FROM second_mark_opinion"]
)
def test_what_a_marker_gave_stays(people: People, change: str) -> None:
    a_held_week(people)
    with pytest.raises(DBAPIError, match="marks stay"), db.session.begin_nested():
        db.session.execute(text(change))


def test_the_fieldwork_is_not_closed_over_a_held_mark(visitor: Visitor, people: People) -> None:
    row = a_held_week(people)
    row.placement.ends_on = today()
    row.placement.state = "completing"
    db.session.commit()

    visitor.signed_in(people.supervisor).post(
        f"/placements/{row.placement_id}/sign-off/assessment", status=409
    )
