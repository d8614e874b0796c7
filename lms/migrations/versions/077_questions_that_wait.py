"""Questions that wait

What a decision is to be waits beside the text that begins it.
"""

import sqlalchemy as sa
from alembic import op

revision = "077"
down_revision = "081"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("held_writing", sa.Column("beside", sa.JSON(), nullable=True))


def downgrade() -> None:
    """The texts go on waiting: as the beginning of a discussion, for their question is lost."""
    op.execute(
        "UPDATE held_writing SET kind = 'discussion' WHERE kind = 'decision' AND post_id IS NULL"
    )
    op.drop_column("held_writing", "beside")
