"""Which translations a post has, and one of them beside the original."""

from collections.abc import Sequence
from itertools import pairwise

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.db import db
from lms.differences import Change, changes
from lms.forum.models import Post
from lms.spaces.readers import Reader, this_reader
from lms.translations import actions, policy, queries
from lms.translations.actions import MeanwhileError
from lms.translations.models import EarlierTranslation, PostTranslation, mark_of
from lms.translations.views import bp
from lms.translations.views.finding import address_of, asked, standing_post


@bp.get("/p/<int:post_id>/translations")
@open_to(Audience.EVERYONE)
def translations(post_id: int) -> ResponseReturnValue:
    reader = this_reader()
    post = standing_post(post_id, reader)
    rows: dict[str, list[PostTranslation]] = {code: [] for code in policy.others_of(post)}
    for row in db.session.scalars(queries.all_of(post)):
        rows[row.language].append(row)
    return render_template(
        "translations/translations.html",
        post=post,
        mark=mark_of(post),
        languages=rows.items(),
        can_translate=policy.can_translate(reader, post, post.topic),
    )


@bp.get("/p/<int:post_id>/translations/<language>")
@open_to(Audience.EVERYONE)
def translation(post_id: int, language: str) -> ResponseReturnValue:
    found = asked(post_id, language)
    row, *others = found.rows() or abort(404)
    return _page(row, others, found.post, found.reader)


def _page(
    row: PostTranslation, others: Sequence[PostTranslation], post: Post, reader: Reader
) -> str:
    before = db.session.scalars(queries.earlier(row)).all()
    return render_template(
        "translations/translation.html",
        post=post,
        row=row,
        others=others,
        is_stale=row.source != mark_of(post),
        earlier=list(zip(before, _steps(row, before), strict=True)),
        can_translate=policy.can_translate(reader, post, post.topic),
        can_verify=policy.can_verify(reader, row, post),
        can_remove=policy.can_remove(reader, row, post.topic),
    )


def _steps(row: PostTranslation, before: Sequence[EarlierTranslation]) -> list[list[Change]]:
    """From each text to the one that took its place."""
    texts = [row.body, *(one.body for one in before)]
    return [changes(old, new) for new, old in pairwise(texts)]


@bp.post("/p/<int:post_id>/translations/<language>/verification")
@open_to(Audience.MEMBERS)
def verify(post_id: int, language: str) -> ResponseReturnValue:
    found = asked(post_id, language)
    row = found.the_row()
    allow(policy.can_verify(found.reader, row, found.post))
    seen = request.form.get("seen", "")
    try:
        actions.verify(row, seen=int(seen) if seen.isdecimal() else 0, by=me(), at=clock.now())
    except MeanwhileError:
        flash(_("Somebody has corrected it meanwhile. Read it once more."))
    else:
        flash(_("Thank you: readers see that you have checked it."))
    return redirect(address_of(row), 303)


@bp.post("/p/<int:post_id>/translations/<language>/removal")
@open_to(Audience.MEMBERS)
def remove(post_id: int, language: str) -> ResponseReturnValue:
    found = asked(post_id, language)
    row = found.the_row()
    allow(policy.can_remove(found.reader, row, found.post.topic))
    actions.remove(row, found.post)
    flash(_("The translation is removed. The post stays as it is."))
    return redirect(url_for(".translations", post_id=post_id), 303)
