"""Files of posts

Pictures and papers below a post, or with a form that is still to become one.
"""

import sqlalchemy as sa
from alembic import op

revision = "062"
down_revision = "060"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("shows", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.CheckConstraint("length(shows) <= 200", name=op.f("ck_attachment_shows_length")),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_attachment_digest_length")),
        sa.CheckConstraint(
            "length(name) BETWEEN 1 AND 120", name=op.f("ck_attachment_name_length")
        ),
        sa.CheckConstraint("size > 0", name=op.f("ck_attachment_size")),
        sa.CheckConstraint("(width IS NULL) = (height IS NULL)", name=op.f("ck_attachment_picture")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_attachment_by_id_user")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_attachment_post_id_post")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint(
            "by_id", "key", "digest", "name", name=op.f("uq_attachment_by_id_key_digest_name")
        ),
    )
    op.create_index(op.f("ix_attachment_digest"), "attachment", ["digest"])
    op.create_index(op.f("ix_attachment_post_id"), "attachment", ["post_id"])


def downgrade() -> None:
    op.drop_table("attachment")
