"""Who will supervise a trainee, known before there is a placement"""

import sqlalchemy as sa
from alembic import op

revision = "016"
down_revision = "015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "supervisor_match",
        sa.Column("enrolment_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("supervisor_id", sa.Integer(), nullable=False),
        sa.Column("matched_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolment.id"],
            name=op.f("fk_supervisor_match_enrolment_id_enrolment"),
        ),
        sa.ForeignKeyConstraint(
            ["supervisor_id"], ["user.id"], name=op.f("fk_supervisor_match_supervisor_id_user")
        ),
        sa.PrimaryKeyConstraint("enrolment_id", name=op.f("pk_supervisor_match")),
    )
    op.create_index(
        op.f("ix_supervisor_match_supervisor_id"), "supervisor_match", ["supervisor_id"]
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_supervisor_match_supervisor_id"), table_name="supervisor_match")
    op.drop_table("supervisor_match")
