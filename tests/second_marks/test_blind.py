"""Who reads what of two marks: before both are given, each marker their own and nobody else any."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask, g
from sqlalchemy import select

from lms.accounts.models import User
from lms.audit.models import AuditEvent
from lms.db import db
from lms.deliverables import holding
from lms.editions.queries import open_enrolments
from lms.placements.models import SupervisorAssignment
from lms.second_marks import policy
from lms.second_marks.models import SecondMark
from lms.second_marks.policy import readable
from tests.deliverables import factories as deliverables
from tests.deliverables.test_release import addresses
from tests.people import People, today
from tests.second_marks.factories import (
    COMMENT,
    STATES,
    WHO,
    a_held_week,
    everybody,
    form,
    levels,
    marked_twice,
)
from tests.visitor import Visitor

CANARY = "Kingfishers"
MARK = "77.5"


def pages_that_tell(visitor: Visitor, app: Flask, people: People, row: SecondMark) -> set[str]:
    """Every page, file and answer of a program that this reader can ask for."""
    paths = [f"/second-marks/{row.id}", *addresses(app, people, row.placement, row.id)]
    told = (path for path in paths if CANARY in said(visitor, path))
    return {path.replace(str(row.id), "<number>") for path in told}


def said(visitor: Visitor, path: str) -> str:
    answer = visitor._send("GET", path)
    assert answer.status_code != 500, path  # a page that breaks tells nothing, and proves nothing
    return answer.get_data().decode(errors="replace")


@pytest.fixture
def scene(people: People) -> People:
    everybody(people)
    return people


@pytest.fixture
def row(scene: People) -> SecondMark:
    """Drawn, and a colleague of the supervisor covers for them; another is named second marker."""
    placement = marked_twice(scene)
    for person, role in ((scene.other_supervisor, "cover"), (scene.trainer, "second_marker")):
        assigned = SupervisorAssignment(
            placement=placement, user=person, role=role, from_on=today()
        )
        db.session.add(assigned)
    return a_held_week(scene, placement)


@pytest.mark.long
@pytest.mark.parametrize("who", [one for one in WHO if one != "supervisor"])
def test_a_held_mark_is_on_no_page_of_anybody_but_its_marker(
    visitor: Visitor, app: Flask, scene: People, row: SecondMark, who: str
) -> None:
    visitor.signed_in(getattr(scene, who))
    assert pages_that_tell(visitor, app, scene, row) == set()


@pytest.mark.long
def test_the_control_its_marker_reads_it(
    visitor: Visitor, app: Flask, scene: People, row: SecondMark
) -> None:
    visitor.signed_in(scene.supervisor)
    week = f"/placements/{row.placement_id}/weeks/1"
    assert pages_that_tell(visitor, app, scene, row) == {week, "/second-marks/<number>"}


@pytest.mark.long
def test_the_control_without_the_wall_the_second_marker_reads_it(
    visitor: Visitor, scene: People, row: SecondMark, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(policy, "readable", lambda _user, row: row.opinions)
    monkeypatch.setattr(policy, "can_mark", lambda *_who, on: not on)
    visitor.signed_in(scene.coordinator)
    assert CANARY in said(visitor, f"/second-marks/{row.id}")


@pytest.mark.parametrize("who", ["assessor", "coordinator", "administrator", "trainer"])
def test_a_held_mark_is_in_no_gradebook_and_no_export(
    visitor: Visitor, scene: People, row: SecondMark, who: str
) -> None:
    """Level 3 throughout stands there as 75 once it is shown."""
    assert row.state == "waits"
    visitor.signed_in(getattr(scene, who))
    assert "75" not in said(visitor, f"/editions/{scene.edition.id}/gradebook.csv")
    visitor.get(f"/editions/{scene.edition.id}/gradebook")
    assert "75" not in visitor.text()  # of the words: an address may hold any number


def test_the_control_a_shown_mark_is_in_the_gradebook(
    visitor: Visitor, scene: People, row: SecondMark
) -> None:
    visitor.signed_in(scene.assessor).post(f"/second-marks/{row.id}/mark", form(levels()))
    assert "75" in said(visitor, f"/editions/{scene.edition.id}/gradebook.csv")
    visitor.get(f"/editions/{scene.edition.id}/gradebook")
    assert "75" in visitor.text()


@pytest.mark.parametrize("who", ["supervisor", "other_supervisor", "assessor"])
def test_a_refused_mark_shows_nothing_of_the_held_one(
    visitor: Visitor, scene: People, row: SecondMark, who: str
) -> None:
    """Two windows, or two supervisors: the page that says so shows no levels of the other."""
    path = f"/placements/{row.placement_id}/weeks/1/assessment"
    visitor.signed_in(getattr(scene, who))
    answer = visitor._send(
        "POST", path, data=form(levels(2), version="0") | {"csrf_token": visitor.token()}
    )
    assert answer.status_code == (403 if who == "assessor" else 409)
    assert CANARY not in answer.get_data().decode()


def test_no_event_tells_a_level_before_both_are_given(row: SecondMark) -> None:
    events = db.session.scalars(select(AuditEvent)).all()
    told = [one.act for one in events if set(levels()) & set(str(one.details).split("'"))]
    assert (told, COMMENT in str([one.details for one in events])) == ([], False)


# A draft of a deliverable, which may still be drawn


@pytest.fixture
def draft(scene: People) -> str:
    placement = deliverables.a_placement(scene, marked_twice=100)
    work = deliverables.a_work(placement)
    deliverables.graded(work, by=scene.supervisor, comment=COMMENT, clarity=4)
    return f"/reviews/deliverables/{work.id}"


def test_a_draft_that_may_be_drawn_is_its_markers_alone(
    visitor: Visitor, scene: People, draft: str
) -> None:
    answers = list(_answers(visitor.signed_in(scene.assessor), draft))
    assert [CANARY in text for text in answers] == [False] * 3
    assert MARK not in "".join(answers)
    assert "has begun to mark this version" in answers[0]
    assert CANARY in said(visitor.signed_in(scene.supervisor), draft)


def _answers(visitor: Visitor, draft: str) -> Iterator[str]:
    """Opened, opened to mark in their place, and a mark of one's own that came too late."""
    yield said(visitor, draft)
    yield said(visitor, f"{draft}?instead=1")
    late = form(dict.fromkeys(("clarity", "evidence", "participation", "site"), 2), version="0")
    digest = _digest(visitor, draft)
    sent = late | {"rubric": digest, "csrf_token": visitor.token()}
    yield visitor._send("POST", f"{draft}/versions/1/grade", data=sent).get_data().decode()


def _digest(visitor: Visitor, draft: str) -> str:
    visitor.get(f"{draft}?instead=1")
    (field,) = visitor.all("input[name=rubric]")
    return str(field.attrs["value"])


def test_the_control_without_the_wall_a_colleague_reads_the_draft(
    visitor: Visitor, scene: People, draft: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding, "rules_of", lambda _placement: None)
    assert CANARY in said(visitor.signed_in(scene.assessor), draft)


def test_nobody_releases_what_they_may_not_read(
    visitor: Visitor, scene: People, draft: str
) -> None:
    visitor.signed_in(scene.assessor).post(f"{draft}/release", {"version": "1"}, status=403)


# Who reads which opinions, and who may do what: every kind of person in every state

READS = {
    #            waits            differs          proposed         third            settled
    "trainee": "-----",
    "classmate": "-----",
    "supervisor": "1****",
    "other_supervisor": "-----",
    "trainer": "-----",
    "assessor": "-****",
    "other_assessor": "-****",
    "coordinator": "-****",
    "other_coordinator": "-----",
    "outsider": "-----",
    "stranger": "-----",
    "administrator": "-****",
}
ACTS = ("can_mark", "can_talk", "can_agree", "can_decide", "can_let_go")
MAY = {
    "trainee": ("", "", "", "", ""),
    "classmate": ("", "", "", "", ""),
    "supervisor": ("", "can_talk", "can_talk", "", ""),
    "other_supervisor": ("", "", "", "", ""),
    "trainer": ("", "", "", "", ""),
    "assessor": ("can_mark", "can_talk", "can_talk can_agree", "", ""),
    "other_assessor": ("can_mark", "", "", "can_decide", ""),
    "coordinator": ("can_mark can_let_go", "", "", "can_decide", ""),
    "other_coordinator": ("", "", "", "", ""),
    "outsider": ("", "", "", "", ""),
    "stranger": ("", "", "", "", ""),
    "administrator": ("can_mark can_let_go", "", "", "can_decide", ""),
}
OPENS = {
    "supervisor": 200,
    "assessor": 200,
    "other_assessor": 200,
    "coordinator": 200,
    "administrator": 200,
}


@pytest.mark.parametrize("state", STATES)
def test_every_role_reads_and_does_in_every_state_what_the_tables_say(
    app: Flask, visitor: Visitor, scene: People, state: str
) -> None:
    place, row = list(STATES).index(state), STATES[state](scene)
    found, opened = {}, {}
    for who in WHO:
        person = getattr(scene, who)
        with reading_as(app, person):
            read = readable(person, row)
            may = {name: _can(name, person, row) for name in ACTS}
        kind = (
            "-" if not read else "1" if len(read) < len(row.opinions) or state == "waits" else "*"
        )
        found[who] = (kind, " ".join(name for name in ACTS if may[name]))
        opened[who] = visitor.signed_in(person).status_of(f"/second-marks/{row.id}")

    assert found == {who: (READS[who][place], MAY[who][place]) for who in WHO}
    assert opened == {who: OPENS.get(who, 404) for who in WHO}


def _can(name: str, person: User, row: SecondMark) -> bool:
    ask: Callable[..., bool] = getattr(policy, name)
    return ask(person, row, on=today()) if name == "can_mark" else ask(person, row)


@contextmanager
def reading_as(app: Flask, person: User) -> Iterator[None]:
    """What a person is in an edition is asked of who reads the page."""
    with app.test_request_context():
        g.my_enrolments = db.session.scalars(*open_enrolments(person)).all()
        yield


def test_somebody_named_opens_it_and_marks(
    visitor: Visitor, scene: People, row: SecondMark
) -> None:
    visitor.signed_in(scene.trainer).post(f"/second-marks/{row.id}/mark", form(levels(facts=2)))
    assert CANARY in said(visitor, f"/second-marks/{row.id}")
