"""Reasons of rules of completion

Whoever changes a rule says why. Added without making the table anew, so that its triggers stay.
"""

from alembic import op

revision = "014"
down_revision = "013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "ALTER TABLE completion_rule ADD COLUMN why VARCHAR NOT NULL DEFAULT '' "
        "CONSTRAINT ck_completion_rule_why_length CHECK (length(why) <= 300)"
    )
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("completion_rule", "why", server_default=None)


def downgrade() -> None:
    op.execute("ALTER TABLE completion_rule DROP COLUMN why")
