"""Introductions of the reader's projects, and the answer to one."""

from collections.abc import Collection
from typing import NamedTuple

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.benchmarks.finding import my_projects
from lms.db import db
from lms.initiatives.elsewhere import begun_from
from lms.introductions import actions, policy, queries
from lms.introductions.actions import AnsweredError
from lms.introductions.forms import AnswerForm
from lms.introductions.models import Answer, Introduction
from lms.introductions.views import bp

MOST = 50


class Told(NamedTuple):
    """An introduction as its reader may know it: whoever asks sees whom only if it was accepted."""

    row: Introduction
    asks: bool
    standing: str

    @property
    def other(self) -> str:
        if self.asks and not self.row.is_accepted:
            return ""
        other = self.row.asked if self.asks else self.row.asker
        return other.name if other else ""


def _told(row: Introduction, projects: Collection[int]) -> Told:
    standing = row.answer or ("waits" if row.is_open(clock.now()) else "declined")
    return Told(row, policy.asks(row, projects), standing)


@bp.get("/benchmarks/introductions")
@open_to(Audience.MEMBERS)
def introductions() -> ResponseReturnValue:
    mine = my_projects()
    rows = db.session.scalars(queries.of_projects(mine).limit(MOST))
    return render_template(
        "introductions/introductions.html", told=[_told(row, mine) for row in rows]
    )


@bp.get("/benchmarks/introductions/<int:number>")
@open_to(Audience.MEMBERS)
def introduction(number: int) -> ResponseReturnValue:
    return _page(*_mine(number), AnswerForm())


@bp.post("/benchmarks/introductions/<int:number>/acceptance")
@open_to(Audience.MEMBERS)
def accept(number: int) -> ResponseReturnValue:
    return _answer(number, Answer.ACCEPTED)


@bp.post("/benchmarks/introductions/<int:number>/refusal")
@open_to(Audience.MEMBERS)
def decline(number: int) -> ResponseReturnValue:
    return _answer(number, Answer.DECLINED)


def _answer(number: int, said: Answer) -> ResponseReturnValue:
    row, projects = _mine(number)
    allow(policy.is_asked(row, projects))
    form = AnswerForm()
    if not form.accepted():
        return _page(row, projects, form), 422
    try:
        actions.answer(row, said, word=form.word.data or "", by=me(), at=clock.now())
    except AnsweredError:
        flash(_("It was answered before, or has waited too long."))
    return redirect(url_for(".introduction", number=number), 303)


def _mine(number: int) -> tuple[Introduction, Collection[int]]:
    return db.find_or_404(queries.seen_by(number, me())), frozenset(my_projects())


def _page(row: Introduction, projects: Collection[int], form: AnswerForm) -> str:
    return render_template(
        "introductions/introduction.html",
        told=_told(row, projects),
        row=row,
        form=form,
        can_answer=policy.can_answer(row, projects, clock.now()),
        begun=begun_from(introduction_id=row.id) if row.is_accepted else "",
    )
