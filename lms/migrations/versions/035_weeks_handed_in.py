"""Weeks handed in

One new table; no other is touched.
"""

import sqlalchemy as sa
from alembic import op

revision = "035"
down_revision = "034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("closing",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("placement_id", sa.Integer(), nullable=False),
    sa.Column("target", sa.String(), nullable=False),
    sa.Column("number", sa.Integer(), nullable=False),
    sa.Column("kind", sa.String(), nullable=False),
    sa.Column("reason", sa.String(), nullable=False),
    sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("reopened_by_id", sa.Integer(), nullable=True),
    sa.Column("reopen_reason", sa.String(), nullable=False),
    sa.CheckConstraint("(kind = 'none') = (reason <> '')", name=op.f("ck_closing_reason")),
    sa.CheckConstraint("kind IN ('worked', 'none')", name=op.f("ck_closing_kind")),
    sa.CheckConstraint("(reopened_at IS NULL) = (reopened_by_id IS NULL)", name=op.f("ck_closing_reopened")),
    sa.CheckConstraint("length(reason) <= 300", name=op.f("ck_closing_reason_length")),
    sa.CheckConstraint("length(reopen_reason) <= 300", name=op.f("ck_closing_reopen_reason_length")),
    sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_closing_placement_id_placement")),
    sa.ForeignKeyConstraint(["reopened_by_id"], ["user.id"], name=op.f("fk_closing_reopened_by_id_user")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_closing")),
    sa.UniqueConstraint("placement_id", "target", "number", name=op.f("uq_closing_placement_id_target_number"))
    )


def downgrade() -> None:
    op.drop_table("closing")
