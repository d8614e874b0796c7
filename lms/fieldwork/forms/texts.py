from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import Length

from lms.forms import trimmed


def text(label: str, most: int, **render: Any) -> TextAreaField:
    limit = Length(max=most, message=_l("Shorten this to %(max)d characters."))
    return TextAreaField(
        label, [limit], filters=[trimmed], render_kw={"maxlength": most, "rows": 3, **render}
    )
