"""`bin/serve --demo` and `flask demo load`: the whole world, through the features' own actions."""

from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import func, select

from lms.accounts.models import User
from lms.benchmarks.models import BenchmarkValue
from lms.case_studies.models import CasePaper
from lms.certificates import actions as certificates
from lms.certificates.models import Certificate
from lms.class_sessions.models import Attendance, ClassSession
from lms.config import Settings
from lms.db import db
from lms.deliverables.models import Deliverable
from lms.demo import moments
from lms.demo.agreements import propose
from lms.demo.appeals import appeal
from lms.demo.benchmarks import compare
from lms.demo.calibration import calibrate
from lms.demo.cases import decide_cases, discuss_cases, write_papers
from lms.demo.decisions import decide_together
from lms.demo.deliverables import hand_in_deliverables
from lms.demo.desk import keep_phrases, stand_in
from lms.demo.directory import introduce
from lms.demo.experience import tell_experiences
from lms.demo.fieldwork import keep_logs
from lms.demo.following import listen
from lms.demo.forum import talk
from lms.demo.gradebook import keep_gradebooks
from lms.demo.initiatives import work_together
from lms.demo.intakes import coordinate
from lms.demo.materials import add_materials, ask_each_other, write_together
from lms.demo.meetings import meet
from lms.demo.notes import keep_notes
from lms.demo.own_quizzes import bring_questions
from lms.demo.programmes import learn_together
from lms.demo.reactions import react
from lms.demo.signoffs import close
from lms.demo.study import attend_classes, sit_tests_and_electives
from lms.demo.study_visits import visit_hosts
from lms.demo.timetables import hold_sessions
from lms.demo.translations import translate
from lms.demo.trips import travel
from lms.demo.world import World, make_editions, make_people, make_projects
from lms.editions.models import Edition
from lms.experience.models import ExperienceNote
from lms.forum.models import Post
from lms.gradebook.models import HandMark
from lms.logbook.models import LogEntry, Review
from lms.materials.models import Material
from lms.note_comments.models import NoteComment
from lms.notes.models import Note
from lms.placements.models import Placement
from lms.programmes.models import Programme
from lms.projects.models import Project
from lms.question_sets.models import QuestionSet
from lms.study_visits.models import StudyVisit

AWARDED = "trainee3"
MADE = {
    "people": User,
    "clusters and networks": Project,
    "editions": Edition,
    "sessions": ClassSession,
    "marks in registers": Attendance,
    "placements": Placement,
    "log entries": LogEntry,
    "private notes": Note,
    "reviews": Review,
    "case papers": CasePaper,
    "deliverables": Deliverable,
    "marks by hand": HandMark,
    "quizzes of editions": QuestionSet,
    "materials of editions": Material,
    "certificates": Certificate,
    "posts in the forum": Post,
    "joint learning programmes": Programme,
    "visits of programmes": StudyVisit,
    "experience notes": ExperienceNote,
    "comments on notes": NoteComment,
    "figures for comparison": BenchmarkValue,
}
STORY = (
    make_people,
    make_projects,
    make_editions,
    hold_sessions,
    attend_classes,
    sit_tests_and_electives,
    bring_questions,
    decide_cases,
    write_papers,
    discuss_cases,
    write_together,
    ask_each_other,
    add_materials,
    calibrate,
    keep_logs,
    stand_in,
    keep_phrases,
    appeal,
    hand_in_deliverables,
    keep_gradebooks,
    keep_notes,
    propose,
    coordinate,
    close,
    talk,
    decide_together,
    listen,
    react,
    translate,
    learn_together,
    visit_hosts,
    introduce,
    work_together,
    tell_experiences,
    travel,
    meet,
    compare,
)


class NotEmptyError(Exception):
    """There are people in this database, and the demo world would stand among them."""


def load(at: datetime) -> None:
    """Fill an empty database; everything happened before `at`. The caller commits."""
    if db.session.scalar(select(func.count()).select_from(User)):
        raise NotEmptyError(
            "This database has people in it, so the demo world is not loaded into it. "
            "Choose an empty data directory: LMS_DATA_DIR."
        )
    world = World(at)
    for tell in (*STORY, _certify):
        tell(world)
    db.session.flush()


def _certify(world: World) -> None:
    """As a coordinator's request would: the letter and the requirements hold addresses."""
    settings: Settings = current_app.extensions["settings"]
    enrolment, coordinator = world.enrolments[AWARDED], world.people["coordinator"]
    day = moments.weekday(enrolment.edition.ends_on - timedelta(days=10))
    with current_app.test_request_context(base_url=settings.public_url, method="POST"):
        certificates.issue(
            enrolment,
            by=coordinator,
            at=moments.morning(day, coordinator.time_zone, 3, at=world.at),
        )


def made() -> list[str]:
    """What stands in the database now, a line for each kind."""
    return [
        f"{db.session.scalar(select(func.count()).select_from(model))} {name}"
        for name, model in MADE.items()
    ]
