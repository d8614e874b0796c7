from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField
from wtforms.validators import Regexp

from lms.content.rubric import Rubric
from lms.forms import Form, in_a_sentence, text, typed_before
from lms.grading.models import LONGEST_COMMENT
from lms.grading.sheet import levels_in
from lms.second_marks.actions import Said
from lms.second_marks.models import LONGEST_REASON, Opinion


class ReasonForm(Form):
    reason = text(_l("Your reason"), LONGEST_REASON, optional=0, rows=3)

    def validate_reason(self, field: Field) -> None:
        in_a_sentence(field)


class LevelsForm(ReasonForm):
    """A level for each criterion, the comment that the trainee reads, and why it is so."""

    comment = text(_l("Comment that the trainee reads"), LONGEST_COMMENT, optional=0, rows=4)

    def __init__(self, rubric: Rubric, begun: Opinion | None = None, **more: Any) -> None:
        super().__init__(**({"formdata": None, "comment": begun.comment} if begun else {}), **more)
        self.rubric = rubric
        sent = typed_before() if begun else request.form
        given = levels_in(sent or {}) or (begun.levels if begun else {})
        self.levels = {row.id: given[row.id] for row in rubric.criteria if row.id in given}
        self.missing: dict[str, str] = {}

    def validate_comment(self, field: Field) -> None:
        in_a_sentence(field)

    def accepted(self) -> bool:
        rows = self.rubric.criteria
        self.missing = {row.id: _("Choose a level.") for row in rows if row.id not in self.levels}
        return super().accepted() and not self.missing

    @property
    def said(self) -> Said:
        return Said(self.levels, self.comment.data or "", self.reason.data or "")


class AgreementForm(Form):
    seen = HiddenField(default="0", validators=[Regexp("^[0-9]{1,4}$")])
