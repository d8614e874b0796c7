"""Entries by placement and state, and by their present version

Two indexes: what waits for one supervisor is found without what waits for all others.
"""

from alembic import op

revision = "032"
down_revision = "031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_log_entry_placement_id_state", "log_entry", ["placement_id", "state"])
    op.create_index("ix_log_entry_current_id", "log_entry", ["current_id"])


def downgrade() -> None:
    op.drop_index("ix_log_entry_current_id", "log_entry")
    op.drop_index("ix_log_entry_placement_id_state", "log_entry")
