"""Days on which an edition has no class"""

import sqlalchemy as sa
from alembic import op

revision = "013"
down_revision = "012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("edition", sa.Column("days_off", sa.JSON(), server_default="[]", nullable=False))


def downgrade() -> None:
    op.drop_column("edition", "days_off")
