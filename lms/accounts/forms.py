from functools import cache
from typing import Any
from zoneinfo import available_timezones

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, PasswordField, SelectField, StringField
from wtforms.validators import DataRequired, Email, Length, ValidationError

from lms.accounts import actions, passwords, queries
from lms.accounts.models import User
from lms.db import db
from lms.forms import Form, email_of_another, trimmed
from lms.i18n import LANGUAGE_NAMES, countries


class SignInForm(Form):
    email = EmailField(
        _l("E-mail address"),
        [DataRequired(_l("Write your e-mail address."))],
        filters=[trimmed],
        render_kw={"autocomplete": "username", "autofocus": True},
    )
    password = PasswordField(
        _l("Password"),
        [DataRequired(_l("Write your password."))],
        render_kw={"autocomplete": "current-password"},
    )
    remember = BooleanField(_l("Keep me signed in on this device"))


class CodeForm(Form):
    code = StringField(
        _l("Code"),
        [DataRequired(_l("Type the code.")), Length(max=20, message=_l("A code is shorter."))],
        filters=[trimmed],
        render_kw={"autocomplete": "one-time-code", "autofocus": True, "size": 12},
    )


class ForgottenForm(Form):
    email = EmailField(
        _l("E-mail address"),
        [
            DataRequired(_l("Write your e-mail address.")),
            Email(_l("That is not an e-mail address. It looks like ana@example.org.")),
        ],
        filters=[trimmed],
        render_kw={"autocomplete": "username"},
    )


class NewPasswordForm(Form):
    """`context` are words of the person a password must not be made of."""

    new_password = PasswordField(
        _l("New password"),
        [DataRequired(_l("Write a password."))],
        render_kw={"autocomplete": "new-password"},
    )

    def __init__(self, *args: Any, context: tuple[str, ...] = (), **kwargs: Any) -> None:
        self.context = context
        super().__init__(*args, **kwargs)

    def validate_new_password(self, field: PasswordField) -> None:
        password = field.data or ""
        if len(password) < passwords.SHORTEST:
            missing = passwords.SHORTEST - len(password)
            raise ValidationError(
                _(
                    "Use %(most)s characters or more; %(missing)s are missing. "
                    "Four ordinary words in a row are a good password.",
                    most=passwords.SHORTEST,
                    missing=missing,
                )
            )
        if len(password) > passwords.LONGEST:
            raise ValidationError(_("Use %(most)s characters at most.", most=passwords.LONGEST))
        if passwords.is_common(password, context=self.context):
            raise ValidationError(
                _("That password is easy to guess. Use words that others would not think of.")
            )


class WelcomeForm(NewPasswordForm):
    """The address is asked of the first administrator only; everybody else's is known."""

    name = StringField(
        _l("Your name, as it should stand on a certificate"),
        [DataRequired(_l("Write your name.")), Length(max=120)],
        filters=[trimmed],
        render_kw={"autocomplete": "name"},
    )
    email = EmailField(
        _l("Your e-mail address"),
        [
            DataRequired(_l("Write your e-mail address.")),
            Email(_l("That is not an e-mail address. It looks like ana@example.org.")),
            Length(max=254),
        ],
        filters=[trimmed],
        render_kw={"autocomplete": "username"},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, context=(user.email,), name=user.name, **kwargs)
        if user.email != actions.FIRST_ADMINISTRATOR:
            del self.email

    def validate_email(self, field: EmailField) -> None:
        if db.session.scalars(queries.user_by_email(field.data or "")).one_or_none():
            raise ValidationError(_("There is an account with this address already."))


class ChangePasswordForm(NewPasswordForm):
    current_password = PasswordField(
        _l("Present password"),
        [DataRequired(_l("Write the password you use now."))],
        render_kw={"autocomplete": "current-password"},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, context=(user.email, user.name), **kwargs)

    def validate_current_password(self, field: PasswordField) -> None:
        if not actions.check_password(self.user, field.data or ""):
            raise ValidationError(_("That is not the password you use now."))


class ProfileForm(Form):
    name = StringField(
        _l("Your name, as it should stand on a certificate"),
        [DataRequired(_l("Write your name.")), Length(max=120)],
        filters=[trimmed],
        render_kw={"autocomplete": "name"},
    )
    organisation = StringField(
        _l("Organisation"), [Length(max=120)], filters=[trimmed], render_kw={"optional": True}
    )
    country = SelectField(_l("Country"))
    language = SelectField(_l("Language"), choices=list(LANGUAGE_NAMES.items()))
    time_zone = SelectField(_l("Time zone"))
    saves_data = BooleanField(_l("Save data: leave out pictures unless I ask for them"))
    keys_off = BooleanField(_l("No single-letter keys where I review (a, r, q, j, k …)"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country.choices = [("", _("Choose a country")), *countries()]
        self.time_zone.choices = time_zones()


class InviteForm(Form):
    email = email_of_another()
    name = StringField(
        _l("Name"), [Length(max=120)], filters=[trimmed], render_kw={"optional": True}
    )
    site_role = SelectField(
        _l("On the whole site"),
        choices=[
            ("", _l("Nothing special: roles come with each course")),
            ("coordinator", _l("Coordinator: opens editions and enrols people")),
            ("administrator", _l("Administrator: everything")),
        ],
    )


@cache
def time_zones() -> list[tuple[str, str]]:
    """Places a person recognises, such as Asia/Kolkata, grouped by their own order."""
    areas = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
    zones = sorted(zone for zone in available_timezones() if zone.startswith(areas))
    return [("UTC", "UTC"), *((zone, zone.replace("_", " ")) for zone in zones)]
