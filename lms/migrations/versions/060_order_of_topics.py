"""Order of topics

Where posts went that stand in another topic now, and topics that went into others.
"""

import sqlalchemy as sa
from alembic import op

revision = "060"
down_revision = "056"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("topic", sa.Column("holes", sa.Integer(), server_default="0", nullable=False))
    op.create_table(
        "topic_merger",
        _number("topic_id"),
        _number("into_id"),
        _number("after"),
        _number("by_id"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _points("topic_merger", "topic_id", "topic"),
        _points("topic_merger", "into_id", "topic"),
        _points("topic_merger", "by_id", "user"),
        sa.PrimaryKeyConstraint("topic_id", name=op.f("pk_topic_merger")),
    )
    op.create_index(op.f("ix_topic_merger_into_id"), "topic_merger", ["into_id"])
    op.create_table(
        "topic_departure",
        _number("id"),
        _number("from_id"),
        _number("no"),
        _number("count"),
        _number("to_id"),
        _number("by_id"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _points("topic_departure", "from_id", "topic"),
        _points("topic_departure", "to_id", "topic"),
        _points("topic_departure", "by_id", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic_departure")),
    )
    op.create_index(op.f("ix_topic_departure_from_id"), "topic_departure", ["from_id"])
    op.create_index(op.f("ix_topic_departure_to_id"), "topic_departure", ["to_id"])


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _points(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )


def downgrade() -> None:
    op.drop_table("topic_departure")
    op.drop_table("topic_merger")
    with op.batch_alter_table("topic") as batch_op:
        batch_op.drop_column("holes")
