"""Authors and files of case papers

Whoever began a paper becomes its author; no other table is touched.
"""

import sqlalchemy as sa
from alembic import op

revision = "026"
down_revision = "025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_paper_author",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("adjustment", sa.Integer(), nullable=False),
        sa.Column("adjustment_reason", sa.String(), nullable=False),
        sa.Column("adjusted_by_id", sa.Integer(), nullable=True),
        sa.Column("consented_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(adjustment = 0) = (adjustment_reason = '')",
            name=op.f("ck_case_paper_author_adjustment_has_its_reason"),
        ),
        sa.CheckConstraint(
            "adjustment BETWEEN -30 AND 30", name=op.f("ck_case_paper_author_adjustment")
        ),
        sa.CheckConstraint(
            "length(adjustment_reason) <= 300",
            name=op.f("ck_case_paper_author_adjustment_reason_length"),
        ),
        sa.ForeignKeyConstraint(
            ["adjusted_by_id"], ["user.id"], name=op.f("fk_case_paper_author_adjusted_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolment.id"],
            name=op.f("fk_case_paper_author_enrolment_id_enrolment"),
        ),
        sa.ForeignKeyConstraint(
            ["paper_id"],
            ["case_paper.id"],
            name=op.f("fk_case_paper_author_paper_id_case_paper"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_paper_author")),
        sa.UniqueConstraint(
            "enrolment_id", "case_id", name=op.f("uq_case_paper_author_enrolment_id_case_id")
        ),
    )
    with op.batch_alter_table("case_paper_author", schema=None) as batch_op:
        batch_op.create_index("ix_case_paper_author_paper_id", ["paper_id"], unique=False)

    op.create_table(
        "case_paper_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_case_paper_file_file_id_stored_file")
        ),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["case_paper.id"], name=op.f("fk_case_paper_file_paper_id_case_paper")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_paper_file")),
        sa.UniqueConstraint(
            "paper_id", "file_id", name=op.f("uq_case_paper_file_paper_id_file_id")
        ),
    )

    op.execute(
        "INSERT INTO case_paper_author"
        " (paper_id, enrolment_id, case_id, adjustment, adjustment_reason)"
        " SELECT id, enrolment_id, case_id, 0, '' FROM case_paper"
    )


def downgrade() -> None:
    op.drop_table("case_paper_file")
    with op.batch_alter_table("case_paper_author", schema=None) as batch_op:
        batch_op.drop_index("ix_case_paper_author_paper_id")

    op.drop_table("case_paper_author")
