"""Reactions

What readers say of a post: useful, tried it, thanks, a question.
"""

import sqlalchemy as sa
from alembic import op

revision = "056"
down_revision = "054"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reaction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('useful', 'tried', 'thanks', 'question')", name=op.f("ck_reaction_kind")
        ),
        sa.CheckConstraint("(kind = 'tried') = (words <> '')", name=op.f("ck_reaction_words")),
        sa.CheckConstraint("length(words) <= 300", name=op.f("ck_reaction_words_length")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_reaction_post_id_post")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_reaction_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reaction")),
        sa.UniqueConstraint(
            "post_id", "user_id", "kind", name=op.f("uq_reaction_post_id_user_id_kind")
        ),
    )


def downgrade() -> None:
    op.drop_table("reaction")
