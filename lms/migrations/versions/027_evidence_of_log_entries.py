"""Evidence of log entries

A new table; no other one is touched.
"""

import sqlalchemy as sa
from alembic import op

revision = "027"
down_revision = "026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("caption", sa.String(), nullable=False),
        sa.Column("consent", sa.String(), nullable=False),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("refusal", sa.String(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=False),
        sa.Column("waived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("waived_by_id", sa.Integer(), nullable=True),
        sa.Column("waived_reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(state = 'received') = (file_id IS NOT NULL)", name=op.f("ck_evidence_file")
        ),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name=op.f("ck_evidence_withdrawn")
        ),
        sa.CheckConstraint(
            "(waived_at IS NULL) = (waived_reason = '')", name=op.f("ck_evidence_waived")
        ),
        sa.CheckConstraint(
            "consent IN ('none', 'spoken', 'written', 'hidden')", name=op.f("ck_evidence_consent")
        ),
        sa.CheckConstraint(
            "state IN ('expected', 'uploading', 'received', 'refused', 'withdrawn')",
            name=op.f("ck_evidence_state"),
        ),
        sa.CheckConstraint("length(caption) <= 200", name=op.f("ck_evidence_caption_length")),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_evidence_digest_length")),
        sa.CheckConstraint(
            "length(waived_reason) <= 300", name=op.f("ck_evidence_waived_reason_length")
        ),
        sa.CheckConstraint("size > 0", name=op.f("ck_evidence_size")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["log_entry.id"], name=op.f("fk_evidence_entry_id_log_entry")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_evidence_file_id_stored_file")
        ),
        sa.ForeignKeyConstraint(
            ["waived_by_id"], ["user.id"], name=op.f("fk_evidence_waived_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["user.id"], name=op.f("fk_evidence_withdrawn_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("entry_id", "digest", name=op.f("uq_evidence_entry_id_digest")),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_digest"), ["digest"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_digest"))

    op.drop_table("evidence")
