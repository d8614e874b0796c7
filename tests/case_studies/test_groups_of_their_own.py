"""Trainees form the group for a paper themselves: where they are let, and until it is handed in."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.accounts.models import User
from lms.case_studies import authors, joining, papers
from lms.case_studies.models import (
    CaseGroupPermission,
    CasePaper,
    CasePaperAuthor,
    CasePaperInvitation,
)
from lms.db import db
from lms.learning.models import Enrolment, Role
from lms.notifications.models import Notice
from tests.case_studies.factories import finished
from tests.case_studies.papers import CASE, CHANGE
from tests.people import People, a_person, enrol, enrolment_of
from tests.visitor import Visitor

NOW = datetime.now(UTC)


def desk_of(people: People) -> str:
    """Where a trainer lets them."""
    return f"/editions/{people.edition.id}/case-studies/{CASE}/groups"


def group_of(people: People) -> str:
    return f"/editions/{people.edition.id}/case-studies/{CASE}/paper/group"


@pytest.fixture
def trainees(people: People) -> dict[str, Enrolment]:
    """Ana, Bruno and four more, who have all decided."""
    known = {"ana": people.trainee, "bruno": people.classmate}
    for name in ("celia", "diego", "elena", "fidel"):
        known[name] = a_person(name)
        enrol(known[name], people.edition, Role.TRAINEE)
    for person in known.values():
        finished(person, CASE, edition=people.edition)
    return {name: enrolment_of(person, people.edition) for name, person in known.items()}


def let_them(people: People, most: int = 3) -> None:
    joining.permit(people.edition, CASE, most=most, by=people.trainer, at=NOW)
    db.session.commit()


def asked(author: Enrolment, *others: Enrolment, most: int = 3) -> list[CasePaperInvitation]:
    joining.invite(author, CASE, [row.id for row in others], most=most, at=NOW)
    db.session.commit()
    query = select(CasePaperInvitation).options(joinedload(CasePaperInvitation.paper))
    return list(db.session.scalars(query.order_by(CasePaperInvitation.id)))


def account(trainee: Enrolment) -> User:
    return db.session.get_one(User, trainee.user_id)


def accepted(row: CasePaperInvitation, *, most: int) -> None:
    enrolment = db.session.get_one(Enrolment, row.enrolment_id)
    joining.accept(row, enrolment, most=most)
    db.session.commit()


def who_writes() -> list[set[str]]:
    rows = db.session.execute(
        select(CasePaperAuthor.paper_id, User.name)
        .join(CasePaperAuthor.enrolment)
        .join(Enrolment.user)
    )
    found: dict[int, set[str]] = {}
    for paper, name in rows:
        found.setdefault(paper, set()).add(name.split()[0])
    return [found[number] for number in sorted(found)]


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
    ana.post(address)
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


def test_who_has_begun_alone_neither_is_asked_nor_joins(
    visitor: Visitor, people: People, trainees: dict[str, Enrolment]
) -> None:
    let_them(people)
    [row] = asked(trainees["ana"], trainees["bruno"])
    papers.write(trainees["bruno"], CASE, "Alone.", seen=0)
    papers.write(trainees["celia"], CASE, "Alone, too.", seen=0)
    db.session.commit()
    visitor.signed_in(people.trainee)
    celia = {"people": [trainees["celia"].id]}
    visitor.post(f"{group_of(people)}/invitations", celia, status=422)
    assert "One of them has a paper on this case already." in visitor.text()
    bruno = visitor.signed_in(people.classmate)
    bruno.post(f"{group_of(people)}/invitations/{row.id}/acceptance")
    bruno.get(group_of(people))
    assert "You have begun a paper of your own, so you cannot join." in bruno.text()
    assert who_writes() == [{"Ana"}, {"Bruno"}, {"Celia"}]


def test_nobody_of_another_edition_is_asked_or_looks_in(
    visitor: Visitor, people: People, trainees: dict[str, Enrolment]
) -> None:
    let_them(people)
    elsewhere = enrolment_of(people.outsider, people.other_edition)
    visitor.signed_in(people.trainee)
    visitor.post(f"{group_of(people)}/invitations", {"people": [elsewhere.id]}, status=422)
    assert db.session.query(CasePaperInvitation).count() == 0
    [row] = asked(trainees["ana"], trainees["bruno"])
    for person in (people.outsider, people.supervisor, people.trainer, people.stranger):
        visitor.signed_in(person).get(group_of(people), status=404)
        visitor.post(f"{group_of(people)}/invitations/{row.id}/acceptance", status=404)
    other = visitor.signed_in(account(trainees["celia"]))
    other.post(f"{group_of(people)}/invitations/{row.id}/acceptance", status=404)
    other.post(f"{group_of(people)}/invitations/{row.id}/refusal", status=404)
    assert who_writes() == [{"Ana"}]
    visitor.signed_in(people.classmate)
    visitor.post(f"{group_of(people)}/invitations/{row.id}/acceptance")
    assert who_writes() == [{"Ana", "Bruno"}]


def test_who_has_not_decided_neither_asks_nor_joins(
    visitor: Visitor, people: People, trainees: dict[str, Enrolment]
) -> None:
    let_them(people)
    late = a_person("late")
    seat = enrol(late, people.edition, Role.TRAINEE)
    [row] = asked(trainees["ana"], seat)
    visitor.signed_in(late).get(group_of(people))
    assert "You can join when you have decided everywhere" in visitor.text()
    visitor.post(f"{group_of(people)}/invitations/{row.id}/acceptance", status=403)
    bruno = {"people": [trainees["bruno"].id]}
    visitor.post(f"{group_of(people)}/invitations", bruno, status=403)
    assert who_writes() == [{"Ana"}]
    finished(late, CASE, edition=people.edition)
    visitor.post(f"{group_of(people)}/invitations/{row.id}/acceptance")
    assert who_writes() == [{"Ana", "Late"}]


def test_one_leaves_the_text_stays_and_they_can_write_alone(
    app: Flask, people: People, trainees: dict[str, Enrolment]
) -> None:
    """Ana began the paper, and it goes on without her."""
    let_them(people)
    for row in asked(trainees["ana"], trainees["bruno"]):
        accepted(row, most=3)
    papers.write(trainees["ana"], CASE, "Ana wrote this.", seen=0)
    db.session.commit()
    ana = Visitor(app).signed_in(people.trainee)

    ana.post(f"{group_of(people)}/departure")

    assert who_writes() == [{"Bruno"}]
    kept = db.session.scalars(select(CasePaper)).one()
    assert (kept.enrolment_id, kept.would_change) == (trainees["bruno"].id, "Ana wrote this.")
    paper = group_of(people).removesuffix("/group")
    ana.get(paper)
    assert "Ana wrote this." not in ana.text()
    ana.post(f"{paper}/draft", {"would_change": "Alone now.", "version": "0"})
    assert who_writes() == [{"Bruno"}, {"Ana"}]


def test_nobody_leaves_what_was_handed_in_or_is_their_own_alone(
    visitor: Visitor, people: People, trainees: dict[str, Enrolment]
) -> None:
    let_them(people)
    papers.write(trainees["celia"], CASE, "Alone.", seen=0)
    visitor.signed_in(account(trainees["celia"])).post(f"{group_of(people)}/departure", status=409)
    for row in asked(trainees["ana"], trainees["bruno"]):
        accepted(row, most=3)
    papers.hand_in(trainees["ana"], CASE, CHANGE, seen=0, at=NOW)
    visitor.signed_in(people.classmate).post(f"{group_of(people)}/departure", status=409)
    diego = {"people": [trainees["diego"].id]}
    visitor.post(f"{group_of(people)}/invitations", diego, status=409)
    assert who_writes() == [{"Celia"}, {"Ana", "Bruno"}]


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


def test_a_group_of_the_trainer_is_left_only_where_trainees_are_let(
    visitor: Visitor, people: People, trainees: dict[str, Enrolment]
) -> None:
    authors.form_group(people.edition, CASE, [trainees["ana"].id, trainees["bruno"].id])
    db.session.commit()
    visitor.signed_in(people.trainee).post(f"{group_of(people)}/departure", status=404)
    assert who_writes() == [{"Ana", "Bruno"}]
    let_them(people)
    visitor.post(f"{group_of(people)}/departure")
    assert who_writes() == [{"Bruno"}]


@pytest.mark.parametrize("count", [1, 4])
def test_the_page_asks_as_often_for_many_as_for_one(
    visitor: Visitor, people: People, trainees: dict[str, Enrolment], count: int
) -> None:
    let_them(people, most=6)
    asked(trainees["ana"], *list(trainees.values())[1 : 1 + count], most=6)
    visitor.signed_in(people.trainee).get(group_of(people))
    assert visitor.statements == 7
