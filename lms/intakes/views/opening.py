from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock, mail
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.accounts.views.links import public
from lms.content import library
from lms.db import db
from lms.editions import actions as editions
from lms.editions import policy
from lms.intakes import actions, queries
from lms.intakes.forms import EditionForm
from lms.intakes.views import bp


@bp.get("/editions/new")
@open_to(Audience.STAFF)
def new_edition() -> ResponseReturnValue:
    form = _form(language=me().language, country=me().country, time_zone=me().time_zone)
    return render_template("intakes/new_edition.html", form=form)


@bp.post("/editions")
@open_to(Audience.STAFF)
def create_edition() -> ResponseReturnValue:
    allow(policy.can_open_edition(me()))
    form, now = _form(), clock.now()
    if not form.accepted():
        return render_template("intakes/new_edition.html", form=form), 422
    course = library().courses[form.course_id.data]
    chosen = form.chosen_supervisors()
    edition, new = actions.open_intake(course, form.intake(), supervisors=chosen, by=me(), at=now)
    address = public(url_for("learning.edition", edition_id=edition.id))
    letters = [editions.letter_of_enrolment(row, address=address, by=me()) for row in new]
    mail.send_all(letters, at=now)
    flash(_("The edition is open, with its timetable. Enrol its people next."))
    return redirect(url_for("editions.people", edition_id=edition.id), 303)


def _form(**filled_in: str) -> EditionForm:
    known = db.session.scalars(queries.supervisors_known_to(me())).all()
    return EditionForm(known=known, **filled_in)
