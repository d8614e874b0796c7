"""Search

One table of texts, and beside it an index of their words, as each engine keeps one.

Before writing: does a big table stay locked while this runs? Expand, deploy, contract.
"""

import sqlalchemy as sa
from alembic import op

revision = "006"
down_revision = "005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "search_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("stands_in", sa.Boolean(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("shelf", sa.String(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("names", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.CheckConstraint("length(kind) <= 20", name=op.f("ck_search_document_kind_length")),
        sa.CheckConstraint("length(ref) <= 160", name=op.f("ck_search_document_ref_length")),
        sa.CheckConstraint("length(title) <= 300", name=op.f("ck_search_document_title_length")),
        sa.CheckConstraint("length(place) <= 300", name=op.f("ck_search_document_place_length")),
        sa.CheckConstraint("length(body) <= 100000", name=op.f("ck_search_document_body_length")),
        sa.CheckConstraint(
            "length(address) <= 400", name=op.f("ck_search_document_address_length")
        ),
        sa.CheckConstraint(
            "length(audience) <= 120", name=op.f("ck_search_document_audience_length")
        ),
        sa.CheckConstraint("length(shelf) <= 120", name=op.f("ck_search_document_shelf_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_document")),
        sa.UniqueConstraint(
            "kind", "ref", "language", name=op.f("uq_search_document_kind_ref_language")
        ),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE search_index USING fts5(names, words, "
            "content='search_document', content_rowid='id', tokenize='ascii', detail=none)"
        )
    else:
        op.execute(
            "CREATE TABLE search_index (document_id INTEGER PRIMARY KEY "
            "REFERENCES search_document (id) ON DELETE CASCADE, vector TSVECTOR NOT NULL)"
        )
        op.execute("CREATE INDEX ix_search_index_vector ON search_index USING gin (vector)")


def downgrade() -> None:
    op.execute("DROP TABLE search_index")
    op.drop_table("search_document")
