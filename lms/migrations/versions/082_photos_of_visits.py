"""Photos of observations

What a device names and sends after the words, and what the server made of each.
"""

import sqlalchemy as sa
from alembic import op

revision = "082"
down_revision = "085"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "visit_photo_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_visit_photo_file_digest_length")),
        sa.CheckConstraint(
            "length(name) BETWEEN 1 AND 120", name=op.f("ck_visit_photo_file_name_length")
        ),
        sa.CheckConstraint("size > 0", name=op.f("ck_visit_photo_file_size")),
        sa.CheckConstraint(
            "(width IS NULL) = (height IS NULL)", name=op.f("ck_visit_photo_file_picture")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user.id"], name=op.f("fk_visit_photo_file_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_photo_file")),
    )
    op.create_index(op.f("ix_visit_photo_file_digest"), "visit_photo_file", ["digest"])
    op.create_table(
        "visit_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("observation_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("caption", sa.String(), nullable=False),
        sa.Column("consent", sa.String(), nullable=False),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("refusal", sa.String(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "state IN ('expected', 'uploading', 'received', 'refused', 'withdrawn')",
            name=op.f("ck_visit_photo_state"),
        ),
        sa.CheckConstraint(
            "consent IN ('none', 'spoken', 'written', 'hidden')",
            name=op.f("ck_visit_photo_consent"),
        ),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_visit_photo_digest_length")),
        sa.CheckConstraint("size > 0", name=op.f("ck_visit_photo_size")),
        sa.CheckConstraint(
            "(state = 'received') = (file_id IS NOT NULL)", name=op.f("ck_visit_photo_file")
        ),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)",
            name=op.f("ck_visit_photo_withdrawn"),
        ),
        sa.CheckConstraint(
            "length(caption) <= 200", name=op.f("ck_visit_photo_caption_length")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["visit_photo_file.id"],
            name=op.f("fk_visit_photo_file_id_visit_photo_file"),
        ),
        sa.ForeignKeyConstraint(
            ["observation_id"],
            ["visit_observation.id"],
            name=op.f("fk_visit_photo_observation_id_visit_observation"),
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["user.id"], name=op.f("fk_visit_photo_withdrawn_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_photo")),
        sa.UniqueConstraint(
            "observation_id", "digest", name=op.f("uq_visit_photo_observation_id_digest")
        ),
    )
    op.create_index(op.f("ix_visit_photo_digest"), "visit_photo", ["digest"])
    op.create_index(op.f("ix_visit_photo_file_id"), "visit_photo", ["file_id"])


def downgrade() -> None:
    op.drop_table("visit_photo")
    op.drop_table("visit_photo_file")
