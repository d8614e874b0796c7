"""Who may open what: one table for every address and every kind of person.

A new GET address must be given its row; the columns are in the order of WHO. `.` opens the page,
`s` asks to sign in, `-` says there is no such page, `x` says it is not open to you, `>` leads on.
"""

from datetime import UTC, datetime

import pytest
from flask import Flask

from lms.db import db
from tests.people import People
from tests.scene import Scene, a_scene
from tests.visitor import Visitor

WHO = (
    *("visitor", "stranger", "outsider", "classmate", "trainee", "other_supervisor"),
    *("supervisor", "trainer", "assessor", "other_coordinator", "coordinator", "administrator"),
)
ANSWERS = {".": 200, "s": 303, ">": 303, "-": 404, "x": 403}
TABLE = {
    "/": "............",
    "/about/source": "............",
    "/admin/audit": "s----------.",
    "/admin/components": "s--------...",
    "/admin/health": "s----------.",
    "/admin/people": "s--------...",
    "/api/v1/openapi.json": "............",
    "/api/v1/evidence/{evidence}/parts": "s---.-------",
    "/api/v1/ping": "............",
    "/api/v1/sync": "s...........",
    "/api/v1/session": "............",
    "/calendar": "s...........",
    "/calendar/feed": "s...........",
    "/calendar/{feed}.ics": "............",
    "/agreements/{host_link}": "............",
    "/case-studies": "............",
    "/case-studies/bagru": "............",
    "/case-studies/bagru/choices": "s>>>.>>>>>>>",
    "/case-studies/bagru/teaching-note": "s------.....",
    "/certificates": "s...........",
    "/certificates/check": "............",
    "/certificates/{serial}": "------------",
    "/certificates/{serial}.pdf": "s-----------",
    "/courses": "............",
    "/courses/cluster-broker": "............",
    "/courses/cluster-broker/a1-1": "s...........",
    "/courses/cluster-broker/days/a1": "s...........",
    "/courses/cluster-broker/days/a1/handout": "s...........",
    "/courses/cluster-broker/days/a1/quiz": "s...........",
    "/courses/cluster-broker/days/a1/quiz.gift": "sxxxxxx.x...",
    "/courses/cluster-broker/days/a1/quiz/attempts/1": "s-----------",
    "/courses/cluster-broker/el1-1": "s...........",
    "/courses/cluster-broker/electives": ">>>>>>>>>>>>",
    "/courses/cluster-broker/electives/el1": "s...........",
    "/courses/cluster-broker/electives/el1/quiz": "s...........",
    "/courses/cluster-broker/fieldwork/w1": "s...........",
    "/courses/cluster-broker/reading": "............",
    "/courses/cluster-broker/test": "s...........",
    "/drafts/none": "s...........",
    "/editions": "s...........",
    "/editions/new": "s--------...",
    "/editions/{edition}": "s--......-..",
    "/editions/{edition}/attendance": "s--xxxx.x-..",
    "/editions/{edition}/calendar.ics": "s--......-..",
    "/editions/{edition}/case-papers": "s--xxxx..-xx",
    "/editions/{edition}/case-papers/{paper}": "s--xxxx..-xx",
    "/editions/{edition}/case-papers/{paper}/files/{paper_file}": "s---.--..---",
    "/editions/{edition}/case-studies": "s--......-..",
    "/editions/{edition}/case-studies/bagru": "s-->>>>.>-..",
    "/editions/{edition}/case-studies/bagru/discussion": "s--......-..",
    "/editions/{edition}/case-studies/bagru/groups": "s--xxxx.x-..",
    "/editions/{edition}/case-studies/bagru/paper": "s--..-------",
    "/editions/{edition}/case-studies/bagru/paper/group": "s--..-------",
    "/editions/{edition}/case-studies/bagru/papers": "s-->.>>..-..",
    "/editions/{edition}/case-studies/bagru/papers/{paper}": "s--x-xx-----",
    "/editions/{edition}/case-studies/bagru/posts/{post}/edit": "s--x.xxxx-xx",
    "/editions/{edition}/case-studies/bagru/posts/{post}/removal": "s--xxxx.x-..",
    "/editions/{edition}/completion": "s--xxxxxx-..",
    "/editions/{edition}/completion/preview": "s--xxxxxx->>",
    "/editions/{edition}/copies/new": "s--xxxxxx-..",
    "/editions/{edition}/dates": "s--......-..",
    "/editions/{edition}/days/1": "s--......-..",
    "/editions/{edition}/enrolment-lists/new": "s--xxxxxx-..",
    "/editions/{edition}/extensions": "s--xxxx.x-..",
    "/editions/{edition}/gradebook": "s--..xx..-..",
    "/editions/{edition}/exports/new?kind=gradebook.csv": "s--xxxx..-..",
    "/editions/{edition}/gradebook.csv": "s--xxxx..-..",
    "/editions/{edition}/gradebook.xlsx": "s--xxxx..-..",
    "/editions/{edition}/gradebook/{enrolment}": "s---.--..-..",
    "/editions/{edition}/gradebook/{enrolment}/overrides": "s--xxxx..-..",
    "/editions/{edition}/left": "s--..-------",
    "/editions/{edition}/marks": "s--xxxx..-..",
    "/editions/{edition}/marks/defence/defence": "s--xxxx..-..",
    "/editions/{edition}/marks/defence/defence/changes": "s--xxxx..-..",
    "/editions/{edition}/materials": "s--......-..",
    "/editions/{edition}/materials.zip": "s--xxxx.x-..",
    "/editions/{edition}/materials/archives/new": "s--xxxx.x-..",
    "/editions/{edition}/materials/new/lesson": "s--xxxx.x-..",
    "/editions/{edition}/materials/{material}": "s--......-..",
    "/editions/{edition}/materials/{material}/edit": "s--xxxx.x-..",
    "/editions/{edition}/materials/{material}/files/{material_file}": "s--......-..",
    "/editions/{edition}/materials/{material}/revisions": "s--xxxx.x-..",
    "/editions/{edition}/materials/{material}/revisions/1": "s--xxxx.x-..",
    "/editions/{edition}/materials/{draft_material}": "s------.--..",
    "/editions/{edition}/materials/{draft_material}/files/{draft_file}": "s------.--..",
    "/editions/{edition}/messages": "s--xxxxxx-..",
    "/editions/{edition}/messages/new": "s--xxxxxx-..",
    "/editions/{edition}/moves/new": "s--xxxxxx-..",
    "/editions/{edition}/people": "s--......-..",
    "/editions/{edition}/people/{enrolment}/certificate": "s---.-----..",
    "/editions/{edition}/people/{enrolment}/left": "s---.-.---..",
    "/editions/{edition}/placements/new": "s--xxxxxx-..",
    "/editions/{edition}/progress": "s--xxxxxx-..",
    "/editions/{edition}/progress.csv": "s--xxxxxx-..",
    "/editions/{edition}/question-sets": "s--..xx>x->>",
    "/editions/{edition}/question-sets/new": "s--xxxx.x-..",
    "/editions/{edition}/question-sets/{set}": "s--xxxx.x-..",
    "/editions/{edition}/question-sets/{set}.xml": "s--xxxx.x-..",
    "/editions/{edition}/question-sets/{set}/edit": "s--xxxx.x-..",
    "/editions/{edition}/question-sets/{set}/files/new": "s--xxxx.x-..",
    "/editions/{edition}/question-sets/{set}/files/{file}": "s--xxxx.x-..",
    "/editions/{edition}/question-sets/{set}/questions": "s--xxxx.x-..",
    "/editions/{edition}/question-sets/{set}/quiz": "s--..--.--..",
    "/editions/{edition}/question-sets/{set}/quiz/attempts/1": "s-----------",
    "/editions/{edition}/question-sets/{draft_set}/quiz": "s------.--..",
    "/editions/{edition}/quizzes": "s--xxxx.x-..",
    "/editions/{edition}/quizzes/cluster-broker/a1": "s--xxxx.x-..",
    "/editions/{edition}/quizzes/{set_ref}": "s--xxxx.x-..",
    "/editions/{edition}/sessions/new": "s--xxxxxx-..",
    "/editions/{edition}/sessions/{session}": "s-->>>>>>->>",
    "/editions/{edition}/sessions/{session}/attendance": "s--xxxx.x-..",
    "/editions/{edition}/sessions/{session}/attendance/changes": "s--xxxx.x-..",
    "/editions/{edition}/sessions/{session}/cancellation": "s--xxxxxx-..",
    "/editions/{edition}/sessions/{session}/code": "s--xxxx.x-..",
    "/editions/{edition}/sessions/{session}/code.json": "s--xxxx.x-..",
    "/editions/{edition}/sessions/{session}/edit": "s--xxxxxx-..",
    "/editions/{edition}/sessions/{session}/sheet": "s--xxxx.x-..",
    "/editions/{edition}/timetable": "s--......-..",
    "/editions/{edition}/timetable/new": "s--xxxxxx-..",
    "/editions/{edition}/workload": "s--xxxxxx-..",
    "/exports/{export}": "s---------.-",
    "/exports/{export}/file": "s--------->-",
    "/fieldwork": "s..>>.......",
    "/guides": "............",
    "/guides/business-plans": "............",
    "/glossary": "............",
    "/glossary/cluster": "............",
    "/health/live": "............",
    "/health/ready": "............",
    "/invitations/{invitation}": "............",
    "/login": ".>>>>>>>>>>>",
    "/login/code": ">>>>>>>>>>>>",
    "/messages/{message}": "s---.-----.-",
    "/password/forgotten": "............",
    "/password/reset/{reset}": "............",
    "/manifest.webmanifest": "............",
    "/offline": "s...........",
    "/offline/not-here": "............",
    "/offline/packs/courses/cluster-broker/days/a1": "s...........",
    "/offline/packs/courses/cluster-broker/electives/el1": "s...........",
    "/offline/packs/courses/cluster-broker/fieldwork/w1": "s...........",
    "/offline/packs/editions/{edition}/days/1": "s--......-..",
    "/offline/practice/cluster-broker/days/a1": "sx...xxxxxxx",
    "/offline/practice/cluster-broker/electives/el1": "sx...xxxxxxx",
    "/offline/unsent": "............",
    "/my-notes": "s...........",
    "/my-notes.md": "s...........",
    "/my-notes/{note}/edit": "s---.-------",
    "/placements/{placement}": "s---.-.-.-..",
    "/placements/{placement}/agreement": "s---.-.-.-..",
    "/placements/{placement}/agreement/host": "s---x-x-x-xx",
    "/placements/{placement}/charts": "s---.-.-.-..",
    "/placements/{placement}/diary": "s---.-------",
    "/placements/{placement}/diary/new": "s---.-------",
    "/placements/{placement}/diary/{diary_page}": "s---.-------",
    "/placements/{placement}/entries/new": "s---.-x-x-xx",
    "/placements/{placement}/entries/quick": "s---.-x-x-xx",
    "/placements/{placement}/entries/{entry}": "s---.-.-.-..",
    "/placements/{placement}/entries/{entry}/edit": "s---x-x-x-xx",
    "/placements/{placement}/entries/{entry}/evidence": "s---.-.-.-..",
    "/placements/{placement}/entries/{entry}/evidence/{evidence}": "s---.-.-.-..",
    "/placements/{placement}/entries/{entry}/evidence/{evidence}/thumbnail": "s---.-.-.-..",
    "/placements/{placement}/entries/{draft}/evidence": "s---.-------",
    "/placements/{placement}/entries/{draft}": "s---.-------",
    "/placements/{placement}/entries/{draft}/edit": "s---.-------",
    "/placements/{placement}/logbook": "s---.-.-.-..",
    "/placements/{placement}/logbook.pdf": "s--->->->->>",
    "/placements/{placement}/pauses": "s---.-.-.-..",
    "/placements/{placement}/weeks/1": "s---.-.-.-..",
    "/placements/{placement}/appeals": "s---.-.-.-..",
    "/placements/{placement}/appeals/{appeal}": "s---.-.-.-..",
    "/placements/{placement}/changes": "s---x-x-x-..",
    "/placements/{placement}/sign-off": "s---.-.-.-..",
    "/placements/{placement}/word": "s---.-.-.-..",
    "/placements/{year}/months/1": "s--.--.-.-..",
    "/placements/{year}/deliverables": "s--.--.-.-..",
    "/placements/{year}/deliverables/b-d1-member-profiles": "s--.--.-.-..",
    "/placements/{year}/deliverables/b-d1-member-profiles/files/{handed_in}": "s--.--.-.-..",
    "/placements/{year}/deliverables/b-d1-member-profiles/versions/1": "s--.--.-.-..",
    "/placements/{year}/phases/1": "s--.--.-.-..",
    "/projects": "s...........",
    "/projects/new": "sxxxxxxxx...",
    "/projects/{project}": "s...........",
    "/projects/{project}/actors/{actor}": "s---.-.-.-..",
    "/reviews": "s...........",
    "/reviews/deliverables/{work}": "s-----.-.---",
    "/reviews/placements/{placement}/weeks/1": "s---x-.-x-xx",
    "/reviews/{entry}": "s-----.-----",
    "/rubrics": "............",
    "/rubrics/log": "............",
    "/second-marks/{second}": "s-----.-.-..",
    "/service-worker.js": "............",
    "/sessions/{session}/check-in": "s--..-------",
    "/records/{placement}/1/none": "............",
    "/search": "............",
    "/unsent": "s-----------",
    "/settings": "s...........",
    "/settings/notifications": "s...........",
    "/settings/password": "s...........",
    "/settings/second-factor": "s...........",
    "/settings/sign-ins": "s...........",
    "/unsubscribe/{unsubscribe}": "............",
}
ELSEWHERE = {"static", "catalog.media", "case_studies.media"}  # files; no person is asked for


@pytest.fixture
def scene(people: People) -> Scene:
    for name in WHO[1:]:
        assert getattr(people, name)
    return a_scene(people)


@pytest.mark.parametrize("who", WHO)
def test_everyone_opens_what_the_table_says(
    app: Flask, people: People, scene: Scene, who: str
) -> None:
    visitor = Visitor(app)
    if who != "visitor":
        visitor.signed_in(getattr(people, who))
    column, wrong = WHO.index(who), {}
    for row, answers in TABLE.items():
        status = visitor.status_of(scene.address(row))
        if status != ANSWERS[answers[column]]:
            wrong[row] = (answers[column], status)
    assert wrong == {}


def test_a_suspended_person_is_a_visitor(app: Flask, people: People, scene: Scene) -> None:
    visitor = Visitor(app).signed_in(people.administrator)
    people.administrator.suspended_at = datetime.now(UTC)
    db.session.commit()

    for row, answers in TABLE.items():
        assert visitor.status_of(scene.address(row)) == ANSWERS[answers[0]], row


def test_every_page_has_its_row(app: Flask, scene: Scene) -> None:
    matched = app.url_map.bind("localhost")
    known = {matched.match(scene.address(row).partition("?")[0], "GET")[0] for row in TABLE}
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert pages - known - ELSEWHERE == set()
