from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage
from wtforms import (
    DateField,
    Field,
    FileField,
    HiddenField,
    IntegerField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError

from lms.content.exchange import Trouble, UnreadableError, decoded
from lms.editions.forms import FIRST_YEAR, LAST_YEAR
from lms.forms import Form, trimmed
from lms.question_sets.models import LONGEST_TEXT, LONGEST_TITLE
from lms.question_sets.reading import in_words

PERCENT = _l("Write a whole number from 1 to 100.")


class PercentField(IntegerField):
    """Letters are answered like a number that is out of range."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        try:
            super().process_formdata(list(valuelist))
        except ValueError as error:
            raise ValueError(PERCENT) from error


class SetForm(Form):
    """What a quiz is called and when it is passed. `seen` is the version the page showed."""

    title = StringField(
        _l("Name of the quiz"),
        [
            DataRequired(_l("Write a name, such as “After the visit to the tannery”.")),
            Length(max=LONGEST_TITLE, message=_l("Shorten the name to %(max)d characters.")),
        ],
        filters=[trimmed],
        render_kw={"autocomplete": "off"},
    )
    pass_percent = PercentField(
        _l("Right answers needed to pass"),
        [InputRequired(PERCENT), NumberRange(1, 100, PERCENT)],
        default=70,
        render_kw={"inputmode": "numeric", "min": 1, "max": 100},
    )
    seen = HiddenField()


class FileForm(Form):
    """Questions from a file or pasted. Once accepted, `source` is their text."""

    file = FileField(_l("A file"), render_kw={"accept": ".txt,.gift,.xml", "optional": True})
    text = TextAreaField(
        _l("Or paste the questions here"),
        filters=[trimmed],
        render_kw={"rows": 12, "optional": True, "spellcheck": "false", "class": "code"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source, self.encoding, self.name = "", "", ""

    def validate_file(self, field: Field) -> None:
        """Read it; a file wins over what is pasted beside it."""
        sent = field.data
        if not isinstance(sent, FileStorage) or not sent.filename:
            return
        raw = sent.stream.read(LONGEST_TEXT + 1)
        if len(raw) > LONGEST_TEXT:
            raise ValidationError(
                _("The file is larger than %(most)s KB. Split it.", most=LONGEST_TEXT // 1024)
            )
        try:
            self.source, self.encoding = decoded(raw)
        except UnreadableError as error:
            raise ValidationError(in_words(error)) from error
        if not self.source.strip():
            raise ValidationError(in_words(UnreadableError(Trouble.EMPTY)))
        self.name = sent.filename

    def validate_text(self, field: Field) -> None:
        if self.file.errors or self.source:
            return
        if not field.data:
            raise ValidationError(_("Choose a file, or paste the questions here."))
        if len(field.data) > LONGEST_TEXT:
            raise ValidationError(_("Shorten this to %(most)s characters.", most=LONGEST_TEXT))
        self.source = field.data


class PublicationForm(Form):
    """From which day on trainees can take it."""

    opens_on = DateField(_l("Open from"), [InputRequired(_l("Choose the day."))])

    def validate_opens_on(self, field: Field) -> None:
        if isinstance(field.data, date) and not FIRST_YEAR <= field.data.year <= LAST_YEAR:
            raise ValidationError(_("Check the year: it is far from today."))
