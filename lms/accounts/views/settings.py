"""What a person sets for themselves: profile, password, where they are signed in."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from lms import clock
from lms.accounts import actions, queries, throttle
from lms.accounts.access import Audience, open_to
from lms.accounts.forms import ChangePasswordForm, ProfileForm
from lms.accounts.models import SignIn
from lms.accounts.session import close_sign_in, me, open_sign_in, this_sign_in
from lms.accounts.views import bp
from lms.db import db
from lms.i18n import speak_anew


@bp.get("/settings")
@open_to(Audience.MEMBERS)
def profile() -> ResponseReturnValue:
    return render_template("accounts/profile.html", form=ProfileForm(obj=me()))


@bp.post("/settings")
@open_to(Audience.MEMBERS)
def update_profile() -> ResponseReturnValue:
    form = ProfileForm(obj=me())
    if not form.accepted():
        return render_template("accounts/profile.html", form=form), 422
    form.populate_obj(me())
    speak_anew()
    flash(_("Your settings are saved."))
    return redirect(url_for(".profile"), 303)


@bp.get("/settings/password")
@open_to(Audience.MEMBERS)
def password() -> ResponseReturnValue:
    return render_template("accounts/password.html", form=ChangePasswordForm(user=me()))


@bp.post("/settings/password")
@open_to(Audience.MEMBERS)
def change_password() -> ResponseReturnValue:
    user, now = me(), clock.now()
    tries = throttle.count_sign_in(user.email, at=now)
    form = ChangePasswordForm(user=user)
    if not form.accepted():
        return render_template("accounts/password.html", form=form), 422
    throttle.forget_sign_in(tries, user.email, at=now)
    actions.set_password(user, password=form.new_password.data or "", at=now, keep=this_sign_in())
    open_sign_in(user, remember=False, at=now)
    flash(_("Your password is changed. All other devices are signed out."))
    return redirect(url_for(".profile"), 303)


@bp.get("/settings/sign-ins")
@open_to(Audience.MEMBERS)
def sign_ins() -> ResponseReturnValue:
    rows = db.session.scalars(queries.open_sign_ins(me(), at=clock.now())).all()
    return render_template("accounts/sign_ins.html", sign_ins=rows, this=this_sign_in())


@bp.post("/settings/sign-ins/<int:number>/closure")
@open_to(Audience.MEMBERS)
def end_sign_in(number: int) -> ResponseReturnValue:
    mine = select(SignIn).where(SignIn.id == number, SignIn.user_id == me().id)
    row = db.find_or_404(mine)
    here = this_sign_in()
    if here is not None and row.id == here.id:
        close_sign_in(at=clock.now())
        return redirect(url_for("today.show"), 303)
    row.ended_at = clock.now()
    flash(_("That device is signed out."))
    return redirect(url_for(".sign_ins"), 303)


@bp.post("/settings/sign-ins/others/closure")
@open_to(Audience.MEMBERS)
def end_other_sign_ins() -> ResponseReturnValue:
    actions.end_other_sign_ins(me(), keep=this_sign_in(), at=clock.now())
    flash(_("All other devices are signed out."))
    return redirect(url_for(".sign_ins"), 303)
