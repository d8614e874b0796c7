"""Two texts of one entry

A new table, and a column that is empty in every old row.
"""

import sqlalchemy as sa
from alembic import op

revision = "030"
down_revision = "029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "log_conflict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("mine_id", sa.Uuid(), nullable=False),
        sa.Column("theirs_id", sa.Uuid(), nullable=False),
        sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("chosen_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["chosen_id"],
            ["log_entry_version.id"],
            name=op.f("fk_log_conflict_chosen_id_log_entry_version"),
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["log_entry.id"], name=op.f("fk_log_conflict_entry_id_log_entry")
        ),
        sa.ForeignKeyConstraint(
            ["mine_id"],
            ["log_entry_version.id"],
            name=op.f("fk_log_conflict_mine_id_log_entry_version"),
        ),
        sa.ForeignKeyConstraint(
            ["theirs_id"],
            ["log_entry_version.id"],
            name=op.f("fk_log_conflict_theirs_id_log_entry_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_conflict")),
        sa.UniqueConstraint("mine_id", name=op.f("uq_log_conflict_mine_id")),
    )
    with op.batch_alter_table("log_conflict", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_log_conflict_entry_id"), ["entry_id"], unique=False)

    with op.batch_alter_table("log_entry_version", schema=None) as batch_op:
        batch_op.add_column(sa.Column("forked_from", sa.Uuid(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("log_entry_version", schema=None) as batch_op:
        batch_op.drop_column("forked_from")

    with op.batch_alter_table("log_conflict", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_log_conflict_entry_id"))

    op.drop_table("log_conflict")
