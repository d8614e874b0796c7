"""Take the materials of an edition along as an archive, and bring such an archive into another."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.datastructures import FileStorage

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.models import User
from lms.accounts.session import me
from lms.db import db
from lms.documents import Document
from lms.editions.models import Edition
from lms.exports.offers import Asked, Offer, answer, offer
from lms.files.intake import takes_files
from lms.files.kinds import RefusedError
from lms.files.storage import BLOCK, storage
from lms.files.vocabulary import in_words
from lms.materials import exporting, importing, policy, queries
from lms.materials.forms import ArchiveForm
from lms.materials.views import bp
from lms.materials.views.finding import MATERIALS, the_edition_to_prepare

LARGE = 16 * 1024 * 1024
"""Bytes of its files; fewer are packed within a second."""
LASTS = 12 * 3600  # seconds from a look at an archive to bringing it in


@bp.get(f"{MATERIALS}.zip")
@open_to(Audience.MEMBERS)
def export(edition_id: int) -> ResponseReturnValue:
    """Drafts too, for it is those who prepare the edition that take it along."""
    edition = the_edition_to_prepare(edition_id)
    size = db.session.scalar(queries.size_of_files(edition)) or 0
    return answer("materials.zip", edition, large=size > LARGE)


def _archive(_user: User, edition: Edition, _asked: Asked) -> Document:
    rows = db.session.scalars(queries.whole(edition)).unique().all()
    name = f"materials-of-edition-{edition.id}.zip"
    return Document(name, "application/zip", _blocks(exporting.archive(edition, rows)))


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while block := file.read(BLOCK):
            yield block


def _back(edition: Edition) -> str:
    return url_for("materials.materials", edition_id=edition.id)


offer("materials.zip", Offer(_l("Materials"), _back, policy.can_prepare, _archive))


@bp.get(f"{MATERIALS}/archives/new")
@open_to(Audience.MEMBERS)
def new_archive(edition_id: int) -> ResponseReturnValue:
    edition = the_edition_to_prepare(edition_id)
    return render_template("materials/new_archive.html", edition=edition, form=ArchiveForm())


@bp.post(f"{MATERIALS}/archives")
@open_to(Audience.MEMBERS)
@takes_files()
def look_at_archive(edition_id: int) -> ResponseReturnValue:
    """What would come in and what would not; nothing is written yet."""
    edition, form = the_edition_to_prepare(edition_id), ArchiveForm()
    if form.accepted():
        sent: FileStorage = form.archive.data
        try:
            with importing.on_trial() as folder:
                found = _plan(sent.stream, Path(folder), edition)
            source = _kept(edition, sent)
            return render_template(
                "materials/archive.html", edition=edition, plan=found, source=source
            )
        except importing.NoArchiveError:
            form.archive.errors = [_("This is no archive of materials of an edition.")]
    return render_template("materials/new_archive.html", edition=edition, form=form), 422


def _plan(archive: IO[bytes], folder: Path, edition: Edition) -> importing.Plan:
    taken = {slug for slug, _day, _place in db.session.execute(queries.slugs_and_places(edition))}
    db.let_go()
    return importing.plan(archive, folder, taken)


def _kept(edition: Edition, sent: FileStorage) -> str:
    """The archive waits in the store, for this person and this edition; the sweep takes it."""
    sent.stream.seek(0)
    kept = storage().put(sent.stream)
    return str(_signer().dumps([edition.id, me().id, kept.digest]))


@bp.post(f"{MATERIALS}/archives/pieces")
@open_to(Audience.MEMBERS)
def bring_in(edition_id: int) -> ResponseReturnValue:
    """Add what the page showed, as drafts; a second click finds it there and adds nothing."""
    edition = the_edition_to_prepare(edition_id)
    try:
        with importing.on_trial() as folder, storage().open(_source(edition)) as archive:
            found = _plan(archive, Path(folder), edition)
            carried = importing.carry(found.fresh)
        added = importing.bring_in(edition, carried, by=me(), at=clock.now())
    except RefusedError as error:
        flash(in_words(error))
        return redirect(url_for(".new_archive", edition_id=edition.id), 303)
    flash(
        ngettext("%(num)s piece is here as a draft.", "%(num)s pieces are here as drafts.", added)
        if added
        else _("Nothing was added: all of it is here already.")
    )
    return redirect(url_for(".materials", edition_id=edition.id), 303)


def _source(edition: Edition) -> str:
    """The digest that this person was shown for this edition."""
    try:
        found = _signer().loads(request.form.get("source", ""), max_age=LASTS)
    except BadSignature:
        abort(400)
    if found[:2] != [edition.id, me().id]:
        abort(404)
    return str(found[2])


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="materials")
