"""Decisions

A kind of topic: what is decided, what people said to it, and what came of it.
"""

import sqlalchemy as sa
from alembic import op

revision = "058"
down_revision = "052"
branch_labels = None
depends_on = None

KINDS = "'question', 'discussion', 'visit_preparation', 'note', 'announcement'"
TABLES = ("choice", "stance", "option", "proposal", "move", "outcome")


def upgrade() -> None:
    _kinds(f"{KINDS}, 'decision'")
    _decisions()
    _proposals()
    _stances()
    _after()


def downgrade() -> None:
    for name in TABLES:
        op.drop_table(f"decision_{name}")
    op.drop_table("decision")
    op.execute("UPDATE topic SET kind = 'discussion' WHERE kind = 'decision'")
    _kinds(KINDS)


def _kinds(known: str) -> None:
    with op.batch_alter_table("topic", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_topic_kind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_topic_kind"), f"kind IN ({known})")


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _points(table: str, column: str, other: str, to: str = "id") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.{to}"], name=op.f(f"fk_{table}_{column}_{other}")
    )


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns or ("id",), name=op.f(f"pk_{table}"))


def _once(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def _holds(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _short(table: str, column: str, most: int) -> sa.CheckConstraint:
    return _holds(table, f"{column}_length", f"length({column}) <= {most}")


def _decisions() -> None:
    op.create_table(
        "decision",
        _number("topic_id"),
        _text("method"),
        _text("reasons"),
        _text("results"),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("several", sa.Boolean(), nullable=False),
        _number("quorum", nullable=True),
        _text("time_zone"),
        _moment("closes_at"),
        _number("version"),
        _moment("withdrawn_at", nullable=True),
        _holds("decision", "method", "method IN ('consent', 'advice', 'count', 'time_poll')"),
        _holds("decision", "reasons", "reasons IN ('none', 'optional', 'required')"),
        _holds("decision", "results", "results IN ('always', 'own', 'closed')"),
        _holds("decision", "anonymous", "NOT anonymous OR results = 'closed'"),
        _holds("decision", "quorum", "quorum > 0"),
        _points("decision", "topic_id", "topic"),
        _key("decision", "topic_id"),
    )
    op.create_index("ix_decision_closes_at", "decision", ["closes_at"])


def _proposals() -> None:
    table = "decision_proposal"
    op.create_table(
        table,
        _number("id"),
        _number("decision_id"),
        _number("no"),
        _text("text"),
        _text("why"),
        _number("by_id"),
        _moment("at"),
        _short(table, "text", 2000),
        _short(table, "why", 300),
        _points(table, "decision_id", "decision", "topic_id"),
        _points(table, "by_id", "user"),
        _key(table),
        _once(table, "decision_id", "no"),
    )
    table = "decision_option"
    op.create_table(
        table,
        _number("id"),
        _number("proposal_id"),
        _number("no"),
        _text("code"),
        _text("label"),
        _text("meaning"),
        _moment("starts_at", nullable=True),
        _short(table, "label", 120),
        _short(table, "meaning", 300),
        _holds(table, "said", "code <> '' OR label <> '' OR starts_at IS NOT NULL"),
        _points(table, "proposal_id", "decision_proposal"),
        _key(table),
        _once(table, "proposal_id", "no"),
    )


def _stances() -> None:
    table = "decision_stance"
    op.create_table(
        table,
        _number("id"),
        _number("proposal_id"),
        _text("voter"),
        _number("person_id", nullable=True),
        sa.Column("key", sa.Uuid(), nullable=False),
        _text("reason"),
        _moment("at", nullable=True),
        _moment("removed_at", nullable=True),
        _number("removed_by_id", nullable=True),
        _short(table, "reason", 1000),
        _holds(table, "anonymous", "(person_id IS NULL) = (at IS NULL)"),
        _holds(table, "removed", "(removed_at IS NULL) = (removed_by_id IS NULL)"),
        _points(table, "proposal_id", "decision_proposal"),
        _points(table, "person_id", "user"),
        _points(table, "removed_by_id", "user"),
        _key(table),
        _once(table, "proposal_id", "voter", "key"),
    )
    op.create_index(op.f("ix_decision_stance_person_id"), table, ["person_id"])
    op.create_index(
        "ix_decision_stance_proposal_id_voter_id", table, ["proposal_id", "voter", "id"]
    )
    table = "decision_choice"
    op.create_table(
        table,
        _number("stance_id"),
        _number("option_id"),
        _points(table, "stance_id", "decision_stance"),
        _points(table, "option_id", "decision_option"),
        _key(table, "stance_id", "option_id"),
    )
    op.create_index("ix_decision_choice_option_id", table, ["option_id"])


def _after() -> None:
    table = "decision_move"
    op.create_table(
        table,
        _number("id"),
        _number("decision_id"),
        _moment("from_at"),
        _moment("to_at"),
        _text("reason"),
        _number("by_id"),
        _moment("at"),
        _short(table, "reason", 300),
        _points(table, "decision_id", "decision", "topic_id"),
        _points(table, "by_id", "user"),
        _key(table),
    )
    op.create_index("ix_decision_move_decision_id", table, ["decision_id"])
    table = "decision_outcome"
    op.create_table(
        table,
        _number("id"),
        _number("decision_id"),
        _number("no"),
        _text("text"),
        sa.Column("review_on", sa.Date(), nullable=True),
        _number("by_id"),
        _moment("at"),
        _short(table, "text", 3000),
        _points(table, "decision_id", "decision", "topic_id"),
        _points(table, "by_id", "user"),
        _key(table),
        _once(table, "decision_id", "no"),
    )
    op.create_index("ix_decision_outcome_review_on", table, ["review_on"])
