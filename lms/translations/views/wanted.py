"""What still waits for somebody who reads two languages, space by space."""

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms.accounts.access import Audience, open_to
from lms.config import LANGUAGES
from lms.db import db
from lms.forum.views.paging import number_of
from lms.i18n import language
from lms.spaces import policy
from lms.spaces.finding import the_space
from lms.spaces.readers import this_reader
from lms.translations import queries
from lms.translations.views import bp

PAGE = 30


@bp.get("/forum/<slug>/translations")
@open_to(Audience.MEMBERS)
def wanted(slug: str) -> ResponseReturnValue:
    reader = this_reader()
    space, into = the_space(slug, reader), request.args.get("into") or language()
    if into not in LANGUAGES:
        abort(400)
    query = queries.lacking(space, into, before=number_of("before"), most=PAGE)
    rows = db.session.execute(query).all() if space.id else []
    older = None
    if len(rows) > PAGE:
        older = url_for(".wanted", slug=slug, into=into, before=rows[PAGE - 1][0].id)
    return render_template(
        "translations/wanted.html",
        space=space,
        into=into,
        rows=rows[:PAGE],
        older=older,
        can_translate=policy.can_write(reader, space),
    )
