"""Attendance of programmes

Who was there in which part of the agenda, since when a place counts as attended, and how much of
the agenda a programme asks for before it certifies that somebody took part.
"""

import sqlalchemy as sa
from alembic import op

revision = "069"
down_revision = "063"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "slot_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("marked_by_id", sa.Integer(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status IN ('present', 'late', 'excused', 'absent')", name=op.f("ck_slot_mark_status")
        ),
        sa.ForeignKeyConstraint(
            ["marked_by_id"], ["user.id"], name=op.f("fk_slot_mark_marked_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_slot_mark_participation_id_participation"),
        ),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["programme_slot.id"], name=op.f("fk_slot_mark_slot_id_programme_slot")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slot_mark")),
        sa.UniqueConstraint(
            "slot_id", "participation_id", name=op.f("uq_slot_mark_slot_id_participation_id")
        ),
    )
    op.create_index(op.f("ix_slot_mark_participation_id"), "slot_mark", ["participation_id"])
    op.add_column(
        "participation", sa.Column("attended_at", sa.DateTime(timezone=True), nullable=True)
    )
    with op.batch_alter_table("programme", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("certificate_percent", sa.Integer(), server_default="80", nullable=False)
        )
        batch_op.create_check_constraint(
            op.f("ck_programme_certificate_percent"), "certificate_percent BETWEEN 1 AND 100"
        )


def downgrade() -> None:
    with op.batch_alter_table("programme", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_programme_certificate_percent"), type_="check")
        batch_op.drop_column("certificate_percent")
    op.drop_column("participation", "attended_at")
    op.drop_index(op.f("ix_slot_mark_participation_id"), table_name="slot_mark")
    op.drop_table("slot_mark")
