from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    Field,
    FileField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    Regexp,
    ValidationError,
)

from lms.accounts.models import User
from lms.awaited.forms import SendForm
from lms.forms import Form, text, trimmed
from lms.i18n import LANGUAGE_NAMES, language_called, show_date
from lms.programmes.models import Programme, Slot
from lms.projects.models import Project
from lms.study_visits.actions import Allowed, Description
from lms.study_visits.models import (
    LONGEST,
    LONGEST_NOTE,
    LONGEST_OF_CONSENT,
    LONGEST_OF_OBSERVATION,
    LONGEST_OF_QUESTION,
    MOST_MINUTES,
    StudyVisit,
    VisitQuestion,
)
from lms.study_visits.observing import Words
from lms.study_visits.vocabulary import HOST_KINDS, INTERPRETED

TOO_LONG = _l("Shorten this to %(max)d characters.")


def _line(label: str, most: int, *missing: DataRequired) -> StringField:
    return StringField(
        label,
        [*missing, Length(max=most, message=TOO_LONG)],
        filters=[trimmed],
        render_kw={"autocomplete": "off", "maxlength": most}
        | ({} if missing else {"optional": True}),
    )


class VisitForm(Form):
    """The hours are those of a slot of the agenda."""

    slot_id = SelectField(_l("When"), [InputRequired(_l("Choose a part of the agenda."))])
    host = _line(
        _l("Who receives you"), LONGEST["host"], DataRequired(_l("Write the name of the host."))
    )
    host_kind = RadioField(
        _l("What the host is"),
        [InputRequired(_l("Choose one."))],
        choices=[(kind.value, name) for kind, name in HOST_KINDS.items()],
    )
    project_id = SelectField(_l("Cluster or network it belongs to"), render_kw={"optional": True})
    brief = text(_l("What there is to see, and why you go there"), LONGEST["brief"], rows=6)
    meeting_point = _line(_l("Where you meet"), LONGEST["meeting_point"])
    travel_minutes = IntegerField(
        _l("Minutes on the way"),
        [
            Optional(),
            NumberRange(0, MOST_MINUTES, _l("Write a number from %(min)s to %(max)s.")),
        ],
        render_kw={"min": 0, "max": MOST_MINUTES, "inputmode": "numeric", "optional": True},
    )
    interpreters = SelectMultipleField(_l("Interpreters speak"), render_kw={"optional": True})
    contact = _line(_l("Contact at the host"), LONGEST["contact"])

    def __init__(
        self,
        *args: Any,
        programme: Programme,
        slots: Iterable[Slot],
        projects: Iterable[Project],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.slot_id.choices = [
            ("", _("Choose one")),
            *((str(slot.id), _called(slot, programme)) for slot in slots),
        ]
        self.project_id.choices = [
            ("", _("None of these")),
            *((str(row.id), f"{row.name}, {row.place}") for row in projects),
        ]
        self.interpreters.choices = [(code, language_called(code)) for code in INTERPRETED]

    def description(self) -> Description:
        same = ("host", "host_kind", "contact", "meeting_point", "brief")
        return Description(
            **{name: self[name].data for name in same},
            slot_id=int(self.slot_id.data),
            project_id=int(self.project_id.data) if self.project_id.data else None,
            travel_minutes=self.travel_minutes.data,
            interpreters=self.interpreters.data or [],
        )

    @staticmethod
    def said(visit: StudyVisit) -> dict[str, Any]:
        """What stands in the form of one that exists."""
        same = ("host", "host_kind", "contact", "meeting_point", "brief")
        return {name: getattr(visit, name) for name in (*same, "travel_minutes")} | {
            "slot_id": str(visit.slot_id),
            "project_id": str(visit.project_id or ""),
            "interpreters": visit.interpreters,
        }


def _called(slot: Slot, programme: Programme) -> str:
    here = slot.starts_at.astimezone(programme.zone)
    return f"{show_date(here.date(), 'day')}, {here:%H:%M} · {slot.title}"


class ConsentForm(Form):
    """Each thing is asked for by itself; none is taken for granted."""

    named = BooleanField(_l("Its name may be told"))
    photos = BooleanField(_l("Photos may be taken and shown"))
    figures = BooleanField(_l("Its figures may be told"))
    publish_from = DateField(
        _l("From which day on may it be told outside the programme?"),
        [Optional()],
        render_kw={"optional": True},
    )
    given_by = _line(
        _l("Who at the host said so"),
        LONGEST_OF_CONSENT["given_by"],
        DataRequired(_l("Write who allowed it: a consent is somebody’s.")),
    )

    def allowed(self) -> Allowed:
        return Allowed(
            photos=self.photos.data,
            named=self.named.data,
            figures=self.figures.data,
            publish_from=self.publish_from.data,
            given_by=self.given_by.data or "",
        )


class QuestionForm(Form):
    """`key` tells a form sent twice from a second one."""

    key = HiddenField()
    text = text(_l("Your question to the host"), LONGEST_OF_QUESTION["text"], rows=3)
    language = SelectField(_l("Language"), choices=list(LANGUAGE_NAMES.items()))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key.data = self.key.data or str(uuid4())

    def validate_text(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Write your question, in your own language."))


class AnswerForm(Form):
    answer = text(_l("What the host answered"), LONGEST_OF_QUESTION["answer"], rows=6)
    language = SelectField(_l("Language"), choices=list(LANGUAGE_NAMES.items()))

    def validate_answer(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Write the answer as you understood it."))


class ObservationForm(Form):
    """For oneself; who leads may enter one for somebody else, from paper."""

    author_id = SelectField(_l("Whose observation is it?"), coerce=int)
    question_id = SelectField(_l("About which question?"), render_kw={"optional": True})
    seen = text(_l("What I saw"), LONGEST_OF_OBSERVATION["seen"], rows=4)
    heard = text(_l("What I heard"), LONGEST_OF_OBSERVATION["heard"], rows=4)
    doubt = text(_l("What I doubt"), LONGEST_OF_OBSERVATION["doubt"], rows=3)
    language = SelectField(_l("Language"), choices=list(LANGUAGE_NAMES.items()))

    def __init__(
        self,
        *args: Any,
        me: User,
        others: Iterable[User],
        questions: Iterable[VisitQuestion],
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("author_id", me.id)
        super().__init__(*args, **kwargs)
        names = ((row.id, row.name) for row in others if row.id != me.id)
        self.author_id.choices = [(me.id, _("Mine")), *names]
        asked = ((str(row.id), row.text) for row in questions)
        self.question_id.choices = [("", _("None in particular")), *asked]

    def validate_seen(self, field: Field) -> None:
        if not (field.data or self.heard.data or self.doubt.data):
            raise ValidationError(_("Write what you saw, heard or doubt: one of them is enough."))

    def words(self) -> Words:
        return Words(
            question_id=int(self.question_id.data) if self.question_id.data else None,
            **{name: self[name].data or "" for name in ("language", "seen", "heard", "doubt")},
        )


class PhotoForm(SendForm):
    """One photo of what was seen."""

    file = FileField(
        _l("Photo"),
        [InputRequired(_l("Choose a file."))],
        render_kw={"accept": "image/jpeg,image/png,image/webp"},
    )


class DayNoteForm(Form):
    """`base` is the version that the writer had before them."""

    base = HiddenField(default="0", validators=[Regexp("^[0-9]{1,9}$")])
    body = text(_l("What the day brought"), LONGEST_NOTE, rows=14)

    def validate_body(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Write a few sentences."))


class RapporteursForm(Form):
    people = SelectMultipleField(
        _l("Who writes the notes of this day?"), coerce=int, render_kw={"optional": True}
    )

    def __init__(self, *args: Any, everybody: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people.choices = [(row.id, row.name) for row in everybody]


class AnswersForm(Form):
    """Either the file that a day's file gave out, or the same as text."""

    file = FileField(_l("The file that you kept"), render_kw={"accept": ".json", "optional": True})
    text = TextAreaField(_l("The text"), render_kw={"rows": 4, "spellcheck": "false"})

    @property
    def raw(self) -> str:
        if self.file.data:
            return str(self.file.data.stream.read().decode(errors="replace"))
        return self.text.data or ""

    def validate_text(self, field: Field) -> None:
        if not (field.data or self.file.data):
            raise ValidationError(_("Choose the file, or paste the text."))
