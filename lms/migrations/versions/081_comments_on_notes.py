"""Comments on parts of experience notes

With what is reported of them, and what was decided.
"""

import sqlalchemy as sa
from alembic import op

revision = "081"
down_revision = "068"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "note_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("answers_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("markdown_version", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "part IN ('context', 'problem', 'action', 'result', 'cost', 'lesson', 'transfer')",
            name=op.f("ck_note_comment_part"),
        ),
        sa.CheckConstraint(
            "(removed_at IS NULL) = (removed_by_id IS NULL)", name=op.f("ck_note_comment_removed")
        ),
        sa.CheckConstraint("length(body) <= 1000", name=op.f("ck_note_comment_body_length")),
        sa.CheckConstraint("length(reason) <= 300", name=op.f("ck_note_comment_reason_length")),
        sa.CheckConstraint(
            "resolved_at IS NULL OR answers_id IS NULL", name=op.f("ck_note_comment_resolved")
        ),
        sa.ForeignKeyConstraint(
            ["answers_id"],
            ["note_comment.id"],
            name=op.f("fk_note_comment_answers_id_note_comment"),
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["user.id"], name=op.f("fk_note_comment_author_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["note_id", "number"],
            ["experience_note_text.note_id", "experience_note_text.number"],
            name=op.f("fk_note_comment_note_id_experience_note_text"),
        ),
        sa.ForeignKeyConstraint(
            ["note_id"],
            ["experience_note.id"],
            name=op.f("fk_note_comment_note_id_experience_note"),
        ),
        sa.ForeignKeyConstraint(
            ["removed_by_id"], ["user.id"], name=op.f("fk_note_comment_removed_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_comment")),
        sa.UniqueConstraint("author_id", "key", name=op.f("uq_note_comment_author_id_key")),
    )
    op.create_index("ix_note_comment_answers_id", "note_comment", ["answers_id"], unique=False)
    op.create_index(
        "ix_note_comment_author_id_at", "note_comment", ["author_id", "at"], unique=False
    )
    op.create_index(
        "ix_note_comment_note_id_part", "note_comment", ["note_id", "part"], unique=False
    )

    op.create_table(
        "note_comment_decision",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('kept', 'removed')", name=op.f("ck_note_comment_decision_outcome")
        ),
        sa.CheckConstraint(
            "length(reason) <= 300", name=op.f("ck_note_comment_decision_reason_length")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user.id"], name=op.f("fk_note_comment_decision_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["note_comment.id"],
            name=op.f("fk_note_comment_decision_comment_id_note_comment"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_comment_decision")),
    )
    op.create_index(
        "ix_note_comment_decision_comment_id", "note_comment_decision", ["comment_id"], unique=False
    )

    op.create_table(
        "note_comment_report",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("concern", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "concern IN ('private', 'hurtful', 'wrong', 'advertising', 'other')",
            name=op.f("ck_note_comment_report_concern"),
        ),
        sa.CheckConstraint(
            "length(words) <= 500", name=op.f("ck_note_comment_report_words_length")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user.id"], name=op.f("fk_note_comment_report_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["note_comment.id"],
            name=op.f("fk_note_comment_report_comment_id_note_comment"),
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["note_comment_decision.id"],
            name=op.f("fk_note_comment_report_decision_id_note_comment_decision"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_comment_report")),
    )
    op.create_index(
        "ix_note_comment_report_by_id_at", "note_comment_report", ["by_id", "at"], unique=False
    )
    op.create_index(
        "uq_note_comment_report_open",
        "note_comment_report",
        ["comment_id", "by_id"],
        unique=True,
        sqlite_where=sa.text("decision_id IS NULL"),
        postgresql_where=sa.text("decision_id IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("note_comment_report")
    op.drop_table("note_comment_decision")
    op.drop_table("note_comment")
