"""Questions by their content, quizzes of editions, files on trial

`quiz_attempt` gains a column that may be empty and is not written anew, so no answer is touched.
"""

import sqlalchemy as sa
from alembic import op

revision = "010"
down_revision = "009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kept_question",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('one', 'many', 'order', 'match', 'number', 'short')",
            name=op.f("ck_kept_question_kind"),
        ),
        sa.CheckConstraint("length(key) = 25", name=op.f("ck_kept_question_key_length")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_kept_question")),
    )
    op.create_table(
        "question_set",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("pass_percent", sa.Integer(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "length(title) BETWEEN 1 AND 120", name=op.f("ck_question_set_title_length")
        ),
        sa.CheckConstraint(
            "pass_percent BETWEEN 1 AND 100", name=op.f("ck_question_set_pass_percent")
        ),
        sa.CheckConstraint(
            "(opens_on IS NULL) = (published_at IS NULL)", name=op.f("ck_question_set_published")
        ),
        sa.CheckConstraint(
            "withdrawn_at IS NULL OR published_at IS NOT NULL",
            name=op.f("ck_question_set_withdrawn"),
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_question_set_edition_id_edition")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_set")),
        sa.UniqueConstraint("edition_id", "title", name=op.f("uq_question_set_edition_id_title")),
    )
    op.create_table(
        "set_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.CheckConstraint("length(name) <= 255", name=op.f("ck_set_question_name_length")),
        sa.CheckConstraint("length(category) <= 255", name=op.f("ck_set_question_category_length")),
        sa.ForeignKeyConstraint(
            ["key"], ["kept_question.key"], name=op.f("fk_set_question_key_kept_question")
        ),
        sa.ForeignKeyConstraint(
            ["set_id"],
            ["question_set.id"],
            name=op.f("fk_set_question_set_id_question_set"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_set_question")),
        sa.UniqueConstraint("set_id", "key", name=op.f("uq_set_question_set_id_key")),
    )
    with op.batch_alter_table("set_question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_set_question_key"), ["key"], unique=False)

    op.create_table(
        "question_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("encoding", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(text) <= 262144", name=op.f("ck_question_file_text_length")),
        sa.CheckConstraint("length(name) <= 255", name=op.f("ck_question_file_name_length")),
        sa.ForeignKeyConstraint(
            ["set_id"],
            ["question_set.id"],
            name=op.f("fk_question_file_set_id_question_set"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_file")),
        sa.UniqueConstraint("set_id", "digest", name=op.f("uq_question_file_set_id_digest")),
    )
    op.add_column("quiz_attempt", sa.Column("asked", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("quiz_attempt", "asked")  # not in a batch: a copied table would lose its answers
    op.drop_table("question_file")
    with op.batch_alter_table("set_question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_set_question_key"))

    op.drop_table("set_question")
    op.drop_table("question_set")
    op.drop_table("kept_question")
