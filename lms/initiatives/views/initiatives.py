"""The list of initiatives, one of them, and a new one."""

from collections import defaultdict

from flask import redirect, render_template, request, url_for
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
from lms.initiatives.views import bp
from lms.paging import page_of
from lms.programmes import policy as programmes
from lms.programmes.finding import the_programme
from lms.programmes.models import Programme

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
    return _form_page(InitiativeForm(language=me().language), _programme())


@bp.post("/initiatives")
@open_to(Audience.MEMBERS)
def begin() -> ResponseReturnValue:
    form, programme = InitiativeForm(), _programme()
    if not form.accepted():
        return _form_page(form, programme), 422
    seed = Seed(
        form.number,
        form.title.data or "",
        form.aim.data or "",
        form.language.data,
        programme_id=programme.id if programme else None,
    )
    row = actions.begin(seed, by=me(), at=clock.now())
    drafts_done(_draft())
    return redirect(url_for(".initiative", number=row.id), 303)


def _programme() -> Programme | None:
    """Where it came from, for somebody who takes part in it."""
    number = request.args.get("programme", type=int)
    if number is None:
        return None
    here = the_programme(number)
    allow(programmes.takes_part(here.mine))
    return here.programme


def _form_page(form: InitiativeForm, programme: Programme | None) -> str:
    return render_template(
        "initiatives/new_initiative.html", form=form, programme=programme, draft_key=_draft()
    )


def _draft() -> str:
    return f"{me().id}:initiative"
