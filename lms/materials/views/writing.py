"""Where a coordinator or trainer writes a material, and sees how it looks."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.db import db
from lms.editions.models import Edition
from lms.files import actions as files
from lms.files.intake import takes_files
from lms.files.kinds import RefusedError
from lms.files.vocabulary import in_words
from lms.forms import drafts_done
from lms.materials import actions, cooking, policy, queries
from lms.materials.actions import MARKDOWN, Sent
from lms.materials.differences import differences
from lms.materials.forms import MaterialForm
from lms.materials.models import Kind, Material
from lms.materials.views import bp
from lms.materials.views.finding import (
    MATERIAL,
    MATERIALS,
    kind_of,
    the_edition_to_prepare,
    the_material_to_prepare,
)


@bp.get(f"{MATERIALS}/new/<kind>")
@open_to(Audience.MEMBERS)
def new(edition_id: int, kind: str) -> ResponseReturnValue:
    edition = the_edition_to_prepare(edition_id)
    form = MaterialForm(kind_of(kind), edition, seen=0, day=request.args.get("day", ""))
    return _form_page(edition, form)


@bp.post(f"{MATERIALS}/new/<kind>")
@open_to(Audience.MEMBERS)
@takes_files()
def create(edition_id: int, kind: str) -> ResponseReturnValue:
    edition = the_edition_to_prepare(edition_id)
    form = MaterialForm(kind_of(kind), edition)
    sent = _sent(edition, form) if form.accepted() else None
    if form.errors:
        return _form_page(edition, form), 422
    row = actions.add(edition, form.kind, form.draft, sent=sent, by=me(), at=clock.now())
    return _saved(edition, row, form, sent)


@bp.post(f"{MATERIALS}/new/<kind>/preview")
@open_to(Audience.MEMBERS)
@takes_files()
def preview_new(edition_id: int, kind: str) -> ResponseReturnValue:
    edition = the_edition_to_prepare(edition_id)
    return _preview(edition, MaterialForm(kind_of(kind), edition))


@bp.get(f"{MATERIAL}/edit")
@open_to(Audience.MEMBERS)
def edit(edition_id: int, material_id: int) -> ResponseReturnValue:
    edition, material = the_material_to_prepare(edition_id, material_id)
    return _form_page(edition, MaterialForm(Kind(material.kind), edition, material))


@bp.post(MATERIAL)
@open_to(Audience.MEMBERS)
@takes_files()
def change(edition_id: int, material_id: int) -> ResponseReturnValue:
    edition, material = the_material_to_prepare(edition_id, material_id)
    form = MaterialForm(Kind(material.kind), edition, material)
    sent = _sent(edition, form) if form.accepted() else None
    if form.errors:
        return _form_page(edition, form), 422
    seen, draft = _number(form.seen.data), form.draft
    try:
        actions.change(material, edition, draft, sent=sent, seen=seen, by=me(), at=clock.now())
    except actions.StaleMaterialError:
        return _meanwhile_page(edition, material.id, form), 409
    return _saved(edition, material, form, sent)


@bp.post(f"{MATERIAL}/preview")
@open_to(Audience.MEMBERS)
@takes_files()
def preview(edition_id: int, material_id: int) -> ResponseReturnValue:
    edition, material = the_material_to_prepare(edition_id, material_id)
    return _preview(edition, MaterialForm(Kind(material.kind), edition, material))


@bp.post(f"{MATERIAL}/removal")
@open_to(Audience.MEMBERS)
def discard(edition_id: int, material_id: int) -> ResponseReturnValue:
    edition, material = the_material_to_prepare(edition_id, material_id)
    allow(policy.can_discard(material))
    title = material.current.title
    actions.discard(material)
    flash(_("The draft “%(title)s” is gone.", title=title))
    return redirect(url_for(".materials", edition_id=edition.id), 303)


def _preview(edition: Edition, form: MaterialForm) -> ResponseReturnValue:
    """The page as its readers would see it above the form; nothing is kept."""
    form.accepted()
    media = form.material.media if form.material else {}
    told = form.draft.fields
    shown = {name: cooking.cooked(told[name], media) for name in MARKDOWN if told.get(name)}
    return _form_page(edition, form, shown=shown)


def _form_page(
    edition: Edition, form: MaterialForm, *, shown: dict[str, Markup] | None = None, **more: object
) -> str:
    return render_template(
        "materials/edit.html",
        edition=edition,
        form=form,
        material=form.material,
        kind=form.kind,
        shown=shown,
        draft_key=_draft_key(edition, form),
        **{"theirs": None, "changes": [], **more},
    )


def _draft_key(edition: Edition, form: MaterialForm) -> str:
    piece = str(form.material.id) if form.material else f"new-{form.kind}"
    return f"material-{edition.id}-{piece}"


def _meanwhile_page(edition: Edition, material_id: int, form: MaterialForm) -> str:
    """What stands there now beside what was typed, which is still in the form."""
    theirs = db.find_or_404(queries.material_page(edition, material_id))
    form.seen.data = str(theirs.version)
    mine = form.draft.fields.get("body", "")
    changes = differences(theirs.current.fields.get("body", ""), mine)
    return _form_page(edition, form, theirs=theirs.current, changes=changes)


def _sent(edition: Edition, form: MaterialForm) -> Sent | None:
    """The file that came along; a refusal stands beside its field."""
    if not form.file_is_chosen:
        return None
    caption = form.caption.data or ""
    try:
        received = files.receive(form.file.data)
        if received.width and form.kind is not Kind.FILE and not caption:
            form.caption.errors = [_("Say what the picture shows, for those who cannot see it.")]
            return None
        return Sent(files.keep(received, edition, by=me(), at=clock.now()), caption)
    except RefusedError as error:
        form.file.errors = [in_words(error)]
        return None


def _saved(
    edition: Edition, material: Material, form: MaterialForm, sent: Sent | None
) -> ResponseReturnValue:
    """With a picture the writer goes on writing, else they read what is there now."""
    drafts_done(_draft_key(edition, form))
    goes_on = sent is not None and form.kind is not Kind.FILE
    flash(
        _("Saved. You can go on writing: your file is below the form.") if goes_on else _("Saved.")
    )
    page = ".edit" if goes_on else ".show"
    return redirect(url_for(page, edition_id=edition.id, material_id=material.id), 303)


def _number(written: str | None) -> int:
    return int(written) if written and written.isdecimal() and len(written) < 9 else 0  # noqa: PLR2004
