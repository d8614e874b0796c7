from typing import NoReturn

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock, pdf
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.confirming import not_confirmed
from lms.accounts.guessing import guessable
from lms.accounts.session import me, me_or_none
from lms.certificates import actions, drawing, papers, policy, queries, serials
from lms.certificates.addresses import address_of
from lms.certificates.forms import RevocationForm
from lms.certificates.papers import Paper
from lms.completion.awards import standing_of
from lms.db import db
from lms.editions.models import Enrolment, Role
from lms.editions.roles import my_enrolments
from lms.qr import qr_code

LONGEST_TYPED = 60  # characters: 26 signs with spaces and a slip or two

bp = Blueprint("certificates", __name__)
bp.add_app_template_filter(lambda serial: " ".join(serials.grouped(serial)), "serial")


@bp.get("/certificates")
@open_to(Audience.MEMBERS)
def mine() -> ResponseReturnValue:
    """The reader's own, and the courses that may still lead to one."""
    rows = db.session.scalars(*queries.certificates_for(me())).all()
    standing = {row.enrolment_id for row in rows if row.revoked_at is None}
    ahead = [row for row in my_enrolments() if row.role == Role.TRAINEE and row.id not in standing]
    return render_template(
        "certificates/mine.html",
        certificates=rows,
        ahead=ahead,
        others=papers.lines_of(me()),
    )


@bp.get("/certificates/check")
@open_to(Audience.EVERYONE)
def check() -> ResponseReturnValue:
    """Where a number read from paper is typed in."""
    number = serials.read(request.args.get("number", "")[:LONGEST_TYPED])
    if number:
        return redirect(url_for(".certificate", serial=number), 303)
    return render_template("certificates/check.html")


@bp.get("/certificates/<serial>")
@open_to(Audience.EVERYONE)
@guessable("certificates")
def certificate(serial: str) -> ResponseReturnValue:
    """The public check: who knows the number sees what was certified, and nothing else."""
    if serials.read(serial) != serial:
        return redirect(url_for(".certificate", serial=serials.read(serial)), 303)
    row = db.session.scalars(queries.certificate(serial)).one_or_none()
    if row is None:
        return papers.first("page", serial) or _unknown()
    return render_template(
        "certificates/certificate.html",
        certificate=row,
        issued_on=drawing.issued_on(row),
        long_date=drawing.long_date,
        qr_code=qr_code(address_of(row)),
        can_download=policy.can_download(me_or_none(), row),
        pdf_is_on=row.drawn_at is not None or pdf.is_on(),
    )


def _unknown() -> NoReturn:
    abort(make_response(render_template("certificates/unknown.html"), 404))


@bp.get("/certificates/<serial>.pdf")
@open_to(Audience.MEMBERS)
@guessable("certificates")
def document(serial: str) -> ResponseReturnValue:
    row = db.session.scalars(queries.certificate(serial)).one_or_none()
    if row is None:
        return papers.first("document", serial) or abort(404)
    allow(policy.can_download(me(), row))
    return download(row)


def download(paper: Paper) -> ResponseReturnValue:
    """Its file; a page that says so while there is none."""
    if paper.revoked_at is not None:
        return redirect(url_for("certificates.certificate", serial=paper.serial), 303)
    drawn = drawing.kept(paper)
    if drawn is None:
        page = render_template(
            "certificates/drawing.html", certificate=paper, pdf_is_on=pdf.is_on()
        )
        return page, 202
    return _file(drawn, f"certificate-{paper.serial}.pdf")


def _file(document: bytes, name: str) -> Response:
    response = Response(document, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@bp.post("/certificates/<serial>/drawing")
@open_to(Audience.MEMBERS)
@guessable("certificates")
def draw(serial: str) -> ResponseReturnValue:
    """Ask again for a PDF that never came: the worker was away, or its file was lost."""
    row = db.session.scalars(queries.certificate(serial)).one_or_none()
    if row is None:
        return papers.first("draw", serial) or abort(404)
    allow(policy.can_download(me(), row))
    actions.draw(row, at=clock.now())
    return being_drawn(row)


def being_drawn(paper: Paper) -> ResponseReturnValue:
    flash(_("The PDF is being drawn. It takes about a minute."))
    return redirect(url_for("certificates.certificate", serial=paper.serial), 303)


@bp.post("/certificates/<serial>/revocation")
@open_to(Audience.MEMBERS)
@guessable("certificates")
def revoke(serial: str) -> ResponseReturnValue:
    row = db.find_or_404(queries.certificate(serial))
    allow(policy.can_revoke(me(), row))
    form = RevocationForm()
    if not form.accepted():
        return _award(row.enrolment, form), 422
    if (asked := not_confirmed()) is not None:
        return asked
    actions.revoke(row, by=me(), why=form.why.data or "", at=clock.now())
    flash(_("The certificate of %(name)s is revoked.", name=row.name))
    return redirect(_award_address(row.enrolment), 303)


@bp.get("/editions/<int:edition_id>/people/<int:enrolment_id>/certificate")
@open_to(Audience.MEMBERS)
def award(edition_id: int, enrolment_id: int) -> ResponseReturnValue:
    """What the award asks of a trainee, and the certificate once it is issued."""
    query = queries.traineeship(me(), edition_id, enrolment_id)
    return _award(db.find_or_404(query), RevocationForm())


@bp.post("/editions/<int:edition_id>/people/<int:enrolment_id>/certificate")
@open_to(Audience.MEMBERS)
def issue(edition_id: int, enrolment_id: int) -> ResponseReturnValue:
    enrolment = db.find_or_404(queries.traineeship(me(), edition_id, enrolment_id))
    allow(policy.can_issue_to(me(), enrolment))
    try:
        actions.issue(enrolment, by=me(), at=clock.now())
    except actions.UnmetError:
        return _award(enrolment, RevocationForm(), refused=True), 422
    flash(_("The certificate is issued. %(name)s gets a letter.", name=enrolment.user.name))
    return redirect(_award_address(enrolment), 303)


def _award(enrolment: Enrolment, form: RevocationForm, *, refused: bool = False) -> str:
    rows = db.session.scalars(queries.certificates_of(enrolment)).all()
    standing = next((row for row in rows if row.revoked_at is None), None)
    return render_template(
        "certificates/award.html",
        enrolment=enrolment,
        standing=standing,
        revoked=[row for row in rows if row.revoked_at is not None],
        award=None if standing else standing_of(enrolment),
        can_issue=policy.can_issue_to(me(), enrolment),
        can_revoke=standing is not None and policy.can_issue(me(), enrolment.edition),
        form=form,
        refused=refused,
    )


def _award_address(enrolment: Enrolment) -> str:
    return url_for(".award", edition_id=enrolment.edition_id, enrolment_id=enrolment.id)
