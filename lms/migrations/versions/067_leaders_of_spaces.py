"""Leaders of spaces

Directors decide what stands in the talk of their programme, as trainers do in that of their edition.
Until now only administrators did. Who directs a programme already leads its space from here on.
"""

import sqlalchemy as sa
from alembic import op

revision = "067"
down_revision = "072"
branch_labels = None
depends_on = None

DIRECTS = """
    UPDATE space_member SET leads_since = joined_at WHERE EXISTS (
        SELECT 1 FROM participation
        JOIN programme ON programme.id = participation.programme_id
        WHERE programme.space_id = space_member.space_id
        AND participation.user_id = space_member.user_id
        AND participation.role = 'director' AND participation.state = 'confirmed'
    )
"""


def upgrade() -> None:
    op.add_column(
        "space_member", sa.Column("leads_since", sa.DateTime(timezone=True), nullable=True)
    )
    op.execute(DIRECTS)


def downgrade() -> None:
    op.drop_column("space_member", "leads_since")
