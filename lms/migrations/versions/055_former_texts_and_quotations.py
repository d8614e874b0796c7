"""Former texts and quotations

What a post said before it was changed, and which post quotes words of which.
"""

import re

import sqlalchemy as sa
from alembic import op

revision = "055"
down_revision = "061"
branch_labels = None
depends_on = None

FROM = re.compile(r"^(?: {0,3}> ?)+\[(?:[^\]\\]|\\.)*\]\(/p/([0-9]{1,9})\)", re.MULTILINE)


def upgrade() -> None:
    op.create_table(
        "post_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(body) <= 8000", name=op.f("ck_post_revision_body_length")),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_post_revision_post_id_post")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_revision")),
    )
    op.create_index(op.f("ix_post_revision_post_id"), "post_revision", ["post_id"])
    quotes = op.create_table(
        "post_quote",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_quote_post_id_post")),
        sa.ForeignKeyConstraint(
            ["source_id"], ["post.id"], name=op.f("fk_post_quote_source_id_post")
        ),
        sa.PrimaryKeyConstraint("post_id", "source_id", name=op.f("pk_post_quote")),
    )
    op.create_index(op.f("ix_post_quote_source_id"), "post_quote", ["source_id"])
    _note_what_is_quoted_already(quotes)


def _note_what_is_quoted_already(quotes: sa.Table) -> None:
    connection = op.get_bind()
    post = sa.table("post", sa.column("id"), sa.column("body"))
    known = set(connection.scalars(sa.select(post.c.id)))
    quoting = sa.select(post.c.id, post.c.body).where(post.c.body.contains("](/p/"))
    rows = [
        {"post_id": number, "source_id": source}
        for number, body in connection.execute(quoting)
        for source in sorted(known.intersection(map(int, FROM.findall(body))))
    ]
    if rows:
        op.bulk_insert(quotes, rows)


def downgrade() -> None:
    op.drop_table("post_quote")
    op.drop_table("post_revision")
