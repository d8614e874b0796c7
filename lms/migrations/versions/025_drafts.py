"""Drafts of forms on the server"""

import sqlalchemy as sa
from alembic import op

revision = "025"
down_revision = "024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("draft",
    sa.Column("owner_id", sa.Integer(), nullable=False),
    sa.Column("key", sa.String(), nullable=False),
    sa.Column("fields", sa.JSON(), nullable=False),
    sa.Column("sent_to", sa.String(), nullable=False),
    sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("length(key) <= 200", name=op.f("ck_draft_key_length")),
    sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name=op.f("fk_draft_owner_id_user")),
    sa.PrimaryKeyConstraint("owner_id", "key", name=op.f("pk_draft"))
    )


def downgrade() -> None:
    op.drop_table("draft")
