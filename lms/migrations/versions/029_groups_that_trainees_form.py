"""Groups that trainees form: who lets them, and whom an author asks

Both tables are new; nothing is moved.
"""

import sqlalchemy as sa
from alembic import op

revision = "029"
down_revision = "028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_group_permission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("most BETWEEN 2 AND 6", name=op.f("ck_case_group_permission_most")),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_case_group_permission_edition_id_edition")
        ),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["user.id"], name=op.f("fk_case_group_permission_given_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_group_permission")),
        sa.UniqueConstraint(
            "edition_id", "case_id", name=op.f("uq_case_group_permission_edition_id_case_id")
        ),
    )
    op.create_table(
        "case_paper_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolment.id"],
            name=op.f("fk_case_paper_invitation_enrolment_id_enrolment"),
        ),
        sa.ForeignKeyConstraint(
            ["paper_id"],
            ["case_paper.id"],
            name=op.f("fk_case_paper_invitation_paper_id_case_paper"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_paper_invitation")),
        sa.UniqueConstraint(
            "paper_id", "enrolment_id", name=op.f("uq_case_paper_invitation_paper_id_enrolment_id")
        ),
    )
    with op.batch_alter_table("case_paper_invitation", schema=None) as batch_op:
        batch_op.create_index(
            "ix_case_paper_invitation_enrolment_id", ["enrolment_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("case_paper_invitation", schema=None) as batch_op:
        batch_op.drop_index("ix_case_paper_invitation_enrolment_id")

    op.drop_table("case_paper_invitation")
    op.drop_table("case_group_permission")
