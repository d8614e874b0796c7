from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts import half_way, second_factor, throttle
from lms.accounts.access import Audience, open_to
from lms.accounts.confirming import not_confirmed
from lms.accounts.forms import CodeForm
from lms.accounts.models import SecondFactor, User
from lms.accounts.session import me, open_sign_in
from lms.accounts.views import bp
from lms.accounts.views.sign_in import next_page
from lms.qr import qr_code


@bp.get("/login/code")
@open_to(Audience.EVERYONE)
def code() -> ResponseReturnValue:
    """The second step of signing in."""
    if half_way.who(at=clock.now()) is None:
        return redirect(url_for(".login", next=request.args.get("next", "")), 303)
    return render_template("accounts/code.html", form=CodeForm())


@bp.post("/login/code")
@open_to(Audience.EVERYONE)
def check_code() -> ResponseReturnValue:
    form, now = CodeForm(), clock.now()
    found = half_way.who(at=now)
    if found is None:
        flash(_("That took longer than ten minutes. Sign in again."))
        return redirect(url_for(".login", next=request.form.get("next", "")), 303)
    user, remember = found
    if form.accepted():
        throttle.count_code(user.id, at=now)
        if _fits(user, form.code.data or ""):
            throttle.forget_codes(user.id)
            half_way.end()
            open_sign_in(user, remember=remember, at=now)
            return redirect(next_page(), 303)
        form.code.errors = [_("That code does not fit. Wait for the next one and type it.")]
    return render_template("accounts/code.html", form=form), 422


def _fits(user: User, code: str) -> bool:
    now, factor = clock.now(), second_factor.factor_of(user)
    if factor is not None and second_factor.takes(factor, code, at=now):
        return True
    return second_factor.uses_recovery_code(user, code, at=now)


@bp.get("/settings/second-factor")
@open_to(Audience.MEMBERS)
def factor() -> ResponseReturnValue:
    return _page(second_factor.factor_of(me()), CodeForm())


@bp.post("/settings/second-factor")
@open_to(Audience.MEMBERS)
def begin_factor() -> ResponseReturnValue:
    """A secret for the app; it counts once its first code was typed."""
    asked = not_confirmed()
    if asked is not None:
        return asked
    second_factor.begin(me(), at=clock.now())
    return redirect(url_for(".factor"), 303)


@bp.post("/settings/second-factor/confirmation")
@open_to(Audience.MEMBERS)
def confirm_factor() -> ResponseReturnValue:
    form, now, row = CodeForm(), clock.now(), second_factor.factor_of(me())
    if row is None or row.confirmed_at is not None:
        return redirect(url_for(".factor"), 303)
    if not form.accepted():
        return _page(row, form), 422
    throttle.count_code(me().id, at=now)
    codes = second_factor.confirm(row, form.code.data or "", at=now)
    if not codes:
        form.code.errors = [_("That code does not fit. Wait for the next one and type it.")]
        return _page(row, form), 422
    return render_template("accounts/recovery_codes.html", codes=codes)


@bp.post("/settings/second-factor/recovery-codes")
@open_to(Audience.MEMBERS)
def renew_recovery_codes() -> ResponseReturnValue:
    asked = not_confirmed()
    if asked is not None:
        return asked
    if not second_factor.has_factor(me()):
        return redirect(url_for(".factor"), 303)
    codes = second_factor.new_recovery_codes(me().id)
    return render_template("accounts/recovery_codes.html", codes=codes)


@bp.post("/settings/second-factor/end")
@open_to(Audience.MEMBERS)
def end_factor() -> ResponseReturnValue:
    asked = not_confirmed()
    if asked is not None:
        return asked
    second_factor.end(me(), by=me(), at=clock.now())
    flash(_("The second step is off. Your password alone lets you in."))
    return redirect(url_for(".factor"), 303)


def _page(row: SecondFactor | None, form: CodeForm) -> str:
    waits = row is not None and row.confirmed_at is None
    site = current_app.extensions["settings"].product_name
    return render_template(
        "accounts/second_factor.html",
        form=form,
        factor=row,
        picture=qr_code(second_factor.address_for_app(row, email=me().email, site=site))
        if row and waits
        else None,
        left=second_factor.codes_left(me()) if row and not waits else 0,
    )
