"""Levels

How much each person wants to hear of a topic and of a space, and why.
"""

import sqlalchemy as sa
from alembic import op

revision = "050"
down_revision = "059"
branch_labels = None
depends_on = None

LEVELS = "level IN ('mute', 'normal', 'follow')"
REASONS = "reason IN ('', 'chose', 'began', 'wrote', 'mailed', 'mentioned')"


def upgrade() -> None:
    with op.batch_alter_table("topic_reader") as table:
        table.add_column(sa.Column("level", sa.String(), nullable=False, server_default="normal"))
        table.add_column(sa.Column("reason", sa.String(), nullable=False, server_default=""))
        table.create_check_constraint(op.f("ck_topic_reader_level"), LEVELS)
        table.create_check_constraint(op.f("ck_topic_reader_reason"), REASONS)
    with op.batch_alter_table("topic_reader") as table:
        table.alter_column("level", server_default=None)
        table.alter_column("reason", server_default=None)
    _follow_what_they_wrote_in()
    op.create_table(
        "space_reader",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.CheckConstraint(
            "level IN ('mute', 'normal', 'follow', 'all')", name=op.f("ck_space_reader_level")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_space_reader_user_id_user")),
        sa.ForeignKeyConstraint(
            ["space_id"], ["space.id"], name=op.f("fk_space_reader_space_id_space")
        ),
        sa.PrimaryKeyConstraint("user_id", "space_id", name=op.f("pk_space_reader")),
    )
    op.create_index(op.f("ix_space_reader_space_id"), "space_reader", ["space_id"])


def _follow_what_they_wrote_in() -> None:
    wrote = (
        "EXISTS (SELECT 1 FROM post WHERE post.topic_id = topic_reader.topic_id"
        " AND post.author_id = topic_reader.user_id)"
    )
    began = (
        "EXISTS (SELECT 1 FROM topic WHERE topic.id = topic_reader.topic_id"
        " AND topic.author_id = topic_reader.user_id)"
    )
    op.execute(f"UPDATE topic_reader SET level = 'follow', reason = 'wrote' WHERE {wrote}")
    op.execute(f"UPDATE topic_reader SET reason = 'began' WHERE reason = 'wrote' AND {began}")


def downgrade() -> None:
    op.drop_table("space_reader")
    with op.batch_alter_table("topic_reader") as table:
        table.drop_constraint(op.f("ck_topic_reader_level"))
        table.drop_constraint(op.f("ck_topic_reader_reason"))
        table.drop_column("level")
        table.drop_column("reason")
