"""The base of every form: a token against forged requests, words in the reader's language."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from flask import Flask, before_render_template, flash, g, has_request_context, request
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm  # noqa: TID251  # this module wraps it
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf  # noqa: TID251
from werkzeug.datastructures import MultiDict
from wtforms import EmailField, Field, StringField, TextAreaField
from wtforms.validators import DataRequired, Email, Length, ValidationError

from lms import widgets
from lms.letters import in_one_line, printed

__all__ = [
    "CSRFError",
    "Form",
    "drafts_done",
    "email_of_another",
    "form_token",
    "in_a_sentence",
    "init_app",
    "text",
    "trimmed",
    "typed_before",
    "typed_before_by",
    "when_done",
    "without_form_token",
]

Typed = MultiDict[str, str]

SHORTEST_REASON: Final = 20  # characters; shorter says nothing that others could decide on

csrf = CSRFProtect()
View = TypeVar("View", bound=Callable[..., Any])


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # the same
        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            """No browser sends the end of a line in a field of one line; others may."""
            if unbound_field.field_class is StringField:
                filters = unbound_field.kwargs.get("filters", ())
                options = {**options, "filters": (*filters, _in_one_line)}
            return super().bind_field(form, unbound_field, options)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("meta", {}).setdefault("locales", [str(get_locale() or "en")])
        super().__init__(*args, **kwargs)
        if has_request_context():
            g.setdefault("forms", []).append(self)

    def accepted(self) -> bool:
        """Sent, and every field right; otherwise the fields carry their sentences."""
        return bool(self.validate_on_submit())


def trimmed(value: str | None) -> str:
    """A filter for text fields: what was typed, without spaces around it and without control signs.

    A browser sends the end of a line as two characters and counts it as one against `maxlength`.
    """
    return printed(value or "").strip()


def _in_one_line(value: str | None) -> str | None:
    return in_one_line(value) if value else value


def text(label: str, most: int, **render: Any) -> TextAreaField:
    """A field for a text of so many characters at most."""
    limit = Length(max=most, message=_l("Shorten this to %(max)d characters."))
    return TextAreaField(
        label, [limit], filters=[trimmed], render_kw={"maxlength": most, "rows": 3, **render}
    )


def email_of_another() -> EmailField:
    """A field for the address of somebody who does not type it themselves."""
    return EmailField(
        _l("E-mail address"),
        [
            DataRequired(_l("Write an e-mail address.")),
            Email(_l("That is not an e-mail address. It looks like ana@example.org.")),
            Length(max=254),
        ],
        filters=[trimmed],
        render_kw={"autocomplete": "off"},
    )


def in_a_sentence(field: Field) -> None:
    """Refuses a reason that is a mere word."""
    if len(field.data or "") < SHORTEST_REASON:
        raise ValidationError(_("Say it in a sentence."))


def without_form_token(view: View) -> View:
    """For an address whose own secret allows the act, and that other programs post to."""
    csrf.exempt(view)
    return view


def drafts_done(key: str) -> None:
    """What was typed under this key has arrived: device and server may drop their copies."""
    flash(key, "draft")
    for forget in _done:
        forget(key)


def when_done(forget: Callable[[str], object]) -> None:
    """Whoever keeps drafts learns here that one has arrived."""
    _done[:] = [forget]


def typed_before_by(find: Callable[[], Typed | None]) -> None:
    """Accounts tells here how to find what a reader typed before their session ended."""
    _typed[:] = [find]


def typed_before() -> Typed | None:
    """What the reader of this page typed in it and could not send; looked up once a request."""
    if request.method != "GET" or "plain_page" in g or not _typed:
        return None
    if "typed_before" not in g:
        g.typed_before = _typed[0]()
    typed: Typed | None = g.typed_before
    return typed


def _give_back(*_: object, **__: object) -> None:
    """Before a page is shown, its form holds what was typed, whatever the view put there."""
    forms = g.pop("forms", []) if has_request_context() else []
    if forms and (typed := typed_before()):
        fits = max(forms, key=lambda form: len(typed.keys() & form._fields.keys()))
        fits.process(typed)


_done: list[Callable[[str], object]] = []
_typed: list[Callable[[], Typed | None]] = []


def form_token() -> str:
    """What a change must carry. A page holds it many times, and it is made once a request."""
    return g.get("csrf_token") or str(generate_csrf())


def init_app(app: Flask) -> None:
    widgets.draw_plainly()
    before_render_template.connect(_give_back, app)
    app.jinja_env.globals["typed_before"] = typed_before
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # as long as the session: a slow writer is no forger
    app.config["WTF_I18N_ENABLED"] = False  # WTForms' own catalogues, chosen by the form above
    app.config["WTF_CSRF_SSL_STRICT"] = False  # lms.headers looks at the origin, on every scheme
    csrf.init_app(app)
    app.jinja_env.globals["csrf_token"] = form_token
