from collections.abc import Collection, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from lms.editions.models import Edition
from lms.files.models import StoredFile
from lms.materials.models import Kind, Material, MaterialFile, MaterialRevision


def all_of(edition: Edition) -> Select[Material]:
    """Everything that an edition has added, with its title, in the order of its days' lists."""
    return (
        select(Material)
        .join(Material.current)
        .options(
            contains_eager(Material.current).load_only(
                MaterialRevision.title, MaterialRevision.summary, MaterialRevision.fields
            )
        )
        .where(Material.edition_id == edition.id)
        .order_by(Material.place, Material.id)
    )


def whole(edition: Edition) -> Select[Material]:
    """Everything that an edition has, with texts and files, to be taken along."""
    return (
        select(Material)
        .options(
            joinedload(Material.current),
            selectinload(Material.attached).joinedload(MaterialFile.file),
        )
        .where(Material.edition_id == edition.id)
        .order_by(Material.place, Material.id)
    )


def size_of_files(edition: Edition) -> Select[int]:
    """Bytes of all that `whole` brings along."""
    return (
        select(func.sum(StoredFile.size))
        .join(MaterialFile, MaterialFile.file_id == StoredFile.id)
        .join(Material, Material.id == MaterialFile.material_id)
        .where(Material.edition_id == edition.id)
    )


def published_in(edition: Edition, *, day: str | None = None) -> Select[Material]:
    """What its members read, of one class day or of all."""
    query = all_of(edition).where(
        Material.published_at.is_not(None), Material.withdrawn_at.is_(None)
    )
    return query if day is None else query.where(Material.day == day)


def material_page(edition: Edition, material_id: int) -> Select[Material]:
    """One material with its present text, who wrote that, and its files."""
    return (
        select(Material)
        .options(
            joinedload(Material.current).joinedload(MaterialRevision.by),
            joinedload(Material.attached).joinedload(MaterialFile.file),
        )
        .where(Material.id == material_id, Material.edition_id == edition.id)
        .execution_options(populate_existing=True)
    )


def file_of(edition: Edition, material_id: int, file_id: int) -> Select[MaterialFile]:
    """A file with the material that it belongs to."""
    return (
        select(MaterialFile)
        .join(MaterialFile.material)
        .options(contains_eager(MaterialFile.material), joinedload(MaterialFile.file))
        .where(
            MaterialFile.file_id == file_id,
            MaterialFile.removed_at.is_(None),
            Material.id == material_id,
            Material.edition_id == edition.id,
        )
        .limit(1)
    )


def revisions_of(material: Material) -> Select[MaterialRevision]:
    """All of them, the newest first, each with who saved it; without their HTML."""
    return (
        select(MaterialRevision)
        .options(joinedload(MaterialRevision.by))
        .where(MaterialRevision.material_id == material.id)
        .order_by(MaterialRevision.number.desc())
    )


def revisions(material: Material, numbers: Sequence[int]) -> Select[MaterialRevision]:
    return revisions_of(material).where(MaterialRevision.number.in_(numbers))


def slugs_and_places(edition: Edition) -> Select[str, str, int]:
    """(name for ever, day, place) of all that it has added."""
    columns = (Material.slug, Material.day, Material.place)
    return select(*columns).where(Material.edition_id == edition.id)


def same_title(edition: Edition, kind: Kind, title: str) -> Select[Material]:
    """The draft that a first click has made."""
    return (
        select(Material)
        .join(Material.current)
        .options(
            contains_eager(Material.current),
            joinedload(Material.attached).joinedload(MaterialFile.file),
        )
        .where(
            Material.edition_id == edition.id,
            Material.kind == kind.value,
            Material.version == 1,
            Material.published_at.is_(None),
            MaterialRevision.title == title,
        )
    )


def published_everywhere() -> Select[Material]:
    """For the search: of all editions, with the edition's name."""
    return (
        select(Material)
        .options(joinedload(Material.current))
        .where(Material.published_at.is_not(None), Material.withdrawn_at.is_(None))
        .order_by(Material.id)
    )


def editions(ids: Collection[int]) -> Select[Edition]:
    return select(Edition).where(Edition.id.in_(ids))
