from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Model


class SearchDocument(Model):
    """One text in one language, as its page shows it, and the words by which it is found.

    `audience` says who may open the page, `shelf` where it belongs, such as a class day.
    `names` and `words` are folded (lms.letters); beside this table each engine keeps an index of
    them, `search_index` (lms.search.engines), so only lms.search.actions may change a row.
    What its page says of who wrote it and when is known here; `post_id` is of a post of the forum
    in whatever language.
    """

    __tablename__ = "search_document"
    __table_args__ = (
        UniqueConstraint("kind", "ref", "language"),
        CheckConstraint("length(kind) <= 20", name="kind_length"),
        CheckConstraint("length(ref) <= 160", name="ref_length"),
        CheckConstraint("length(title) <= 300", name="title_length"),
        CheckConstraint("length(place) <= 300", name="place_length"),
        CheckConstraint("length(body) <= 100000", name="body_length"),
        CheckConstraint("length(address) <= 400", name="address_length"),
        CheckConstraint("length(audience) <= 120", name="audience_length"),
        CheckConstraint("length(shelf) <= 120", name="shelf_length"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    ref: Mapped[str]
    language: Mapped[str]
    stands_in: Mapped[bool]
    title: Mapped[str]
    place: Mapped[str]
    body: Mapped[str]
    address: Mapped[str]
    audience: Mapped[str]
    shelf: Mapped[str]
    position: Mapped[int] = mapped_column(BigInteger)
    author_id: Mapped[int | None]
    written_at: Mapped[datetime | None]
    post_id: Mapped[int | None]
    names: Mapped[str]
    words: Mapped[str]
    digest: Mapped[str]
