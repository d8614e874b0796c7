"""Words of machines

Whether people or a machine put a post into another language: a row of its own for each.
"""

import sqlalchemy as sa
from alembic import op

revision = "086"
down_revision = "082"
branch_labels = None
depends_on = None

TABLE = "post_translation"
BEFORE, AFTER = f"uq_{TABLE}_post_id_language", f"uq_{TABLE}_post_id_language_kind"
CHECK = f"ck_{TABLE}_kind"


def upgrade() -> None:
    with op.batch_alter_table(TABLE) as table:
        table.add_column(sa.Column("kind", sa.String(), nullable=False, server_default="human"))
        table.create_check_constraint(op.f(CHECK), "kind IN ('human', 'machine')")
        table.drop_constraint(op.f(BEFORE), type_="unique")
        table.create_unique_constraint(op.f(AFTER), ["post_id", "language", "kind"])
    with op.batch_alter_table(TABLE) as table:
        table.alter_column("kind", server_default=None)


def downgrade() -> None:
    """There was no place for what a machine had made."""
    of_machines = f"SELECT id FROM {TABLE} WHERE kind = 'machine'"
    op.execute(f"DELETE FROM earlier_translation WHERE translation_id IN ({of_machines})")
    op.execute(f"DELETE FROM {TABLE} WHERE kind = 'machine'")
    with op.batch_alter_table(TABLE) as table:
        table.drop_constraint(op.f(AFTER), type_="unique")
        table.drop_constraint(op.f(CHECK), type_="check")
        table.drop_column("kind")
        table.create_unique_constraint(op.f(BEFORE), ["post_id", "language"])
