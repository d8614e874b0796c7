"""Trainees form the group for a paper themselves, where a trainer lets them."""

import pytest
from flask import Flask
from sqlalchemy import select

from lms.case_studies import joining
from lms.case_studies.models import (
    CaseGroupPermission,
    CasePaper,
    CasePaperInvitation,
)
from lms.db import db
from lms.editions.models import Enrolment
from lms.notifications.models import Notice
from tests.case_studies.own_groups import (
    NOW,
    accepted,
    account,
    asked,
    desk_of,
    group_of,
    let_them,
    who_writes,
)
from tests.case_studies.papers import CASE, CHANGE
from tests.people import People
from tests.visitor import Visitor


def test_a_trainer_lets_them_and_ends_it_again(
    visitor: Visitor, people: People, trainees: dict[str, Enrolment]
) -> None:
    mine = Visitor(visitor.app).signed_in(people.trainee)
    mine.get(group_of(people), status=404)

    visitor.signed_in(people.trainer).post(f"{desk_of(people)}/permission", {"most": "4"})

    visitor.get(desk_of(people))
    assert "Trainees form groups of up to 4 themselves. Teresa Example let them" in visitor.text()
    mine.get(group_of(people))
    assert "Up to 4 people write one paper and get one mark." in mine.text()

    asked(trainees["ana"], trainees["bruno"])
    visitor.post(f"{desk_of(people)}/permission/removal")
    mine.get(group_of(people), status=404)
    mine.post(f"{group_of(people)}/invitations", {"people": []}, status=404)
    assert db.session.query(CasePaperInvitation).count() == 0
    assert who_writes() == [{"Ana"}]


@pytest.mark.parametrize("most", ["1", "7", "many"])
def test_a_group_has_two_to_six_people(visitor: Visitor, people: People, most: str) -> None:
    visitor.signed_in(people.trainer)
    visitor.post(f"{desk_of(people)}/permission", {"most": most}, status=422)
    assert db.session.query(CaseGroupPermission).count() == 0


@pytest.mark.parametrize(
    ("who", "status"),
    [("trainee", 403), ("assessor", 403), ("outsider", 404), ("other_coordinator", 404)],
)
def test_only_those_who_lead_let_them(
    visitor: Visitor, people: People, who: str, status: int
) -> None:
    visitor.signed_in(getattr(people, who))
    visitor.post(f"{desk_of(people)}/permission", {"most": "3"}, status=status)
    visitor.post(f"{desk_of(people)}/permission/removal", status=status)
    assert db.session.query(CaseGroupPermission).count() == 0


def test_one_asks_another_accepts_and_they_write_one_text(
    app: Flask, people: People, trainees: dict[str, Enrolment]
) -> None:
    let_them(people)
    ana, bruno = Visitor(app).signed_in(people.trainee), Visitor(app).signed_in(people.classmate)
    ana.get(group_of(people))
    ana.post(f"{group_of(people)}/invitations", {"people": [trainees["bruno"].id]})
    ana.get(group_of(people))
    assert "Bruno Example is asked" in ana.text()
    assert ana.statements <= 8

    notice = db.session.scalars(select(Notice)).one()
    assert (notice.user_id, notice.about) == (
        people.classmate.id,
        {"name": "Ana Example", "case": CASE},
    )
    bruno.get(notice.href)
    assert "You are asked With Ana Example" in bruno.text()
    [form] = [row for row in bruno.all("form") if "acceptance" in row.attrs.get("action", "")]
    bruno.post(str(form.attrs["action"]))

    assert who_writes() == [{"Ana", "Bruno"}]
    ana.post(
        f"{group_of(people).removesuffix('/group')}/submission",
        {"would_change": CHANGE, "version": "0"},
    )
    bruno.get(group_of(people))
    assert "The paper is handed in: the group stays as it is." in bruno.text()
    assert bruno.all("main form") == []


def test_who_is_asked_reads_it_on_today_until_they_answer(
    visitor: Visitor, people: People, trainees: dict[str, Enrolment]
) -> None:
    let_them(people)
    [row] = asked(trainees["ana"], trainees["bruno"])
    visitor.signed_in(people.classmate).get("/")
    [link] = [node for node in visitor.all(".waiting a") if "paper/group" in node.attrs["href"]]
    assert link.to_text() == "Case paper: The village that would not meet"
    assert "You are asked to write together" in visitor.text()

    visitor.post(f"{group_of(people)}/invitations/{row.id}/refusal")

    visitor.get("/")
    assert "You are asked to write together" not in visitor.text()
    assert who_writes() == [{"Ana"}]


def test_who_said_no_is_not_asked_again_for_the_same_paper(
    app: Flask, people: People, trainees: dict[str, Enrolment]
) -> None:
    let_them(people)
    [row] = asked(trainees["ana"], trainees["bruno"])
    joining.decline(row, at=NOW)
    db.session.commit()
    ana = Visitor(app).signed_in(people.trainee)
    ana.get(group_of(people))
    assert "Bruno Example said no" in ana.text()

    asked(trainees["ana"], trainees["bruno"], trainees["celia"])

    assert db.session.query(Notice).filter_by(user_id=people.classmate.id).count() == 1
    bruno = Visitor(app).signed_in(people.classmate)
    bruno.post(f"{group_of(people)}/invitations/{row.id}/acceptance", status=404)
    assert who_writes() == [{"Ana"}]


def test_an_author_takes_a_question_back(
    app: Flask, people: People, trainees: dict[str, Enrolment]
) -> None:
    let_them(people)
    asked(trainees["ana"], trainees["bruno"], trainees["celia"])
    address = f"{group_of(people)}/invitations/{trainees['bruno'].id}/removal"
    bruno = Visitor(app).signed_in(people.classmate)
    bruno.post(address, status=404)
    ana = Visitor(app).signed_in(people.trainee)
    never_asked = trainees["diego"].id
    ana.post(f"{group_of(people)}/invitations/{never_asked}/removal", status=404)
    ana.post(address)
    ana.post(address, status=404)
    [left] = db.session.scalars(select(CasePaperInvitation))
    assert left.enrolment_id == trainees["celia"].id
    ana.post(address.replace(str(trainees["bruno"].id), str(trainees["celia"].id)))
    assert who_writes() == []


def test_more_than_may_be_are_not_asked_and_what_was_chosen_stays(
    visitor: Visitor, people: People, trainees: dict[str, Enrolment]
) -> None:
    let_them(people, most=3)
    asked(trainees["ana"], trainees["bruno"])
    two = [trainees["celia"].id, trainees["diego"].id]
    visitor.signed_in(people.trainee)
    visitor.post(f"{group_of(people)}/invitations", {"people": two}, status=422)
    assert "A group has 3 people at most. Choose fewer." in visitor.text()
    chosen = [node.attrs["value"] for node in visitor.all("input[type=checkbox][checked]")]
    assert chosen == [str(number) for number in two]
    visitor.post(f"{group_of(people)}/invitations", {"people": two[:1]})
    assert db.session.query(CasePaperInvitation).count() == 2


def test_who_is_late_finds_the_group_full(
    app: Flask, people: People, trainees: dict[str, Enrolment]
) -> None:
    """The trainer made groups smaller after three had been asked."""
    let_them(people, most=4)
    asked(trainees["ana"], trainees["bruno"], trainees["celia"], most=4)
    let_them(people, most=2)
    for person, name in ((people.classmate, "bruno"), (account(trainees["celia"]), "celia")):
        one = Visitor(app).signed_in(person)
        [row] = db.session.scalars(
            select(CasePaperInvitation).where(CasePaperInvitation.enrolment_id == trainees[name].id)
        )
        one.post(f"{group_of(people)}/invitations/{row.id}/acceptance")
    one.get(group_of(people))
    assert "This group is full already." in one.text()
    assert who_writes() == [{"Ana", "Bruno"}]


def test_a_trainer_still_forms_and_parts_groups(
    visitor: Visitor, people: People, trainees: dict[str, Enrolment]
) -> None:
    let_them(people)
    for row in asked(trainees["ana"], trainees["bruno"], trainees["celia"])[:1]:
        accepted(row, most=3)
    db.session.commit()
    paper = db.session.scalars(select(CasePaper)).one()
    visitor.signed_in(people.trainer).post(f"{desk_of(people)}/{paper.id}/removal")
    assert db.session.query(CasePaperInvitation).count() == 0
    chosen = [trainees["bruno"].id, trainees["diego"].id]
    visitor.post(desk_of(people), {"people": chosen})
    assert who_writes() == [{"Bruno", "Diego"}]


@pytest.mark.parametrize("count", [1, 4])
def test_the_page_asks_as_often_for_many_as_for_one(
    visitor: Visitor, people: People, trainees: dict[str, Enrolment], count: int
) -> None:
    let_them(people, most=6)
    asked(trainees["ana"], *list(trainees.values())[1 : 1 + count], most=6)
    visitor.signed_in(people.trainee).get(group_of(people))
    assert visitor.statements == 7
