from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from lms.forms import Form, trimmed
from lms.forum.forms import TOO_LONG
from lms.translations.models import LONGEST

_SAY_IT = _l("Write the translation first.")


class TranslationForm(Form):
    """`source` and `seen` say what the page showed of the post and of the translation there is."""

    source = HiddenField()
    seen = HiddenField()
    body = TextAreaField(
        _l("Translation"),
        [DataRequired(_SAY_IT), Length(max=LONGEST["body"], message=TOO_LONG)],
        filters=[trimmed],
        render_kw={"maxlength": LONGEST["body"], "rows": 12},
    )


class FirstPostForm(TranslationForm):
    """The first post brings the title of its topic with it."""

    title = StringField(
        _l("Title of the topic"),
        [DataRequired(_SAY_IT), Length(max=LONGEST["title"], message=TOO_LONG)],
        filters=[trimmed],
        render_kw={"autocomplete": "off", "maxlength": LONGEST["title"]},
    )
