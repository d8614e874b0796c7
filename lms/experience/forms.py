from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import uuid4

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
)
from wtforms.validators import InputRequired, Length, ValidationError

from lms.content.framework import Framework, Term
from lms.experience.actions import Word, Written
from lms.experience.models import LONGEST, LONGEST_CHANGE, NEEDED, PARTS, NoteText, Use
from lms.experience.vocabulary import PART_NAMES, USES
from lms.forms import Form, text, trimmed
from lms.i18n import LANGUAGE_NAMES, countries, language
from lms.programmes.models import Programme
from lms.projects.models import Project

MEMBERS, PUBLIC = "members", "public"
ROWS = {"action": 7, "result": 5, "transfer": 5}


def _part(name: str) -> Field:
    return text(PART_NAMES[name], LONGEST[name], rows=ROWS.get(name, 4))


class NoteForm(Form):
    """One form for a draft, which may lack anything, and for what is published."""

    key = HiddenField()
    title = StringField(
        _l("The experience in one sentence"),
        [Length(max=LONGEST["title"], message=_l("Shorten this to %(max)d characters."))],
        filters=[trimmed],
        render_kw={"autocomplete": "off", "maxlength": LONGEST["title"]},
    )
    project_id = SelectField(_l("Cluster or network"))
    country = SelectField(_l("Country"))
    language = SelectField(_l("Language of this note"), choices=list(LANGUAGE_NAMES.items()))
    step = SelectField(_l("Step of the process"), render_kw={"optional": True})
    factor = SelectField(_l("Crucial factor"), render_kw={"optional": True})
    programme_id = SelectField(_l("Joint learning programme"), render_kw={"optional": True})
    context = _part("context")
    problem = _part("problem")
    action = _part("action")
    result = _part("result")
    cost = _part("cost")
    lesson = _part("lesson")
    transfer = _part("transfer")
    visibility = RadioField(
        _l("Who may read it?"),
        choices=[(MEMBERS, _l("Members")), (PUBLIC, _l("Everybody, also without an account"))],
        default=MEMBERS,
    )
    consent = BooleanField(
        _l("Whoever is named or can be recognised has agreed to what stands here.")
    )
    act = HiddenField(default="keep")

    def __init__(
        self,
        *args: Any,
        framework: Framework,
        projects: Iterable[Project],
        programmes: Iterable[Programme],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.key.data = self.key.data or str(uuid4())
        self.project_id.choices = [("", _("None of these")), *map(_named, projects)]
        self.programme_id.choices = [("", _("None")), *((str(p.id), p.name) for p in programmes)]
        self.country.choices = [("", _("Choose a country")), *countries()]
        self.step.choices = [("", _("None in particular")), *terms_of(framework.steps)]
        self.factor.choices = [("", _("None in particular")), *terms_of(framework.factors)]

    @property
    def publishes(self) -> bool:
        return bool(self.act.data == "publish")

    def validate_consent(self, field: Field) -> None:
        if self.publishes and not field.data:
            raise ValidationError(_("Ask them first; until then keep it as a draft."))

    def validate_country(self, field: Field) -> None:
        if self.publishes and not field.data:
            raise ValidationError(_("Choose the country."))

    def validate_act(self, field: Field) -> None:
        """What others need, when it is to be published."""
        del field
        for name in NEEDED:
            if self.publishes and not self[name].data:
                self[name].errors = [_("Others need this to judge whether to try it.")]

    def accepted(self) -> bool:
        return super().accepted() and not any(self[name].errors for name in NEEDED)

    def written(self) -> Written:
        plain = ("title", *PARTS, "step", "factor", "country", "language", "consent")
        return Written(
            **{name: self[name].data for name in plain},
            project_id=_number(self.project_id),
            programme_id=_number(self.programme_id),
            public=self.visibility.data == PUBLIC,
        )

    @staticmethod
    def said(row: NoteText) -> dict[str, Any]:
        """What stands in the form of a note that exists. Consent is asked anew for each text."""
        plain = ("title", *PARTS, "step", "factor", "country", "language")
        return {name: getattr(row, name) for name in plain} | {
            "project_id": str(row.project_id or ""),
            "programme_id": str(row.programme_id or ""),
            "visibility": PUBLIC if row.public else MEMBERS,
        }


class ReuseForm(Form):
    """What a project did with a note."""

    key = HiddenField()
    project_id = SelectField(
        _l("For which cluster or network do you speak?"), [InputRequired(_l("Choose one."))]
    )
    state = RadioField(
        _l("How far is it?"), [InputRequired(_l("Choose one."))], choices=list(USES.items())
    )
    since = DateField(_l("Since when?"), [InputRequired(_l("Choose a day."))])
    what_changed = text(
        _l("What you changed, or why it did not work"),
        LONGEST_CHANGE,
        rows=5,
    )

    def __init__(self, *args: Any, projects: Iterable[Project], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.key.data = self.key.data or str(uuid4())
        self.project_id.choices = [("", _("Choose one")), *map(_named, projects)]

    def validate_since(self, field: Field) -> None:
        if field.data > self.today:
            raise ValidationError(_("Choose a day that is not in the future."))

    def validate_what_changed(self, field: Field) -> None:
        if self.state.data in {Use.ADAPTED, Use.DID_NOT_WORK} and not field.data:
            raise ValidationError(_("A few words: this is what others learn most from."))

    def word(self) -> Word:
        return Word(
            project_id=int(self.project_id.data),
            state=Use(self.state.data),
            what_changed=self.what_changed.data or "",
            since=self.since.data or self.today,
        )


def _number(field: Field) -> int | None:
    return int(field.data) if field.data else None


def _named(project: Project) -> tuple[str, str]:
    return str(project.id), f"{project.name}, {project.place}"


def terms_of(terms: Iterable[Term]) -> list[tuple[str, str]]:
    """Words of the framework as choices, in the order of the work."""
    return [(term.id, term.title.get(language())) for term in terms]
