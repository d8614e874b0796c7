from collections.abc import Mapping
from functools import lru_cache

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.calibration import actions, queries
from lms.calibration.models import CalibrationMark
from lms.calibration.standing import can_calibrate, standings
from lms.content import library
from lms.content.calibration import Sample
from lms.content.dialect import from_repository
from lms.db import db
from lms.forms import drafts_done, typed_before
from lms.grading.sheet import levels_in
from lms.grading.vocabulary import LEVEL_NAMES
from lms.i18n import language

bp = Blueprint("calibration", __name__)
bp.context_processor(lambda: {"LEVEL_NAMES": LEVEL_NAMES})


@bp.get("/calibration")
@open_to(Audience.MEMBERS)
def overview() -> ResponseReturnValue:
    """Three samples for each rubric, and how far own levels agree with the reference."""
    rows = standings(me(), at=clock.now()) if can_calibrate() else []
    return render_template("calibration/overview.html", rows=rows)


@bp.get("/calibration/<sample_id>")
@open_to(Audience.MEMBERS)
def sample(sample_id: str) -> ResponseReturnValue:
    """To be marked alone; then beside the levels of reference and their reasons."""
    return _page(_the_sample(sample_id), levels_in(typed_before() or {}), {})


@bp.post("/calibration/<sample_id>/mark")
@open_to(Audience.MEMBERS)
def mark_sample(sample_id: str) -> ResponseReturnValue:
    this = _the_sample(sample_id)
    sent = levels_in(request.form)
    levels = {name: sent[name] for name in this.reference if name in sent}
    missing = {name: _("Choose a level.") for name in this.reference if name not in levels}
    if missing:
        return _page(this, levels, missing), 422
    actions.mark(this, levels, by=me(), at=clock.now())
    drafts_done(_draft_key(this))
    flash(_("Kept. Beside yours stands what others agreed on."))
    return redirect(url_for(".sample", sample_id=this.id), 303)


def _the_sample(sample_id: str) -> Sample:
    allow(can_calibrate())
    return library().samples.get(sample_id) or abort(404)


def _draft_key(this: Sample) -> str:
    return f"{me().id}:calibration-{this.id}"


def _page(this: Sample, levels: Mapping[str, int], missing: Mapping[str, str]) -> str:
    given = {row.sample: row for row in db.session.scalars(queries.marks_of(me(), at=clock.now()))}
    samples = queries.samples_for(this.rubric)
    return render_template(
        "calibration/sample.html",
        sample=this,
        rubric=library().rubrics[this.rubric],
        text=_shown(this.id, language()),
        foreign=language() not in this.text.root,
        number=[row.id for row in samples].index(this.id) + 1,
        samples=samples,
        mark=given.get(this.id),
        next=_next(samples, given, this),
        sheet={"levels": levels, "errors": missing},
        draft_key=_draft_key(this),
    )


def _next(
    samples: list[Sample], given: Mapping[str, CalibrationMark], this: Sample
) -> Sample | None:
    return next((row for row in samples if row.id not in given and row.id != this.id), None)


@lru_cache(maxsize=64)
def _shown(sample_id: str, said: str) -> Markup:
    return from_repository(library().samples[sample_id].text.get(said), {})
