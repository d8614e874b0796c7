"""The glossary: every word explained, in the reader's language, with its names in the others."""

from itertools import groupby

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from lms.accounts.access import Audience, open_to
from lms.catalog.views import bp
from lms.content import library
from lms.content.glossary import GlossaryTerm
from lms.i18n import language
from lms.letters import folded


@bp.get("/glossary")
@open_to(Audience.EVERYONE)
def glossary() -> ResponseReturnValue:
    terms = library().glossary.in_order(language())
    letters = {letter: list(group) for letter, group in groupby(terms, key=_letter)}
    return render_template("catalog/glossary.html", letters=letters, count=len(terms))


def _letter(term: GlossaryTerm) -> str:
    """É stands under E."""
    return folded(term.name.get(language()))[0].upper()


@bp.get("/glossary/<term_id>")
@open_to(Audience.EVERYONE)
def term(term_id: str) -> ResponseReturnValue:
    known = library().glossary
    try:
        found = known.term(term_id)
    except KeyError:
        abort(404)
    return render_template(
        "catalog/term.html", term=found, see=[known.term(wanted) for wanted in found.see]
    )
