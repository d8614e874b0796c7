from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import InputRequired

from lms.forms import Form
from lms.notifications.models import Category, How
from lms.notifications.vocabulary import CATEGORIES, HOWS, NOTES


def _ways(category: Category) -> RadioField:
    """Reminders of one's own work are made once a day, so they never come at once."""
    return RadioField(
        CATEGORIES[category],
        [InputRequired(_l("Choose one."))],
        description=NOTES[category],
        choices=[
            (how.value, name)
            for how, name in HOWS.items()
            if how is not How.AT_ONCE or category is not Category.WORK
        ],
    )


class NotificationsForm(Form):
    messages = _ways(Category.MESSAGES)
    dates = _ways(Category.DATES)
    work = _ways(Category.WORK)
    others = _ways(Category.OTHERS)

    def chosen(self) -> dict[Category, How]:
        return {category: How(self[category.value].data) for category in Category}

    @classmethod
    def showing(cls, ways: dict[Category, How]) -> Any:
        return cls(**{category.value: how.value for category, how in ways.items()})
