from functools import lru_cache
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, SelectField, TextAreaField
from wtforms.validators import Length, ValidationError

from lms.forms import Form, trimmed
from lms.notes.actions import CONTEXT, LONGEST_QUOTE, MOST_LETTERS, Writing
from lms.notes.anchoring import Passage, folded, passages
from lms.notes.pages import CoursePage

WHOLE = "0"
OPENING = 60
"""Letters of a passage by which a reader knows it in the list."""


def _folded(value: str | None) -> str:
    return folded(value or "")


class _NoteForm(Form):
    """Its fields stand on pages that have other forms."""

    body = TextAreaField(
        _l("Your note"),
        [Length(max=MOST_LETTERS, message=_l("Shorten this to %(max)d characters."))],
        filters=[trimmed],
        render_kw={"rows": 5},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="note", **kwargs)


class NoteForm(_NoteForm):
    """A new note on a page. Its passage is what was selected, or a paragraph out of the list."""

    quote = TextAreaField(_l("Passage"), filters=[_folded])
    before = TextAreaField(filters=[_folded])
    after = TextAreaField(filters=[_folded])
    paragraph = SelectField(_l("Which part of the page?"), default=WHOLE)

    def __init__(self, *args: Any, page: CoursePage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._page, self._passages = page, passages(str(page.text.html))
        self.paragraph.choices = [(WHOLE, _("The whole page")), *_openings(self._passages)]

    def validate_body(self, field: Field) -> None:
        if len(self._passage().quote) > LONGEST_QUOTE:
            most = LONGEST_QUOTE
            raise ValidationError(
                _("The passage is too long: mark at most %(most)s characters.", most=most)
            )
        if not field.data and not self._passage().quote:
            raise ValidationError(_("Write something, or choose a passage to mark."))

    def writing(self) -> Writing:
        page, passage = self._page, self._passage()
        return Writing(
            course_id=page.course.id,
            kind=page.kind,
            ref=page.ref,
            language=page.language,
            body=self.body.data or "",
            quote=passage.quote,
            before=passage.before,
            after=passage.after,
        )

    def _passage(self) -> Passage:
        chosen = str(self.paragraph.data)
        if self.quote.data:
            before, after = self.before.data or "", self.after.data or ""
            return Passage(self.quote.data, before[-CONTEXT:], after[:CONTEXT])
        if chosen.isdecimal() and 0 < int(chosen) <= len(self._passages):
            return self._passages[int(chosen) - 1]
        return Passage("", "", "")


class ChangeForm(_NoteForm):
    """Other words for a note that is kept; `base` is the version that was on the page."""

    base = HiddenField()

    def __init__(self, *args: Any, passage: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._has_passage = passage

    def validate_body(self, field: Field) -> None:
        if not field.data and not self._has_passage:
            raise ValidationError(_("Write something, or remove the note."))

    @property
    def seen(self) -> int | None:
        written = self.base.data or ""
        return int(written) if written.isascii() and written.isdecimal() else None


@lru_cache(maxsize=64)
def _openings(passages: tuple[Passage, ...]) -> list[tuple[int, str]]:
    return list(enumerate(map(_opening, passages), 1))


def _opening(passage: Passage) -> str:
    quote = passage.quote
    return quote if len(quote) <= OPENING else f"{quote[:OPENING].rsplit(' ', 1)[0]} …"
