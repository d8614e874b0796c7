"""Places of projects

Where a cluster or network stands on the map, roughly.
"""

import sqlalchemy as sa
from alembic import op

revision = "073"
down_revision = "051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "project", sa.Column("rough_place", sa.String(), server_default="", nullable=False)
    )


def downgrade() -> None:
    op.drop_column("project", "rough_place")
