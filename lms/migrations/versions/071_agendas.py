"""Agendas of programmes

Releases, each whole, and seats in slots that have few.
"""

import sqlalchemy as sa
from alembic import op

revision = "071"
down_revision = "070"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agenda_release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("slots", sa.JSON(), nullable=False),
        sa.CheckConstraint("length(note) <= 400", name=op.f("ck_agenda_release_note_length")),
        sa.CheckConstraint("number > 0", name=op.f("ck_agenda_release_number")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_agenda_release_by_id_user")),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_agenda_release_programme_id_programme"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_release")),
        sa.UniqueConstraint(
            "programme_id", "number", name=op.f("uq_agenda_release_programme_id_number")
        ),
    )
    op.create_table(
        "slot_seat",
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["programme_slot.id"], name=op.f("fk_slot_seat_slot_id_programme_slot")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_slot_seat_user_id_user")),
        sa.PrimaryKeyConstraint("slot_id", "user_id", name=op.f("pk_slot_seat")),
    )
    op.create_index(op.f("ix_slot_seat_user_id"), "slot_seat", ["user_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_slot_seat_user_id"), table_name="slot_seat")
    op.drop_table("slot_seat")
    op.drop_table("agenda_release")
