"""Comments on one part of a note, and one of them with its answers."""

from collections.abc import Callable
from uuid import UUID, uuid4

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock, paging
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.db import db
from lms.forms import drafts_done
from lms.logbook.finding import uuid_or_400
from lms.note_comments import actions, policy, queries
from lms.note_comments.actions import MOST_IN_WINDOW, WINDOW, Place, Writing
from lms.note_comments.forms import AnswerForm, CommentForm
from lms.note_comments.models import NoteComment
from lms.note_comments.threads import threads_of
from lms.note_comments.views import bp
from lms.note_comments.views.finding import At, Here, the_comment, the_part

PAGE = 10
PART = "/notes/<int:note_id>/parts/<part>/comments"
ONE = "/notes/<int:note_id>/comments/<int:comment_id>"


@bp.get(PART)
@open_to(Audience.MEMBERS)
def comments(note_id: int, part: str) -> ResponseReturnValue:
    """The newest first, those that are dealt with among them."""
    here = the_part(note_id, part)
    return _part_page(here, CommentForm(number=here.text.number, language=me().language))


@bp.post(PART)
@open_to(Audience.MEMBERS)
def comment(note_id: int, part: str) -> ResponseReturnValue:
    here, form = the_part(note_id, part), CommentForm()
    place = Place(part, _number_in(form, here))
    draft = _draft_of(here)
    return _written(
        form,
        lambda writing: actions.comment(here.note, place, writing, by=me(), at=clock.now()),
        lambda: _part_page(here, form),
        draft,
    )


@bp.get(ONE)
@open_to(Audience.MEMBERS)
def thread(note_id: int, comment_id: int) -> ResponseReturnValue:
    at = the_comment(note_id, comment_id)
    if at.row is not at.thread.comment:
        return redirect(at.row.address, 303)
    return _thread_page(at, AnswerForm(language=me().language))


@bp.post(f"{ONE}/answers")
@open_to(Audience.MEMBERS)
def answer(note_id: int, comment_id: int) -> ResponseReturnValue:
    at, form = the_comment(note_id, comment_id), AnswerForm()
    allow(policy.can_answer(at.row, at.thread.answers))
    return _written(
        form,
        lambda writing: actions.answer(at.row, writing, by=me(), at=clock.now()),
        lambda: _thread_page(at, form),
        _draft_of(at),
    )


@bp.post(f"{ONE}/resolution")
@open_to(Audience.MEMBERS)
def resolve(note_id: int, comment_id: int) -> ResponseReturnValue:
    row = _to_resolve(note_id, comment_id)
    actions.resolve(row, at=clock.now())
    flash(_("It is marked as dealt with. You can open it again."))
    return redirect(row.address, 303)


@bp.post(f"{ONE}/reopening")
@open_to(Audience.MEMBERS)
def reopen(note_id: int, comment_id: int) -> ResponseReturnValue:
    row = _to_resolve(note_id, comment_id)
    actions.reopen(row)
    flash(_("It is open again."))
    return redirect(row.address, 303)


def _to_resolve(note_id: int, comment_id: int) -> NoteComment:
    at = the_comment(note_id, comment_id)
    allow(policy.can_resolve(me(), at.here.note, at.row))
    return at.row


@bp.post(f"{ONE}/withdrawal")
@open_to(Audience.MEMBERS)
def take_back(note_id: int, comment_id: int) -> ResponseReturnValue:
    at = the_comment(note_id, comment_id)
    allow(policy.can_take_back(me(), at.row))
    actions.remove(at.row, reason="", by=me(), at=clock.now())
    flash(_("It is taken back: nobody reads it any more."))
    return redirect(_address_of(at.here), 303)


def _written(
    form: CommentForm,
    write: Callable[[Writing], NoteComment],
    page: Callable[[], str],
    draft: str,
) -> ResponseReturnValue:
    """What was typed stays where it is refused."""
    if not form.accepted():
        return page(), 422
    try:
        row = write(Writing(_key_of(form), form.body.data or "", form.language.data))
    except actions.SaidAlreadyError:
        form.key.data = str(uuid4())
        form.body.errors = [
            _("This form was sent before, with another text. Send it again to add it as a new one.")
        ]
        return page(), 422
    except actions.TooManyError:
        form.body.errors = [_too_many()]
        return page(), 429, {"Retry-After": str(int(WINDOW.total_seconds()))}
    drafts_done(draft)
    return redirect(row.address, 303)


def _too_many() -> str:
    return _(
        "You have written %(number)s comments in ten minutes. Send this in a few minutes: "
        "your text stays here.",
        number=MOST_IN_WINDOW,
    )


def _key_of(form: CommentForm) -> UUID:
    return uuid_or_400(form.key.data)


def _number_in(form: CommentForm, here: Here) -> int:
    """The text that the page had shown; every one up to today's was published."""
    number = form.number.data or ""
    known = number.isdecimal() and 1 <= int(number) <= here.text.number
    return int(number) if known else abort(400)


def _part_page(here: Here, form: CommentForm) -> str:
    before = paging.before()
    rows = db.session.execute(queries.on_part(here.note, here.part, before=before, most=PAGE + 1))
    found = list(reversed(threads_of(rows)))
    return render_template(
        "note_comments/comments.html",
        here=here,
        threads=found[:PAGE],
        older=found[PAGE - 1].comment.id if len(found) > PAGE else None,
        form=form,
        draft_key=_draft_of(here),
    )


def _thread_page(at: At, form: AnswerForm) -> str:
    row = at.thread.comment
    return render_template(
        "note_comments/thread.html",
        here=at.here,
        thread=at.thread,
        form=form if policy.can_answer(row, at.thread.answers) else None,
        can_resolve=policy.can_resolve(me(), at.here.note, row),
        draft_key=_draft_of(at),
    )


def _draft_of(place: Here | At) -> str:
    if isinstance(place, At):
        return f"{me().id}:answer-{place.thread.comment.id}"
    return f"{me().id}:comment-{place.note.id}-{place.part}"


def _address_of(here: Here) -> str:
    return url_for(".comments", note_id=here.note.id, part=here.part)
