"""Who has an entry open, and who wants no single keys"""

import sqlalchemy as sa
from alembic import op

revision = "030"
down_revision = "029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "user", sa.Column("keys_off", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_table(
        "review_opening",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["log_entry.id"],
            name=op.f("fk_review_opening_entry_id_log_entry"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"],
            ["user.id"],
            name=op.f("fk_review_opening_reviewer_id_user"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_review_opening")),
    )


def downgrade() -> None:
    op.drop_table("review_opening")
    with op.batch_alter_table("user", schema=None) as batch_op:
        batch_op.drop_column("keys_off")
