from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement
from wtforms import Field, SelectField, StringField
from wtforms.validators import Length, ValidationError

from lms import clock
from lms.db import db
from lms.forms import Form, trimmed
from lms.i18n import LANGUAGE_NAMES, chosen_time_zone, show_date
from lms.letters import name_key
from lms.search import queries
from lms.search.models import SearchDocument
from lms.search.narrowing import Chip, Narrowed, Talk
from lms.search.sources import Reader, kinds

LONGEST_NAME = 80
OF_POSTS = ("space", "topic", "tag", "answered")
"""What only the forum can tell."""


def _one_of_these(said: str) -> SelectField:
    return SelectField(said, [_known], validate_choice=False)


def _known(_form: Form, field: SelectField) -> None:
    """A wrong value stays where it was, so that its reader sees what was meant."""
    known = _said(field)
    if field.data and field.data not in known:
        field.choices = [*known.items(), (field.data, field.data)]
        raise ValidationError(
            _("“%(said)s” is not among these. Choose one of the list.", said=field.data[:60])
        )


class FilterForm(Form):
    """Where to look, in the address of the page; what is empty narrows nothing."""

    kind = _one_of_these(_l("Kind of page"))
    language = _one_of_these(_l("Written in"))
    by = StringField(
        _l("Written by"),
        [Length(max=LONGEST_NAME, message=_l("Shorten this to %(max)d characters."))],
        filters=[trimmed],
        render_kw={"autocomplete": "off", "maxlength": LONGEST_NAME},
    )
    since = StringField(_l("Written since"), filters=[trimmed], render_kw={"type": "date"})
    space = _one_of_these(_l("Space of the forum"))
    topic = _one_of_these(_l("Kind of topic"))
    tag = _one_of_these(_l("Tag"))
    answered = _one_of_these(_l("Answered"))

    def __init__(self, *args: Any, talk: Talk, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, meta={"csrf": False}, **kwargs)
        self._talk, self._reader = talk, reader
        self._authors: list[tuple[int, str]] = []
        self._day: date | None = None
        lists = {
            self.kind: [(name, str(kind.many)) for name, kind in kinds().items()],
            self.language: list(LANGUAGE_NAMES.items()),
            self.space: talk.spaces(),
            self.topic: talk.topics(),
            self.tag: talk.tags(),
            self.answered: [
                ("yes", _("Questions with an answer")),
                ("no", _("Questions without one")),
            ],
        }
        for field, choices in lists.items():
            field.choices = [("", _("All")), *choices]

    def validate_by(self, field: Field) -> None:
        """Those whose words the reader may read; nobody learns here who has an account."""
        key = name_key(field.data) if field.data else ""
        if key:
            rows = db.session.execute(queries.authors(key, self._reader))
            self._authors = [(row[0], row[1]) for row in rows]
        if field.data and not self._authors:
            raise ValidationError(
                _("You can read nothing by a “%(name)s”. Check how it is spelt.", name=field.data)
            )

    def validate_since(self, field: Field) -> None:
        if not field.data:
            return
        try:
            self._day = date.fromisoformat(field.data)
        except ValueError:
            raise ValidationError(
                _("“%(said)s” is no day. Write it as 2026-03-31.", said=field.data[:60])
            ) from None
        if self._day > clock.now().astimezone(ZoneInfo(chosen_time_zone())).date():
            raise ValidationError(_("This day has not come yet. Choose an earlier one."))

    @property
    def asked(self) -> dict[str, str]:
        return {field.name: str(field.data) for field in self if field.data}

    def narrowed(self) -> Narrowed:
        """Of a form that is right."""
        return Narrowed(self.asked, list(self._among()), list(self._chips()))

    def _among(self) -> Iterator[ColumnElement[bool]]:
        asked = self.asked
        if language := asked.get("language"):
            yield SearchDocument.language == language
        if self._authors:
            yield SearchDocument.author_id.in_([number for number, _name in self._authors])
        if self._day is not None:
            midnight = datetime.combine(
                self._day, datetime.min.time(), ZoneInfo(chosen_time_zone())
            )
            yield SearchDocument.written_at >= midnight.astimezone(UTC)
        if of_posts := {name: asked[name] for name in OF_POSTS if name in asked}:
            yield self._talk.posts(of_posts)

    def _chips(self) -> Iterator[Chip]:
        said = {field.name: _said(field).get(field.data, "") for field in self._lists()}
        said["by"] = ", ".join(dict.fromkeys(name for _number, name in self._authors))
        said["since"] = show_date(self._day) if self._day else ""
        for field in self:
            if field.data:
                yield Chip(field.name, field.label.text, said[field.name])

    def _lists(self) -> Iterator[SelectField]:
        return (field for field in self if isinstance(field, SelectField))


def _said(field: SelectField) -> dict[str, str]:
    """Its choices, by what the address says."""
    return {value: str(said) for value, said, *_rest in field.iter_choices()}
