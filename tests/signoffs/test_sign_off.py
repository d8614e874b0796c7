"""Closing a placement: what blocks it, three signatures in their order, and what they sign."""

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DatabaseError

from lms.accounts.models import User
from lms.audit.models import AuditEvent
from lms.db import db
from lms.logbook.models import LogEntry
from lms.notifications.models import Notice
from lms.placements.models import Placement
from lms.placements.record import chain_of
from lms.placements.steps import SIGNATURES, Act, Step
from lms.signoffs import sampling
from lms.signoffs.telling import tell_whom_it_concerns
from tests.fieldwork.factories import a_placement, a_year, an_entry
from tests.people import People
from tests.signoffs.factories import approved, sign, to_be_closed
from tests.visitor import Visitor


def page(placement: Placement) -> str:
    return f"/placements/{placement.id}/sign-off"


def state_of(placement: Placement) -> str:
    return db.session.scalars(select(Placement.state).where(Placement.id == placement.id)).one()


def acts(placement: Placement) -> list[str]:
    query = select(Step.act).where(Step.placement_id == placement.id).order_by(Step.id)
    return list(db.session.scalars(query))


def last_event(placement: Placement) -> AuditEvent:
    chain = AuditEvent.chain == chain_of(placement.id)
    query = select(AuditEvent).where(chain).order_by(AuditEvent.number.desc()).limit(1)
    return db.session.scalars(query).one()


def told(person: User) -> list[str]:
    query = select(Notice.kind).where(Notice.user_id == person.id).order_by(Notice.id)
    return list(db.session.scalars(query))


def press(visitor: Visitor, placement: Placement, person: User, what: str, **form: str) -> None:
    visitor.signed_in(person).get(page(placement))
    seal = visitor.all("input[name=seen]")
    sealed = {"seen": seal[0].attrs["value"]} if seal else {}
    visitor.post(f"{page(placement)}/{what}", sealed | form)
    tell_whom_it_concerns({"placement": placement.id})
    db.session.commit()


def test_from_the_last_day_to_three_signatures(visitor: Visitor, people: People) -> None:
    placement, assessor = to_be_closed(people), people.assessor

    press(visitor, placement, people.supervisor, "assessment")
    press(visitor, placement, assessor, "moderation")
    for person in (people.trainee, people.supervisor, people.coordinator):
        press(visitor, placement, person, "signature")

    assert state_of(placement) == "signed_off"
    assert acts(placement) == ["completing", "assessed", "moderated", *SIGNATURES]
    states = db.session.scalars(select(LogEntry.state)).all()
    assert states == ["locked"]
    assert told(people.trainee) == ["sign_off_to_sign", "sign_off_signed"]
    assert told(people.supervisor) == ["sign_off_to_sign", "sign_off_signed"]
    assert told(people.coordinator) == ["sign_off_to_sign"]
    assert told(assessor) == ["sign_off_to_moderate"]
    head = last_event(placement)
    assert head.act == "placement.signed_off"
    notice = db.session.scalars(select(Notice).where(Notice.kind == "sign_off_signed")).first()
    assert notice
    assert notice.about["head"] == head.digest


def test_a_signature_has_name_moment_and_what_it_means(visitor: Visitor, people: People) -> None:
    placement = to_be_closed(people, state="moderated")

    visitor.signed_in(people.trainee).get(page(placement))
    said = visitor.all("form[action$=signature] button")[0].to_text()
    press(visitor, placement, people.trainee, "signature")

    step = db.session.scalars(select(Step).where(Step.act == Act.TRAINEE_SIGNED)).one()
    assert said.startswith("I declare that")
    assert (step.name, step.said) == (people.trainee.name, said)
    visitor.get(page(placement))
    assert said in visitor.text()


@pytest.mark.parametrize(
    ("signed", "turn"), [(0, "trainee"), (1, "supervisor"), (2, "coordinator")]
)
def test_only_whose_turn_it_is_signs(
    visitor: Visitor, people: People, signed: int, turn: str
) -> None:
    placement = to_be_closed(people, state="moderated")
    for act in SIGNATURES[:signed]:
        sign(placement, people, act)
    head = last_event(placement).digest
    everybody = ("trainee", "supervisor", "coordinator", "assessor", "trainer", "classmate")
    earlier = everybody[:signed]

    for name in everybody:
        if name != turn and name not in earlier:
            visitor.signed_in(getattr(people, name))
            refused = 404 if name in {"trainer", "classmate"} else 403
            visitor.post(f"{page(placement)}/signature", {"seen": head}, status=refused)
    assert len([act for act in acts(placement) if "signed" in act]) == signed

    press(visitor, placement, getattr(people, turn), "signature")
    assert acts(placement)[-1] == SIGNATURES[signed]


def test_who_signs_twice_has_signed_once(visitor: Visitor, people: People) -> None:
    placement = to_be_closed(people, state="moderated")
    press(visitor, placement, people.trainee, "signature")

    visitor.post(f"{page(placement)}/signature", {"seen": "x"})

    assert acts(placement).count(Act.TRAINEE_SIGNED) == 1


def test_a_record_that_is_not_the_one_that_was_read_is_not_signed(
    visitor: Visitor, people: People
) -> None:
    placement = to_be_closed(people, state="moderated")
    visitor.signed_in(people.trainee)

    visitor.post(f"{page(placement)}/signature", {"seen": "0" * 64}, status=409)

    assert "Nothing was signed" in visitor.text()
    assert acts(placement)[-1] == "moderated"


def test_blockers_are_listed_with_the_page_that_mends_them(
    visitor: Visitor, people: People
) -> None:
    placement = a_placement(people, days_ago=20, days_long=15, state="completing")
    an_entry(placement, state="submitted", activity_date=placement.starts_on)

    visitor.signed_in(people.supervisor).get(page(placement))

    assert "1 entry waits for a decision" in visitor.text()
    assert "0 h approved, 94:30 h needed" in visitor.text() or "approved, " in visitor.text()
    assert visitor.all(f"main a[href='/placements/{placement.id}']")
    assert not visitor.all("form[action$=assessment]")
    visitor.post(f"{page(placement)}/assessment", status=409)
    assert state_of(placement) == "completing"


def test_a_year_names_its_milestones_and_months(visitor: Visitor, people: People) -> None:
    placement = a_year(people, days_ago=70)
    placement.state = "completing"

    visitor.signed_in(people.supervisor).get(page(placement))

    assert "The milestone of phase 1 is not reached" in visitor.text()
    assert "Month 1 is not assessed yet" in visitor.text()
    assert "Month 1 holds less than is asked of it" in visitor.text()


def test_a_coordinator_lets_short_months_pass_and_nothing_else(
    visitor: Visitor, people: People
) -> None:
    placement = a_year(people, days_ago=70)
    placement.state = "completing"
    form = {"said": "The river was over the road for the whole month."}

    visitor.signed_in(people.supervisor).post(f"{page(placement)}/waiver", form, status=403)
    visitor.signed_in(people.coordinator).post(f"{page(placement)}/waiver", form)

    visitor.get(page(placement))
    assert "holds less than is asked" not in visitor.text()
    assert "Month 1 is not assessed yet" in visitor.text()
    assert form["said"] in visitor.text()


def test_what_a_moderator_sends_back_is_with_the_supervisor_again(
    visitor: Visitor, people: People
) -> None:
    placement = to_be_closed(people, state="assessed")
    path = f"{page(placement)}/moderation"

    visitor.signed_in(people.assessor).post(path, {"back": "1", "said": ""}, status=422)
    visitor.post(path, {"back": "1", "said": "The hours of the second week look doubled."})

    assert state_of(placement) == "completing"
    visitor.signed_in(people.supervisor).get(page(placement))
    assert "look doubled" in visitor.text()
    assert visitor.all("form[action$=assessment]")


def test_nobody_moderates_what_they_supervise(visitor: Visitor, people: People) -> None:
    placement = to_be_closed(people, state="assessed")

    for person in (people.supervisor, people.trainee):
        visitor.signed_in(person).post(f"{page(placement)}/moderation", status=403)

    visitor.signed_in(people.assessor).post(f"{page(placement)}/moderation")
    assert state_of(placement) == "moderated"


def test_what_is_not_sampled_says_so_in_the_record(visitor: Visitor, people: People) -> None:
    placement = to_be_closed(people)
    placement.requirement_set.rules = {"periods": [], "sample": {"first": 0, "share": 0}}

    press(visitor, placement, people.supervisor, "assessment")

    assert acts(placement) == ["completing", "assessed", "not_sampled"]
    assert state_of(placement) == "moderated"
    assert last_event(placement).act == "placement.not_sampled"
    assert told(people.trainee) == ["sign_off_to_sign"]


def test_the_draw_is_by_number_and_about_as_large_as_asked() -> None:
    drawn = [sampling.is_drawn(Placement(id=number), 10) for number in range(1, 1001)]

    assert drawn == [sampling.is_drawn(Placement(id=number), 10) for number in range(1, 1001)]
    assert 60 <= sum(drawn) <= 140


def test_a_correction_is_added_and_nothing_replaced(visitor: Visitor, people: People) -> None:
    placement = to_be_closed(people, state="signed_off")
    before = last_event(placement)
    form = {"said": "The second visit was in Kesarpur, not in Kesar."}
    path = f"{page(placement)}/corrections"

    visitor.signed_in(people.supervisor).post(path, form, status=403)
    visitor.signed_in(people.coordinator).post(path, form)

    after = last_event(placement)
    assert (after.number, after.act) == (before.number + 1, "placement.corrected")
    assert form["said"] not in str(after.details)
    visitor.signed_in(people.trainee).get(page(placement))
    assert form["said"] in visitor.text()
    assert state_of(placement) == "signed_off"


@pytest.mark.parametrize(
    "change",
    [update(Step).values(name="Somebody else"), delete(Step)],
    ids=["changed", "deleted"],
)
def test_the_database_refuses_to_change_a_step(people: People, change: object) -> None:
    to_be_closed(people)

    with pytest.raises(DatabaseError, match="steps only grow"), db.session.begin_nested():
        db.session.execute(change)  # type: ignore[call-overload]  # an update or a delete


def test_what_the_record_will_hold_is_said_before_it_is_signed(
    visitor: Visitor, people: People
) -> None:
    placement = to_be_closed(people)
    an_entry(placement, activity_date=placement.starts_on, facts="A draft for myself.")
    press(visitor, placement, people.supervisor, "assessment")
    press(visitor, placement, people.assessor, "moderation")

    visitor.signed_in(people.trainee).get(page(placement))

    facts = {node.to_text().strip() for node in visitor.all("dl.facts div")}
    assert any("Entries that count" in fact and "1" in fact for fact in facts)
    assert "1 entry stays outside" in visitor.text()
    assert last_event(placement).digest in visitor.text()


def test_it_costs_the_same_for_many_entries(visitor: Visitor, people: People) -> None:
    placement = to_be_closed(people, state="assessed")
    visitor.signed_in(people.assessor).get(page(placement))
    cost = visitor.statements
    placement.state = "completing"
    for _ in range(3):
        approved(placement, people)
    placement.state = "assessed"

    visitor.get(page(placement))

    assert visitor.statements == cost


def test_the_paper_is_checked_without_an_account_and_without_a_name(
    visitor: Visitor, people: People
) -> None:
    placement = to_be_closed(people, state="signed_off")
    head = last_event(placement)
    address = f"/records/{placement.id}/{head.number}/"

    visitor.get(address + head.digest)
    assert "The record is whole" in visitor.text()
    assert people.trainee.name not in visitor.text()

    visitor.get(address + "f" * 64, status=404)
    assert "does not have what this paper says" in visitor.text()
