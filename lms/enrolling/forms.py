from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage
from wtforms import Field, FileField, HiddenField, TextAreaField
from wtforms.validators import ValidationError

from lms.content.exchange import UnreadableError, decoded
from lms.enrolling.sheets import Entry, UnreadableListError, read_list
from lms.forms import Form

MOST_BYTES = 64 * 1024
MOST_PEOPLE = 300


class ListForm(Form):
    """People from a file or pasted. Once accepted, `source` is the text and `entries` its lines.

    `shown` says what a page showed of it, when it comes back to be done.
    """

    file = FileField(_l("A file"), render_kw={"accept": ".csv,.txt,.tsv", "optional": True})
    text = TextAreaField(
        _l("Or paste the list here"),
        render_kw={"rows": 8, "optional": True, "spellcheck": "false", "class": "code"},
    )
    shown = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source = ""
        self.entries: list[Entry] = []

    def validate_file(self, field: Field) -> None:
        """Read it; a file wins over what is pasted beside it."""
        sent = field.data
        if not isinstance(sent, FileStorage) or not sent.filename:
            return
        raw = sent.stream.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            raise ValidationError(
                _("The file is larger than %(most)s KB. Split it.", most=MOST_BYTES // 1024)
            )
        try:
            self.source, _encoding = decoded(raw)
        except UnreadableError as error:
            raise ValidationError(
                _("That is no list in text form. Save it as CSV in your spreadsheet.")
            ) from error
        self.entries = _entries(self.source)

    def validate_text(self, field: Field) -> None:
        if self.file.errors or self.source:
            return
        text = field.data or ""
        if not text.strip():
            raise ValidationError(_("Choose a file, or paste the list here."))
        if len(text) > MOST_BYTES:
            raise ValidationError(_("Shorten this to %(most)s characters.", most=MOST_BYTES))
        self.source = text
        self.entries = _entries(text)


def _entries(text: str) -> list[Entry]:
    try:
        found = read_list(text)
    except UnreadableListError as error:
        raise ValidationError(_("There is nobody in this list.")) from error
    if not found:
        raise ValidationError(_("There is nobody in this list."))
    if len(found) > MOST_PEOPLE:
        raise ValidationError(
            _("The list has more than %(most)s lines. Split it.", most=MOST_PEOPLE)
        )
    return found
