"""A day of a programme: what happens, what was written of it, and in which languages."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import Select

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.models import User
from lms.accounts.session import me
from lms.agendas import queries as agendas
from lms.class_sessions.times import city, readers_zone, times_of
from lms.db import db
from lms.differences import changes
from lms.forms import drafts_done
from lms.i18n import LANGUAGE_NAMES
from lms.study_visits import beside, noting, packs, policy, queries
from lms.study_visits.days import Day, the_day
from lms.study_visits.forms import DayNoteForm, RapporteursForm
from lms.study_visits.models import DayNote
from lms.study_visits.noting import ChangedElsewhereError, Writing
from lms.study_visits.views import bp

DAY = "/programmes/<int:programme_id>/days/<day>"
NOTE = f"{DAY}/notes/<language>"


@bp.get(DAY)
@open_to(Audience.MEMBERS)
def day(programme_id: int, day: str) -> ResponseReturnValue:
    this, reader = the_day(programme_id, day), readers_zone()
    programme, rapporteurs = this.here.programme, _rapporteurs(this)
    notes = {row.language: row for row in db.session.scalars(queries.notes(programme, this.day))}
    file = packs.pack_of(this)
    return render_template(
        "study_visits/day.html",
        here=this.here,
        programme=programme,
        this=this,
        rows=[(item, times_of(item, reader), this.visit_in(item)) for item in this.items],
        notes=[(code, name, notes.get(code)) for code, name in LANGUAGE_NAMES.items()],
        rapporteurs=rapporteurs,
        can_write=policy.can_note(this.here, is_rapporteur=me() in rapporteurs),
        pack_bytes=len(file),
        parts=beside.parts_of_day(this, file),
        city=city(programme.time_zone),
    )


@bp.get(f"{DAY}/pack.html")
@open_to(Audience.MEMBERS)
def pack(programme_id: int, day: str) -> ResponseReturnValue:
    """To keep: as bytes that no browser opens as a page of this site."""
    this = the_day(programme_id, day)
    name = f"day-{this.day.isoformat()}.html"
    headers = {"Content-Disposition": f"attachment; filename={name}"}
    return packs.pack_of(this), {"Content-Type": "application/octet-stream"} | headers


@bp.get(f"{DAY}/rapporteurs")
@open_to(Audience.MEMBERS)
def edit_rapporteurs(programme_id: int, day: str) -> ResponseReturnValue:
    this = the_day(programme_id, day)
    allow(this.here.runs)
    return _rapporteurs_page(this, _people_form(this, [row.id for row in _rapporteurs(this)]))


@bp.post(f"{DAY}/rapporteurs")
@open_to(Audience.MEMBERS)
def name_rapporteurs(programme_id: int, day: str) -> ResponseReturnValue:
    this = the_day(programme_id, day)
    allow(this.here.runs)
    form = _people_form(this)
    if not form.accepted():
        return _rapporteurs_page(this, form), 422
    noting.name_rapporteurs(this.here.programme, this.day, form.people.data or [])
    return _back(this)


@bp.get(NOTE)
@open_to(Audience.MEMBERS)
def edit_note(programme_id: int, day: str, language: str) -> ResponseReturnValue:
    this, last = _day_i_note(programme_id, day, language)
    form = DayNoteForm(body=last.body if last else "", base=last.number if last else 0)
    return _note_page(this, language, form)


@bp.post(NOTE)
@open_to(Audience.MEMBERS)
def write_note(programme_id: int, day: str, language: str) -> ResponseReturnValue:
    (this, _last), form = _day_i_note(programme_id, day, language), DayNoteForm()
    if not form.accepted():
        return _note_page(this, language, form), 422
    writing = Writing(this.day, language, form.body.data or "", int(form.base.data or 0))
    try:
        noting.write(this.here.programme, writing, by=me(), at=clock.now())
    except ChangedElsewhereError as changed:
        form.base.data = str(changed.current.number)
        return _note_page(this, language, form, theirs=changed.current), 409
    drafts_done(_draft_of(this, language))
    flash(_("Kept. Everybody of the programme reads it."))
    return _back(this)


@bp.get(f"{NOTE}/texts/<int:number>")
@open_to(Audience.MEMBERS)
def day_note_text(programme_id: int, day: str, language: str, number: int) -> ResponseReturnValue:
    """What was written then, and what is different from the text before it."""
    this = the_day(programme_id, day)
    texts = db.session.scalars(_versions(this, language)).all()
    now = next((text for text in texts if text.number == number), None) or abort(404)
    before = next((text for text in texts if text.number < number), None)
    return render_template(
        "study_visits/day_note_text.html",
        here=this.here,
        programme=this.here.programme,
        this=this,
        text=now,
        texts=texts,
        before=before,
        changed=changes(before.body if before else "", now.body),
    )


def _day_i_note(programme_id: int, day: str, language: str) -> tuple[Day, DayNote | None]:
    """With what holds in this language."""
    this = the_day(programme_id, day)
    if language not in LANGUAGE_NAMES:
        abort(404)
    query = queries.note_to_write(this.here.programme, this.day, language, me())
    is_rapporteur, last = db.session.execute(query).one()
    allow(policy.can_note(this.here, is_rapporteur=is_rapporteur))
    return this, last


def _rapporteurs(this: Day) -> list[User]:
    return list(db.session.scalars(queries.rapporteurs(this.here.programme, this.day)))


def _versions(this: Day, language: str) -> Select[DayNote]:
    return queries.versions(this.here.programme, this.day, language)


def _people_form(this: Day, chosen: list[int] | None = None) -> RapporteursForm:
    people = db.session.scalars(agendas.everybody(this.here.programme))
    return RapporteursForm(everybody=people, people=chosen)


def _rapporteurs_page(this: Day, form: RapporteursForm) -> str:
    return render_template(
        "study_visits/rapporteurs.html",
        here=this.here,
        programme=this.here.programme,
        this=this,
        form=form,
    )


def _note_page(this: Day, language: str, form: DayNoteForm, theirs: DayNote | None = None) -> str:
    """Beside what was seen that day, so that nothing has to be remembered."""
    numbers = [seen.visit.id for seen in this.visits]
    return render_template(
        "study_visits/day_note.html",
        here=this.here,
        programme=this.here.programme,
        this=this,
        code=language,
        form=form,
        theirs=theirs,
        observations=db.session.scalars(queries.observations(*numbers)).all(),
        draft_key=_draft_of(this, language),
    )


def _draft_of(this: Day, language: str) -> str:
    return f"{me().id}:day-{this.here.programme.id}-{this.day}-{language}"


def _back(this: Day) -> ResponseReturnValue:
    programme_id, day = this.here.programme.id, this.day.isoformat()
    return redirect(url_for(".day", programme_id=programme_id, day=day), 303)
