"""Topics of a space by their kind

Lists of one kind have an order of their own.
"""

from alembic import op

revision = "085"
down_revision = "078"
branch_labels = None
depends_on = None
NAME = "ix_topic_space_id_kind_bumped_at_id"


def upgrade() -> None:
    op.create_index(NAME, "topic", ["space_id", "kind", "bumped_at", "id"])


def downgrade() -> None:
    op.drop_index(NAME, table_name="topic")
