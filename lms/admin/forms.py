"""A form that holds every kind of field, for the page that shows the parts."""

from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    FileField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import DataRequired, Email, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from lms.forms import Form


class SampleForm(Form):
    title = StringField(
        "Title of the entry",
        [DataRequired("Write a title."), Length(max=120)],
        description="What you would say on the phone: “Visit to the washing yard”.",
    )
    email = EmailField(
        "E-mail address of the contact",
        [Optional(), Email("That is not an e-mail address. It looks like ana@example.org.")],
    )
    password = PasswordField(
        "Password", [DataRequired()], render_kw={"autocomplete": "current-password"}
    )
    day = DateField("Day", [DataRequired()])
    at = TimeField("Started at", [Optional()])
    minutes = IntegerField(
        "How long",
        [DataRequired("Write the minutes as a whole number, such as 90.")],
        description="In minutes.",
    )
    step = SelectField(
        "Step", [DataRequired()], choices=[("", "Choose a step"), ("d", "Diagnosis")]
    )
    place = RadioField(
        "Where it happened",
        [DataRequired("Choose one.")],
        choices=[("y", "In a workshop or yard"), ("o", "In an office"), ("p", "On the phone")],
    )
    competencies = SelectMultipleField(
        "Competencies you used",
        choices=[("k1", "Reading a cluster"), ("r1", "Winning trust")],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    text = TextAreaField(
        "What happened",
        [DataRequired(), Length(max=1200)],
        description="Facts first. What did you see, who said what?",
        render_kw={"rows": 6},
    )
    photo = FileField("Photo", description="Ask before you take it. 1 MB at most.")
    consent = BooleanField("The people in the photo agreed to it", [DataRequired("Tick this.")])
    decision = RadioField(
        "What do you do?",
        [DataRequired()],
        choices=[
            ("a", "Call all owners to one meeting at the chamber."),
            ("b", "Visit each owner alone first, and say nothing of cooperation for a month."),
        ],
    )
