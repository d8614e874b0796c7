"""How to mention somebody, and who can be mentioned in a space."""

from flask import render_template
from flask.typing import ResponseReturnValue

from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.forum import queries
from lms.forum.views import bp
from lms.i18n import country_name, language
from lms.letters import name_key
from lms.mentions import finding
from lms.mentions.finding import Somebody
from lms.mentions.vocabulary import GROUPS
from lms.spaces.finding import the_space
from lms.spaces.readers import this_reader

MOST = 200


@bp.get("/forum/<slug>/names")
@open_to(Audience.MEMBERS)
def names(slug: str) -> ResponseReturnValue:
    space = the_space(slug, this_reader())
    authors = queries.authors_in(space)
    limit = finding.rank_of(space, me(), authors).value
    rows = finding.people_here(space, me(), limit, authors, most=MOST)
    people = rows[:MOST]
    return render_template(
        "forum/names.html",
        space=space,
        limit=limit,
        people=list(zip(people, finding.handles(people), strict=True)),
        more=len(rows) > MOST,
        groups=[GROUPS[role][language()] for role in finding.groups_of(rows)],
        countries=_countries(rows),
    )


def _countries(rows: list[Somebody]) -> list[str]:
    codes = {row.country for row in rows if row.country}
    return sorted(name_key(country_name(code)) for code in codes)
