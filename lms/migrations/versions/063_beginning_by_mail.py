"""Beginning by mail

What a mail begins in a space, who has taken a new address for one, how a text came that waits,
and four more things that may become of a mail.
"""

import sqlalchemy as sa
from alembic import op

revision = "063"
down_revision = "065"
branch_labels = None
depends_on = None

BEFORE = (
    "posted",
    "posted_without_files",
    "held",
    "unknown_address",
    "address_ended",
    "wrong_sender",
    "not_proven",
    "suspended",
    "topic_gone",
    "topic_closed",
    "empty",
    "only_files",
    "too_long",
    "too_large",
    "too_many",
    "unknown_letters",
    "reply_to_digest",
    "replayed",
    "unreadable",
    "out_of_office",
    "bounce",
    "list",
    "auto_generated",
)
NEAREST = {
    "held_unproven": "held",
    "space_gone": "topic_gone",
    "space_closed": "topic_closed",
    "no_subject": "empty",
}


def upgrade() -> None:
    _outcomes((*BEFORE, *NEAREST))
    _column("space", "mail_kind", "discussion", "discussion", "question")
    _column("held_writing", "source", "web", "web", "email")
    op.execute("UPDATE held_writing SET source = 'email' WHERE why = 'mail'")
    op.create_table(
        "address_renewal",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user.id"],
            name=op.f("fk_address_renewal_user_id_user"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["space_id"], ["space.id"], name=op.f("fk_address_renewal_space_id_space")
        ),
        sa.PrimaryKeyConstraint("user_id", "space_id", name=op.f("pk_address_renewal")),
    )
    op.create_index(op.f("ix_address_renewal_space_id"), "address_renewal", ["space_id"])


def _column(table: str, name: str, usual: str, *values: str) -> None:
    known = ", ".join(f"'{value}'" for value in values)
    with op.batch_alter_table(table) as batch_op:
        batch_op.add_column(sa.Column(name, sa.String(), server_default=usual, nullable=False))
        batch_op.create_check_constraint(op.f(f"ck_{table}_{name}"), f"{name} IN ({known})")


def _outcomes(known: tuple[str, ...]) -> None:
    said = ", ".join(f"'{code}'" for code in known)
    with op.batch_alter_table("inbound_mail") as batch_op:
        batch_op.drop_constraint(op.f("ck_inbound_mail_outcome"), type_="check")
        batch_op.create_check_constraint(op.f("ck_inbound_mail_outcome"), f"outcome IN ({said})")


def downgrade() -> None:
    op.drop_table("address_renewal")
    for table, name in (("held_writing", "source"), ("space", "mail_kind")):
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
            batch_op.drop_column(name)
    for later, before in NEAREST.items():
        op.execute(f"UPDATE inbound_mail SET outcome = '{before}' WHERE outcome = '{later}'")
    _outcomes(BEFORE)
