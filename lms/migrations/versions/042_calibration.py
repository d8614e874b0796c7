"""Calibration

Levels that assessors gave to shared samples.
"""

import sqlalchemy as sa
from alembic import op

revision = "042"
down_revision = "048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calibration_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("sample", sa.String(), nullable=False),
        sa.Column("rubric_digest", sa.String(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_calibration_mark_user_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calibration_mark")),
    )
    op.create_index(
        "ix_calibration_mark_user_id_sample", "calibration_mark", ["user_id", "sample"]
    )


def downgrade() -> None:
    op.drop_table("calibration_mark")
