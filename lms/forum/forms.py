from typing import Any
from uuid import uuid4

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from lms.db import db
from lms.forms import Form, trimmed
from lms.forum.along import parts_of
from lms.forum.models import LONGEST, Kind, Post
from lms.forum.vocabulary import KINDS
from lms.i18n import LANGUAGE_NAMES
from lms.tags.forms import tags_field

TOO_LONG = _l("Shorten this to %(max)d characters.")


def body_field(label: str, rows: int) -> TextAreaField:
    return TextAreaField(
        label,
        [DataRequired(_l("Write something first.")), Length(max=LONGEST["body"], message=TOO_LONG)],
        filters=[trimmed],
        render_kw={"maxlength": LONGEST["body"], "rows": rows},
    )


def title_field() -> StringField:
    return StringField(
        _l("Title"),
        [
            DataRequired(_l("Say in a few words what it is about: others choose by the title.")),
            Length(max=LONGEST["title"], message=TOO_LONG),
        ],
        filters=[trimmed],
        render_kw={"autocomplete": "off", "maxlength": LONGEST["title"]},
    )


class WritingForm(Form):
    """A post, and what comes along with it. `key` tells a form sent twice from a second one."""

    key = HiddenField()

    def __init__(self, *args: Any, post: Post | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key.data = self.key.data or str(post.key if post else uuid4())
        self.along = parts_of(self.key, post)

    def accepted(self) -> bool:
        """Whatever is refused, the rest is taken."""
        taken = [part.accepted() for part in self.along]
        right = super().accepted() and all(taken)
        if not right:
            self.wait()
        return right

    def wait(self) -> None:
        """It is shown again: what came along is safe, whatever else of this request is undone."""
        for part in self.along:
            part.wait()
        db.session.commit()

    @property
    def faults(self) -> list[tuple[str, str]]:
        """Of what comes along."""
        return [fault for part in self.along for fault in part.faults()]


class PostForm(WritingForm):
    """A contribution to a topic."""

    reply_to = HiddenField()
    body = body_field(_l("Your contribution"), 6)
    language = SelectField(_l("Language of this text"), choices=list(LANGUAGE_NAMES.items()))


class TopicForm(WritingForm):
    """A topic with its first post; a decision has a form of its own (`lms.decisions`)."""

    kind = RadioField(_l("What is it?"), [InputRequired(_l("Choose what it is."))])
    title = title_field()
    body = body_field(_l("Text"), 10)
    language = SelectField(_l("Language of this text"), choices=list(LANGUAGE_NAMES.items()))
    tags = tags_field(validate_choice=False)  # what is none is left out

    def __init__(self, *args: Any, announces: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        closed = {Kind.DECISION} if announces else {Kind.DECISION, Kind.ANNOUNCEMENT}
        kinds = [kind for kind in KINDS if kind not in closed]
        self.kind.choices = [(kind.value, KINDS[kind]) for kind in kinds]


class RevisionForm(WritingForm):
    body = body_field(_l("Your contribution"), 8)


class RemovalForm(Form):
    """Why a post is removed; everybody reads it in its place."""

    reason = StringField(
        _l("Reason"),
        [
            DataRequired(_l("Give a reason: it stands in the place of the post.")),
            Length(max=LONGEST["reason"], message=TOO_LONG),
        ],
        filters=[trimmed],
        render_kw={"autocomplete": "off", "maxlength": LONGEST["reason"]},
    )
