from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired

from lms.appeals.models import LONGEST_REASON
from lms.content.rubric import Criterion
from lms.forms import Form, in_a_sentence, text
from lms.grading.vocabulary import LEVEL_NAMES
from lms.i18n import language


class AskForm(Form):
    about = SelectField(
        _l("What it is about"), [DataRequired(_l("Choose the week and the criterion."))]
    )
    reason = text(_l("Your reason"), LONGEST_REASON, optional=0, rows=4)

    def validate_reason(self, field: Field) -> None:
        in_a_sentence(field)


class EscalationForm(Form):
    reason = text(_l("Your reason"), LONGEST_REASON, optional=0, rows=4)

    def validate_reason(self, field: Field) -> None:
        in_a_sentence(field)


class AnswerForm(EscalationForm):
    level = RadioField(
        _l("Level from now on"),
        [InputRequired(_l("Choose a level."))],
        choices=[(str(number), name) for number, name in LEVEL_NAMES.items()],
    )

    def describe(self, criterion: Criterion) -> None:
        """What each level asks, so that the answer stands on the rubric."""
        said = {number: row.get(language()) for number, row in criterion.levels.items()}
        self.level.choices = [
            (str(number), f"{number} {name}. {said[number]}")
            for number, name in LEVEL_NAMES.items()
        ]
