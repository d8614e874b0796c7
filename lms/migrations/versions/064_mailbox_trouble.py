"""Mailbox trouble

Since when the mailbox cannot be read, for those who can mend it: a log is read by nobody.
"""

import sqlalchemy as sa
from alembic import op

revision = "064"
down_revision = "075"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mailbox_trouble",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_mailbox_trouble_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailbox_trouble")),
    )


def downgrade() -> None:
    op.drop_table("mailbox_trouble")
