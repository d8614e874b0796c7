"""Show together the anonymous figures that wait."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.benchmarks import releasing
from lms.benchmarks.finding import the_set_i_make
from lms.benchmarks.views import bp


@bp.get("/benchmarks/<int:number>/releases/new")
@open_to(Audience.MEMBERS)
def new_release(number: int) -> ResponseReturnValue:
    """How many wait, and in which groups they would be seen: no figure and no name."""
    row = the_set_i_make(number)
    return render_template("benchmarks/release.html", set=row, pools=releasing.ready(row))


@bp.post("/benchmarks/<int:number>/releases")
@open_to(Audience.MEMBERS)
def release(number: int) -> ResponseReturnValue:
    row = the_set_i_make(number)
    shown = releasing.release(row, by=me(), at=clock.now())
    flash(
        ngettext(
            "%(num)s figure is shown from now on.", "%(num)s figures are shown from now on.", shown
        )
    )
    return redirect(url_for(".benchmark_set", number=number), 303)
