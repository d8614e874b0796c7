from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField
from wtforms.validators import ValidationError

from lms.forms import Form, text
from lms.i18n import LANGUAGE_NAMES
from lms.initiatives.forms import KeyedForm
from lms.introductions.models import LONGEST


class AskForm(KeyedForm):
    text = text(_l("What do you want to learn from them?"), LONGEST["text"], rows=5)
    language = SelectField(_l("Language of this text"), choices=list(LANGUAGE_NAMES.items()))

    def validate_text(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Write something first."))


class AnswerForm(Form):
    word = text(_l("A word to it"), LONGEST["word"], rows=3, optional=True)
