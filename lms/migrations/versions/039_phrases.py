"""Phrases that supervisors keep for their comments"""

import sqlalchemy as sa
from alembic import op

revision = "039"
down_revision = "044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "phrase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(text) <= 300", name=op.f("ck_phrase_text_length")),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name=op.f("fk_phrase_owner_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phrase")),
        sa.UniqueConstraint("owner_id", "text", name=op.f("uq_phrase_owner_id_text")),
    )


def downgrade() -> None:
    op.drop_table("phrase")
