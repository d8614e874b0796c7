"""Papers that their authors let the edition read, and the files beside papers."""

from flask import Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.case_studies import authors, paper_queries, policy
from lms.case_studies.models import CasePaper, CasePaperAuthor, CasePaperFile
from lms.case_studies.views import bp
from lms.case_studies.views.discussion import the_open_room, the_room
from lms.case_studies.views.papers import PAPER, my_desk
from lms.db import db
from lms.editions.finding import the_edition
from lms.editions.models import Edition, Role
from lms.editions.roles import my_role_in
from lms.files import serving

PAPERS = "/editions/<int:edition_id>/case-studies/<case_id>/papers"


@bp.get(PAPERS)
@open_to(Audience.MEMBERS)
def published_papers(edition_id: int, case_id: str) -> ResponseReturnValue:
    """For those who know what happened, as with the discussion."""
    room = the_room(edition_id, case_id)
    if not room.open:
        return redirect(room.href(), 303)
    rows = db.session.scalars(paper_queries.published(room.edition, room.case.id)).all()
    return render_template("case_studies/published_papers.html", room=room, papers=rows)


@bp.get(f"{PAPERS}/<int:paper_id>")
@open_to(Audience.MEMBERS)
def published_paper(edition_id: int, case_id: str, paper_id: int) -> ResponseReturnValue:
    room = the_open_room(edition_id, case_id)
    query = paper_queries.published_paper(room.edition, room.case.id, paper_id)
    return render_template(
        "case_studies/published_paper.html", room=room, paper=db.find_or_404(query)
    )


@bp.post(f"{PAPER}/consent")
@open_to(Audience.MEMBERS)
def agree_to_publish(edition_id: int, case_id: str) -> ResponseReturnValue:
    paper, author = _released(edition_id, case_id)
    authors.agree(author, at=clock.now())
    open_now = all(row.consented_at for row in paper.authors)
    flash(
        _("Your edition can read the paper now.")
        if open_now
        else _("Noted. Your edition can read it when all of you agree.")
    )
    return redirect(url_for(".paper", edition_id=edition_id, case_id=case_id), 303)


@bp.post(f"{PAPER}/consent/withdrawal")
@open_to(Audience.MEMBERS)
def disagree_to_publish(edition_id: int, case_id: str) -> ResponseReturnValue:
    _paper, author = _released(edition_id, case_id)
    authors.disagree(author)
    flash(_("From now on only you and those who grade can read the paper."))
    return redirect(url_for(".paper", edition_id=edition_id, case_id=case_id), 303)


def _released(edition_id: int, case_id: str) -> tuple[CasePaper, CasePaperAuthor]:
    """The reader's own paper, once they have seen its grade."""
    desk = my_desk(edition_id, case_id)
    paper = desk.paper()
    author = authors.seat_in(paper, desk.enrolment) if paper else None
    if paper is None or author is None:
        abort(404)
    allow(paper.grade is not None)
    return paper, author


@bp.get("/editions/<int:edition_id>/case-papers/<int:paper_id>/files/<int:file_id>")
@open_to(Audience.MEMBERS)
def paper_file(edition_id: int, paper_id: int, file_id: int) -> Response:
    edition = the_edition(edition_id)
    found = db.find_or_404(paper_queries.with_file(edition, paper_id, file_id))
    paper = db.find_or_404(paper_queries.paper_with_authors(paper_id))
    if not (_is_mine(edition, paper) or _is_to_grade(edition, paper, found) or _is_open(paper)):
        abort(404)
    return serving.answer(found.file)


def _is_mine(edition: Edition, paper: CasePaper) -> bool:
    seat = my_role_in(edition.id, Role.TRAINEE)
    return seat is not None and authors.seat_in(paper, seat) is not None


def _is_to_grade(edition: Edition, paper: CasePaper, file: CasePaperFile) -> bool:
    """Handed in, by others."""
    handed_in = paper.state != "draft" and file.attempt is not None
    own = any(row.enrolment.user_id == me().id for row in paper.authors)
    return handed_in and not own and policy.can_grade(edition)


def _is_open(paper: CasePaper) -> bool:
    """Published, to readers who know what happened."""
    agreed = paper.grade is not None and all(row.consented_at for row in paper.authors)
    edition_id = paper.authors[0].enrolment.edition_id
    return agreed and the_room(edition_id, paper.case_id).open
