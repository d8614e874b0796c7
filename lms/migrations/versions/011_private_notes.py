"""Private notes and marked passages"""

import sqlalchemy as sa
from alembic import op

revision = "011"
down_revision = "010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("quote", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('lesson', 'day', 'elective', 'fieldwork')", name=op.f("ck_note_kind")
        ),
        sa.CheckConstraint(
            "length(before) <= 64 AND length(after) <= 64", name=op.f("ck_note_context_length")
        ),
        sa.CheckConstraint("length(body) <= 4000", name=op.f("ck_note_body_length")),
        sa.CheckConstraint("length(quote) + length(body) > 0", name=op.f("ck_note_says_something")),
        sa.CheckConstraint("length(quote) <= 2000", name=op.f("ck_note_quote_length")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_note_version")),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name=op.f("fk_note_owner_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.create_index("ix_note_owner_id_ref", ["owner_id", "ref"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.drop_index("ix_note_owner_id_ref")

    op.drop_table("note")
