"""Reply keys

A number for each person, signed into the addresses by which they answer by e-mail.
"""

import sqlalchemy as sa
from alembic import op

revision = "052"
down_revision = "049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("user", sa.Column("reply_key", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("user") as batch_op:
        batch_op.drop_column("reply_key")
