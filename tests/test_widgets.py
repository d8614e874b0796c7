"""Controls drawn plainly are the ones that WTForms would draw."""

from flask import Flask
from markupsafe import Markup
from wtforms import FieldList, Form, FormField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from lms.widgets import attributes

NASTY = '"><script>'


class Row(Form):
    kind = SelectField(choices=[("", NASTY), (NASTY, "Firm"), ("bank", None)], default="bank")


class Letter(Form):
    title = StringField(validators=[InputRequired(), Length(max=9)], render_kw={"class": "wide"})
    body = TextAreaField(render_kw={"aria_label": NASTY})
    rows = FieldList(FormField(Row), min_entries=1)


def test_attributes_stand_by_name_with_their_values_escaped() -> None:
    assert attributes(value=NASTY, class_="a", aria_label="b", data_far_off=Markup('"')) == (
        'aria-label="b" class="a" data-far-off="&quot;" value="&#34;&gt;&lt;script&gt;"'
    )


def test_true_is_the_bare_name_and_false_is_left_out() -> None:
    assert attributes(required=True, disabled=False, rows=0, title=None) == (
        'required rows="0" title="None"'
    )


def test_a_form_is_drawn_as_wtforms_draws_it(app: Flask) -> None:
    del app
    form = Letter(data={"title": NASTY, "body": NASTY})
    assert form.title(readonly=True) == (
        '<input class="wide" id="title" maxlength="9" name="title" readonly required type="text" '
        'value="&#34;&gt;&lt;script&gt;">'
    )
    assert form.body(rows=3) == (
        '<textarea aria-label="&#34;&gt;&lt;script&gt;" id="body" name="body" rows="3">\r\n'
        "&#34;&gt;&lt;script&gt;</textarea>"
    )


def test_options_of_a_row_within_a_form_are_drawn_as_wtforms_draws_them(app: Flask) -> None:
    del app
    (row,) = Letter().rows.entries
    assert row.form.kind() == (
        '<select id="rows-0-kind" name="rows-0-kind">'
        '<option value="">&#34;&gt;&lt;script&gt;</option>'
        '<option value="&#34;&gt;&lt;script&gt;">Firm</option>'
        '<option selected value="bank">bank</option>'
        "</select>"
    )
