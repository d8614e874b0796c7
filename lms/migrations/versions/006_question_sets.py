"""Question sets

Before writing: does a big table stay locked while this runs? Expand, deploy, contract.
"""

import sqlalchemy as sa
from alembic import op

revision = "006"
down_revision = "001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("quiz_attempt", sa.Column("asked", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("quiz_attempt", "asked")  # not in a batch: a copied table would lose its answers
