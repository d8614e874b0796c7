"""Mentions

Names as they are written to mention somebody, and who is named in which post.
"""

import sqlalchemy as sa
from alembic import op

from lms.letters import name_key

revision = "051"
down_revision = "071"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("user", sa.Column("name_key", sa.String(), server_default="", nullable=False))
    _write_names()
    with op.batch_alter_table("user") as table:
        table.alter_column("name_key", server_default=None)
    op.create_index(op.f("ix_user_name_key"), "user", ["name_key"])
    op.create_table(
        "post_mention",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_post_mention_user_id_user")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_mention_post_id_post")),
        sa.PrimaryKeyConstraint("user_id", "post_id", name=op.f("pk_post_mention")),
    )
    op.create_index(op.f("ix_post_mention_post_id"), "post_mention", ["post_id"])


def _write_names() -> None:
    user = sa.table("user", sa.column("id"), sa.column("name"), sa.column("name_key"))
    for number, name in op.get_bind().execute(sa.select(user.c.id, user.c.name)).all():
        op.execute(user.update().where(user.c.id == number).values(name_key=name_key(name)))


def downgrade() -> None:
    op.drop_table("post_mention")
    op.drop_index(op.f("ix_user_name_key"), "user")
    with op.batch_alter_table("user") as table:
        table.drop_column("name_key")
