"""Words that were removed from a post go from the translations of posts that quoted them, too.

The translation stays and is stale, for its post says something else now.
"""

from collections.abc import Collection, Iterable

from lms.db import db
from lms.forum import quoting
from lms.forum.models import Post
from lms.translations import queries
from lms.translations.models import LONGEST, PostTranslation


def clear(removed: Iterable[Post], quoting_them: Collection[int]) -> list[PostTranslation]:
    """Gives those translations that stand. Who has one open in a form is told that it changed."""
    rows = list(db.session.scalars(queries.of_posts(quoting_them)))
    languages = {row.id: row.language for row in rows}
    former = list(db.session.scalars(queries.earlier_of(languages))) if rows else []
    for source in removed:
        for row in rows:
            body = cleared(row.body, source, row.language)
            if body != row.body:
                row.write(body)
                row.version += 1
        for text in former:
            text.body = cleared(text.body, source, languages[text.translation_id])
    db.session.flush()
    return rows


def cleared(body: str, source: Post, language: str) -> str:
    """Whoever translated a quotation may have left out where it is from: then all of them go."""
    text = quoting.without(body, source, language, most=LONGEST["body"])
    return text if text != body else quoting.without_any(body, language)
