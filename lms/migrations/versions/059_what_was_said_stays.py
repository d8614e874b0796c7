"""What was said in a decision stays

Rows of decisions are only added: triggers refuse to change or delete what people relied on when
they spoke, and what they said.
"""

from alembic import op

revision = "059"
down_revision = "058"
branch_labels = None
depends_on = None

KEPT = {
    "decision": "topic_id, method, reasons, results, anonymous, several, quorum, time_zone",
    "decision_proposal": "decision_id, no, text, why, by_id, at",
    "decision_option": "proposal_id, no, code, label, meaning, starts_at",
    "decision_stance": "proposal_id, voter, person_id, key, reason, at",
    "decision_choice": "stance_id, option_id",
    "decision_move": "decision_id, from_at, to_at, reason, by_id, at",
    "decision_outcome": "decision_id, no, text, review_on, by_id, at",
}
REFUSAL = "what was said in a decision stays"


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    if not sqlite:
        op.execute(
            "CREATE FUNCTION refuse_decision_change() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
    act = (
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        if sqlite
        else "FOR EACH ROW EXECUTE FUNCTION refuse_decision_change()"
    )
    for table, columns in KEPT.items():
        op.execute(
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {columns} ON {table} {act}"
        )
        op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {act}")


def downgrade() -> None:
    for table in KEPT:
        for verb in ("update", "delete"):
            on = "" if op.get_bind().dialect.name == "sqlite" else f" ON {table}"
            op.execute(f"DROP TRIGGER {table}_no_{verb}{on}")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_decision_change()")
