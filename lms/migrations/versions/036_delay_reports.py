"""Delays that trainees report"""

import sqlalchemy as sa
from alembic import op

revision = "036"
down_revision = "035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "delay_report",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["log_entry.id"],
            name=op.f("fk_delay_report_entry_id_log_entry"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("entry_id", "submitted_at", name=op.f("pk_delay_report")),
    )


def downgrade() -> None:
    op.drop_table("delay_report")
