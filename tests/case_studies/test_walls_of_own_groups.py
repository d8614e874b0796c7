"""Whom nobody can ask, who cannot join, and until when one may leave a group."""

from flask import Flask
from sqlalchemy import select

from lms.case_studies import authors, papers
from lms.case_studies.models import (
    CasePaper,
    CasePaperInvitation,
)
from lms.db import db
from lms.editions.models import Enrolment, Role
from tests.case_studies.factories import finished
from tests.case_studies.own_groups import (
    NOW,
    accepted,
    account,
    asked,
    group_of,
    let_them,
    who_writes,
)
from tests.case_studies.papers import CASE, CHANGE
from tests.people import People, a_person, enrol, enrolment_of
from tests.visitor import Visitor


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
