"""The list of initiatives, one of them, and a new one."""

from collections import defaultdict
from typing import NamedTuple

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.db import db
from lms.forms import drafts_done
from lms.initiatives import actions, policy, queries
from lms.initiatives.actions import Seed
from lms.initiatives.finding import Here, the_initiative
from lms.initiatives.forms import CheckInForm, CommitmentForm, InitiativeForm, PartnerForm
from lms.initiatives.gate import lacks
from lms.initiatives.models import Initiative, Partner
from lms.initiatives.origins import KINDS, told_of
from lms.initiatives.parts import parts_of
from lms.initiatives.views import bp
from lms.paging import page_of
from lms.programmes import policy as programmes
from lms.programmes.finding import the_programme

PAGE = 20


@bp.get("/initiatives")
@open_to(Audience.MEMBERS)
def initiatives() -> ResponseReturnValue:
    page = page_of(queries.initiatives(), (Initiative.id,), lambda row: (row.id,), most=PAGE)
    theirs: dict[int, list[Partner]] = defaultdict(list)
    for row in db.session.scalars(queries.partners([row.id for row in page.rows])):
        theirs[row.initiative_id].append(row)
    return render_template("initiatives/initiatives.html", page=page, partners=theirs)


@bp.get("/initiatives/<int:number>")
@open_to(Audience.MEMBERS)
def initiative(number: int) -> ResponseReturnValue:
    return initiative_page(the_initiative(number))


def initiative_page(
    here: Here,
    *,
    partner: PartnerForm | None = None,
    promise: CommitmentForm | None = None,
    check_in: CheckInForm | None = None,
) -> str:
    row = here.initiative
    commitments = db.session.scalars(queries.commitments(row)).all()
    return render_template(
        "initiatives/initiative.html",
        here=here,
        initiative=row,
        origins=told_of(row),
        parts=[] if partner or promise else parts_of(row),
        commitments=commitments,
        check_ins=db.session.scalars(queries.check_ins(row)).all(),
        lacks=lacks(row, here.partners, commitments),
        can_consent={
            one.id for one in here.partners if policy.can_consent(one, here.projects, row)
        },
        can_close={one.id for one in commitments if policy.can_close(me(), one, here.leads)},
        partner_form=partner,
        promise_form=promise,
        check_in_form=check_in or CheckInForm(formdata=None),
        today=clock.now().date(),
    )


@bp.get("/initiatives/new")
@open_to(Audience.MEMBERS)
def new_initiative() -> ResponseReturnValue:
    return _form_page(InitiativeForm(language=me().language), _origin())


@bp.post("/initiatives")
@open_to(Audience.MEMBERS)
def begin() -> ResponseReturnValue:
    form, origin = InitiativeForm(), _origin()
    if not form.accepted():
        return _form_page(form, origin), 422
    seed = Seed(
        form.number,
        form.title.data or "",
        form.aim.data or "",
        form.language.data,
        **origin.columns,
    )
    row = actions.begin(seed, by=me(), at=clock.now())
    drafts_done(_draft())
    return redirect(url_for(".initiative", number=row.id), 303)


class _From(NamedTuple):
    """What the form was opened from: its name, and what is kept of it."""

    name: str = ""
    columns: dict[str, int] = {}  # noqa: RUF012  # nobody writes to it
    asked: dict[str, int] = {}  # noqa: RUF012


def _origin() -> _From:
    """A programme for somebody who takes part in it; else what the reader sees."""
    number = request.args.get("programme", type=int)
    if number is not None:
        here = the_programme(number)
        allow(programmes.takes_part(here.mine))
        return _From(here.programme.name, {"programme_id": number}, {"programme": number})
    for name, kind in KINDS.items():
        number = request.args.get(name, type=int)
        if number is not None:
            found = kind.find(number) or abort(404)
            return _From(found.title, {kind.column: number}, {name: number})
    return _From()


def _form_page(form: InitiativeForm, origin: _From) -> str:
    return render_template(
        "initiatives/new_initiative.html", form=form, origin=origin, draft_key=_draft()
    )


def _draft() -> str:
    return f"{me().id}:initiative"
