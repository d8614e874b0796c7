"""What a device says of its clock"""

import sqlalchemy as sa
from alembic import op

revision = "044"
down_revision = "037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("log_entry_version", sa.Column("recorded_on", sa.Date(), nullable=True))
    op.add_column(
        "log_entry_version", sa.Column("device_time", sa.DateTime(timezone=True), nullable=True)
    )


def downgrade() -> None:
    op.drop_column("log_entry_version", "device_time")
    op.drop_column("log_entry_version", "recorded_on")
