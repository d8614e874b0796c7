"""Write a note of one's own, publish it, take it back."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.content import library
from lms.db import db
from lms.experience import actions, policy, queries
from lms.experience.forms import NoteForm
from lms.experience.models import ExperienceNote
from lms.experience.views import bp
from lms.experience.views.finding import my_note, the_note
from lms.forms import drafts_done
from lms.logbook.finding import uuid_or_400
from lms.logbook.models import LogEntry
from lms.projects import queries as projects
from lms.study_visits import audience
from lms.study_visits.models import Observation


@bp.get("/notes/new")
@open_to(Audience.MEMBERS)
def new_note() -> ResponseReturnValue:
    entry, seen = _entry(), _observation()
    filled_in = {"language": me().language, "country": me().country}
    filled_in |= _told_in(entry) if entry else _seen_in(seen) if seen else {}
    return _form_page(_form(**filled_in), seen=seen)


@bp.post("/notes")
@open_to(Audience.MEMBERS)
def begin_note() -> ResponseReturnValue:
    form, entry, seen = _form(), _entry(), _observation()
    if not form.accepted():
        return _form_page(form, seen=seen), 422
    key, begun_in = uuid_or_400(form.key.data), entry.id if entry else None
    note = actions.begin(key, by=me(), at=clock.now(), entry_id=begun_in, observation=seen)
    return _kept(note, form)


@bp.get("/notes/<int:note_id>/edit")
@open_to(Audience.MEMBERS)
def edit_note(note_id: int) -> ResponseReturnValue:
    note = my_note(note_id)
    text = db.session.scalars(queries.newest_text(note)).one()
    return _form_page(_form(key=str(note.key), **NoteForm.said(text)), note, _seen_for(note))


@bp.post("/notes/<int:note_id>")
@open_to(Audience.MEMBERS)
def change_note(note_id: int) -> ResponseReturnValue:
    note, form = my_note(note_id), _form()
    if not form.accepted():
        return _form_page(form, note, _seen_for(note)), 422
    return _kept(note, form)


@bp.post("/notes/<int:note_id>/withdrawal")
@open_to(Audience.MEMBERS)
def withdraw_note(note_id: int) -> ResponseReturnValue:
    note = the_note(note_id)
    allow(policy.can_withdraw(me(), note))
    actions.withdraw(note, at=clock.now())
    flash(_("Nobody but its author reads this note any more."))
    return redirect(url_for(".notes"), 303)


def _kept(note: ExperienceNote, form: NoteForm) -> ResponseReturnValue:
    if form.publishes:
        actions.publish(note, form.written(), at=clock.now())
        flash(_("The note is published."))
    else:
        actions.write(note, form.written(), at=clock.now())
        flash(_("The draft is kept. Only you see it."))
    for key in {_draft_of(note), _draft_of(None)}:
        drafts_done(key)
    return redirect(url_for(".note", note_id=note.id), 303)


def _entry() -> LogEntry | None:
    """The approved entry of one's own that the note grows out of."""
    written = request.args.get("entry")
    if not written:
        return None
    return db.find_or_404(queries.own_approved_entry(uuid_or_400(written), me()))


def _observation() -> Observation | None:
    """What was seen at a visit of a programme of one's own."""
    number = request.args.get("observation")
    if not number:
        return None
    return db.find_or_404(audience.observation(uuid_or_400(number), me()))


def _seen_for(note: ExperienceNote) -> Observation | None:
    return note.of_visit.observation if note.of_visit else None


def _seen_in(seen: Observation) -> dict[str, str]:
    """What was seen is what was done there; a doubt is what not to copy."""
    visit, question = seen.visit, seen.question
    programme = visit.programme
    host = visit.host if visit.may_be_named else ""
    return {
        "project_id": str(visit.project_id or ""),
        "programme_id": str(programme.id),
        "country": programme.country,
        "language": seen.language,
        "context": ", ".join(filter(None, (host, programme.place))),
        "problem": question.text if question else "",
        "action": "\n\n".join(filter(None, (seen.seen, seen.heard))),
        "transfer": seen.doubt,
    }


def _told_in(entry: LogEntry) -> dict[str, str]:
    """What an entry says already, in the parts where it belongs."""
    said, project = entry.current or abort(404), entry.placement.project
    return {
        "project_id": str(project.id),
        "country": project.country,
        "step": said.step,
        "factor": said.factor,
        "context": said.place,
        "action": "\n\n".join(filter(None, (said.facts, said.own_act))),
        "lesson": said.meaning,
    }


def _form(**filled_in: str) -> NoteForm:
    return NoteForm(
        framework=library().framework,
        projects=db.session.scalars(projects.projects()),
        programmes=db.session.scalars(queries.open_programmes()),
        **filled_in,
    )


def _form_page(
    form: NoteForm, note: ExperienceNote | None = None, seen: Observation | None = None
) -> str:
    return render_template(
        "experience/write.html",
        form=form,
        note=note,
        entry=request.args.get("entry"),
        seen=seen,
        draft_key=_draft_of(note),
    )


def _draft_of(note: ExperienceNote | None) -> str:
    return f"{me().id}:experience-{note.id if note else 'new'}"
