"""Reports of posts

What members say about a post, and what was decided.
"""

import sqlalchemy as sa
from alembic import op

revision = "049"
down_revision = "042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "post_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('kept', 'removed')", name=op.f("ck_post_decision_outcome")
        ),
        sa.CheckConstraint("length(reason) <= 300", name=op.f("ck_post_decision_reason_length")),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_post_decision_post_id_post")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_post_decision_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_decision")),
    )
    op.create_index(op.f("ix_post_decision_post_id"), "post_decision", ["post_id"])
    op.create_table(
        "post_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("concern", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "concern IN ('private', 'hurtful', 'wrong', 'advertising', 'other')",
            name=op.f("ck_post_report_concern"),
        ),
        sa.CheckConstraint("length(words) <= 500", name=op.f("ck_post_report_words_length")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_report_post_id_post")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_post_report_by_id_user")),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["post_decision.id"],
            name=op.f("fk_post_report_decision_id_post_decision"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_report")),
    )
    still_open = sa.text("decision_id IS NULL")
    op.create_index(
        "uq_post_report_open",
        "post_report",
        ["post_id", "by_id"],
        unique=True,
        sqlite_where=still_open,
        postgresql_where=still_open,
    )
    op.create_index("ix_post_report_by_id_at", "post_report", ["by_id", "at"])


def downgrade() -> None:
    op.drop_table("post_report")
    op.drop_table("post_decision")
