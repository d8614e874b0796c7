from typing import Any
from uuid import uuid4

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, SelectField
from wtforms.validators import ValidationError

from lms.forms import Form, text
from lms.i18n import LANGUAGE_NAMES
from lms.note_comments.models import LONGEST


class CommentForm(Form):
    """`number` is the text of the note that its writer had before them."""

    key = HiddenField()
    number = HiddenField()
    body = text(_l("Your comment"), LONGEST["body"], rows=5)
    language = SelectField(_l("Language of this text"), choices=list(LANGUAGE_NAMES.items()))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key.data = self.key.data or str(uuid4())

    def validate_body(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Write something first."))


class AnswerForm(CommentForm):
    body = text(_l("Your answer"), LONGEST["body"], rows=5)
