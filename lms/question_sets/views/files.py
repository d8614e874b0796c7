"""Questions from elsewhere: a file is looked at before anything of it is added."""

from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.content.exchange import UnreadableError
from lms.editions.models import Edition
from lms.forms import drafts_done
from lms.question_sets import actions
from lms.question_sets.forms import FileForm
from lms.question_sets.models import QuestionFile, QuestionSet
from lms.question_sets.papers import paper_of, sheet_of
from lms.question_sets.reading import Trial, in_words, trial
from lms.question_sets.views import bp
from lms.question_sets.views.finding import first_of, the_file, the_set, whole_number
from lms.question_sets.views.sets import SET

PAGE = 10
KEPT = timedelta(hours=24)


@bp.get(f"{SET}/files/new")
@open_to(Audience.MEMBERS)
def new_file(edition_id: int, set_id: int) -> ResponseReturnValue:
    """Empty, or with the text of a file that is to be mended: `from=7`."""
    edition, row = the_set(edition_id, set_id)
    form = FileForm()
    before = whole_number(request.args.get("from", ""), most=2**31 - 1)
    if before is not None:
        form.text.data = the_file(row, before).text
    return _new_page(edition, row, form)


def _new_page(edition: Edition, row: QuestionSet, form: FileForm) -> str:
    return render_template(
        "question_sets/new_file.html",
        edition=edition,
        own=row,
        form=form,
        draft_key=_draft_key(row),
    )


def _draft_key(row: QuestionSet) -> str:
    return f"{me().id}:questions-{row.id}"


@bp.post(f"{SET}/files")
@open_to(Audience.MEMBERS)
def create_file(edition_id: int, set_id: int) -> ResponseReturnValue:
    """Put it aside to be looked at; no question is in the quiz yet."""
    edition, row = the_set(edition_id, set_id)
    form = FileForm()
    if not form.accepted():
        return _new_page(edition, row, form), 422
    try:
        _trial(form.source, edition, row)
    except UnreadableError as error:
        field = form.file if form.name else form.text
        field.errors = [in_words(error)]
        return _new_page(edition, row, form), 422
    now = clock.now()
    actions.forget_files(before=now - KEPT)
    file = actions.keep_file(row, form.source, name=form.name, encoding=form.encoding, at=now)
    drafts_done(_draft_key(row))
    return redirect(_address(edition, row, file), 303)


def _address(edition: Edition, row: QuestionSet, file: QuestionFile) -> str:
    return url_for(".file", edition_id=edition.id, set_id=row.id, file_id=file.id)


def _trial(text: str, edition: Edition, row: QuestionSet) -> Trial:
    return trial(text, edition, {place.key for place in row.questions})


@bp.get(f"{SET}/files/<int:file_id>")
@open_to(Audience.MEMBERS)
def file(edition_id: int, set_id: int, file_id: int) -> ResponseReturnValue:
    """What would be added, as trainees would see it, and what would not."""
    edition, row = the_set(edition_id, set_id)
    found = the_file(row, file_id)
    looked_at = _trial(found.text, edition, row)
    paper = paper_of(row, edition, [entry.question for entry in looked_at.fresh])
    return render_template(
        "question_sets/file.html",
        edition=edition,
        own=row,
        file=found,
        trial=looked_at,
        paper=paper,
        asked=sheet_of(paper),
        first=first_of(len(looked_at.fresh)),
        page=PAGE,
    )


@bp.post(f"{SET}/files/<int:file_id>/questions")
@open_to(Audience.MEMBERS)
def add_questions(edition_id: int, set_id: int, file_id: int) -> ResponseReturnValue:
    """Add what the page showed; a second click finds all of it there and adds nothing."""
    edition, row = the_set(edition_id, set_id)
    looked_at = _trial(the_file(row, file_id).text, edition, row)
    added = actions.add(row, looked_at.fresh, at=clock.now())
    flash(_said(added))
    return redirect(url_for(".show", edition_id=edition.id, set_id=row.id), 303)


def _said(added: int) -> str:
    if not added:
        return _("Nothing was added: every question of this file is in the quiz already.")
    return ngettext("%(num)s question is added.", "%(num)s questions are added.", added)
