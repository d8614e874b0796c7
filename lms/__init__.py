"""Weft: e-learning and joint learning for people who help small firms work together."""

from pathlib import Path

from flask import Flask
from flask.typing import ResponseReturnValue
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from lms import again, assets, cli, connections, db, errors, forms, headers, i18n, timing
from lms.accounts import access, session, typed
from lms.accounts.pace import Pace
from lms.accounts.views import bp as accounts
from lms.admin.views import bp as admin
from lms.admin.views.health import watch
from lms.agendas.views import bp as agendas
from lms.agreements.views import bp as agreements
from lms.api.views import bp as api
from lms.appeals.views import bp as appeals
from lms.arranging.views import bp as arranging
from lms.attachments.views import bp as attachments
from lms.attendance.views import bp as attendance
from lms.attestations.views import bp as attestations
from lms.awaited import upkeep as awaited_upkeep
from lms.benchmarks.views import bp as benchmarks
from lms.calibration.views import bp as calibration
from lms.case_studies.searchable import Cases
from lms.case_studies.views import bp as case_studies
from lms.catalog.searchable import Public
from lms.catalog.views import bp as catalog
from lms.certificates.views import bp as certificates
from lms.changes.views import bp as changes
from lms.charts.views import bp as charts
from lms.class_sessions.views import bp as class_sessions
from lms.completion.views import bp as completion
from lms.config import LOOPBACK, Settings, read_settings, secret_key
from lms.deadlines import reminders  # noqa: F401  # it tells the mail of the day what is due
from lms.decisions.views import bp as decisions
from lms.deliverables.views import bp as deliverables
from lms.devices import upkeep as device_upkeep
from lms.devices.views import bp as devices
from lms.diary.views import bp as diary
from lms.directory.views import bp as directory
from lms.editions.views import bp as editions
from lms.enrolling.views import bp as enrolling
from lms.entrustment.views import bp as entrustment
from lms.evidence.views import bp as evidence
from lms.experience.searchable import Experiences
from lms.experience.views import bp as experience
from lms.exports.views import bp as exports
from lms.extensions.views import bp as extensions
from lms.feeds.views import bp as feeds
from lms.fieldwork.views import bp as fieldwork
from lms.files import intake, upkeep
from lms.follow_up.views import bp as follow_up
from lms.following.views import bp as following
from lms.forum.narrowing import Talk
from lms.forum.searchable import Posts
from lms.forum.views import bp as forum
from lms.gradebook.views import bp as gradebook
from lms.inbound import upkeep as inbound_upkeep
from lms.inbound.views import bp as inbound
from lms.initiatives.views import bp as initiatives
from lms.intakes.views import bp as intakes
from lms.introductions.views import bp as introductions
from lms.jobs import engine as jobs
from lms.learning.searchable import Taught
from lms.learning.views import bp as learning
from lms.left.views import bp as left
from lms.logbook.choosing import bp as choosing
from lms.logbook.views import bp as logbook
from lms.logbooks.views import bp as logbooks
from lms.marking.views import bp as marking
from lms.materials.searchable import Materials
from lms.materials.views import bp as materials
from lms.meetings.views import bp as meetings
from lms.messages.views import bp as messages
from lms.moderation.views import bp as moderation
from lms.note_comments.searchable import Comments
from lms.note_comments.views import bp as note_comments
from lms.notes.searchable import Notes
from lms.notes.views import bp as notes
from lms.notifications.views import bp as notifications
from lms.offline.views import bp as offline
from lms.outcomes.views import bp as outcomes
from lms.pauses.views import bp as pauses
from lms.phases.views import bp as phases
from lms.phrases.views import bp as phrases
from lms.placements.views import bp as placements
from lms.programmes.searchable import Programmes
from lms.programmes.views import bp as programmes
from lms.projects.views import bp as projects
from lms.question_sets.views import bp as question_sets
from lms.quizzes.views import bp as quizzes
from lms.reactions.views import bp as reactions
from lms.readiness.views import bp as readiness
from lms.rendering import App, Context, Template, remembered
from lms.reviews.views import bp as reviews
from lms.search import sources
from lms.search.views import bp as search
from lms.second_marks.views import bp as second_marks
from lms.signoffs.views import bp as signoffs
from lms.spaces.views import bp as spaces
from lms.stretches.views import bp as stretches
from lms.study_visits.views import bp as study_visits
from lms.today import navigation
from lms.today.views import bp as today
from lms.translations.searchable import Translations
from lms.translations.views import bp as translations
from lms.trips.views import bp as trips
from lms.visits.views import bp as visits
from lms.workload.views import bp as workload


class _App(App):
    def dispatch_request(self) -> ResponseReturnValue:
        return again.until_through(super().dispatch_request)


ROOT = Path(__file__).resolve().parent.parent
FEATURES = (
    accounts,
    notifications,
    search,
    catalog,
    notes,
    editions,
    quizzes,
    learning,
    extensions,
    intakes,
    enrolling,
    completion,
    projects,
    placements,
    agreements,
    logbook,
    choosing,
    evidence,
    pauses,
    phases,
    readiness,
    phrases,
    entrustment,
    reviews,
    calibration,
    second_marks,
    workload,
    marking,
    stretches,
    visits,
    deliverables,
    devices,
    diary,
    logbooks,
    appeals,
    signoffs,
    charts,
    changes,
    fieldwork,
    question_sets,
    materials,
    case_studies,
    class_sessions,
    certificates,
    exports,
    gradebook,
    follow_up,
    messages,
    left,
    spaces,
    forum,
    attachments,
    decisions,
    following,
    moderation,
    inbound,
    reactions,
    translations,
    arranging,
    feeds,
    programmes,
    directory,
    agendas,
    attendance,
    attestations,
    initiatives,
    benchmarks,
    introductions,
    trips,
    meetings,
    study_visits,
    experience,
    note_comments,
    outcomes,
    offline,
    api,
    admin,
    watch,
    today,
)
SEARCHED = (
    *(Taught(), Materials(), Cases(), Experiences(), Comments()),
    *(Posts(), Translations(), Programmes(), Notes(), Public()),
)
"""In the order in which a reader chooses among the kinds."""


def create_app(settings: Settings | None = None, *, testing: bool = False) -> Flask:
    """The whole application; the only place that knows every feature."""
    settings = settings or read_settings()
    app = _App(__name__, template_folder=str(ROOT / "templates"), static_folder=None)
    _configure(app, settings, testing=testing)
    intake.init_app(app)
    headers.init_app(app, settings)
    if settings.server_timing:
        timing.init_app(app)
    db.init_app(app)
    i18n.init_app(app, settings)
    assets.init_app(app, ROOT / "static")
    for wall in (forms, errors, session, typed, access):
        wall.init_app(app)
    sources.init_app(app, SEARCHED, Talk())
    jobs.init_app(app, settings)
    upkeep.init_app(app, settings)
    for regular in (awaited_upkeep, device_upkeep, inbound_upkeep):
        regular.init_app(app)
    navigation.init_app(app)
    for feature in FEATURES:
        app.register_blueprint(feature)
    cli.init_app(app)
    access.check_all_routes(app)
    return app


def _configure(app: Flask, settings: Settings, *, testing: bool) -> None:
    app.testing = testing
    app.extensions["settings"] = settings
    app.extensions["pace"] = Pace()
    app.config.update(
        SECRET_KEY=secret_key(settings),
        SECRET_KEY_FALLBACKS=list(settings.secret_key_fallbacks),
        SQLALCHEMY_BINDS=connections.engines(settings.database),
        SESSION_COOKIE_NAME="__Host-form" if settings.secure else "form",
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=settings.max_body_kb * 1024,
        MAX_FORM_MEMORY_SIZE=settings.max_body_kb * 1024,
        TRUSTED_HOSTS=[settings.host, *LOOPBACK],
        PROPAGATE_EXCEPTIONS=False,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.template_class, app.jinja_env.context_class = Template, Context
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(product_name=settings.product_name, remembered=remembered)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
