"""Experience notes and their uses

What was learnt in one place, text by text, and what other projects did with it. Triggers refuse to
change or delete what a project has said.
"""

import sqlalchemy as sa
from alembic import op

revision = "072"
down_revision = "074"
branch_labels = None
depends_on = None

REFUSAL = "what a project said of a note stays"


def upgrade() -> None:
    op.create_table(
        "experience_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("current_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"], ["user.id"], name=op.f("fk_experience_note_author_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["log_entry.id"], name=op.f("fk_experience_note_entry_id_log_entry")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_experience_note")),
        sa.UniqueConstraint("current_id", name=op.f("uq_experience_note_current_id")),
        sa.UniqueConstraint("key", name=op.f("uq_experience_note_key")),
    )
    op.create_index("ix_experience_note_author_id", "experience_note", ["author_id"], unique=False)
    op.create_table(
        "experience_note_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("context", sa.String(), nullable=False),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("cost", sa.String(), nullable=False),
        sa.Column("lesson", sa.String(), nullable=False),
        sa.Column("transfer", sa.String(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("programme_id", sa.Integer(), nullable=True),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("factor", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("consent", sa.Boolean(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "length(action) <= 1500", name=op.f("ck_experience_note_text_action_length")
        ),
        sa.CheckConstraint(
            "length(context) <= 800", name=op.f("ck_experience_note_text_context_length")
        ),
        sa.CheckConstraint("length(cost) <= 600", name=op.f("ck_experience_note_text_cost_length")),
        sa.CheckConstraint(
            "length(lesson) <= 800", name=op.f("ck_experience_note_text_lesson_length")
        ),
        sa.CheckConstraint(
            "length(problem) <= 800", name=op.f("ck_experience_note_text_problem_length")
        ),
        sa.CheckConstraint(
            "length(result) <= 1200", name=op.f("ck_experience_note_text_result_length")
        ),
        sa.CheckConstraint(
            "length(title) <= 140", name=op.f("ck_experience_note_text_title_length")
        ),
        sa.CheckConstraint(
            "length(transfer) <= 1200", name=op.f("ck_experience_note_text_transfer_length")
        ),
        sa.CheckConstraint(
            "published_at IS NULL OR consent", name=op.f("ck_experience_note_text_consent")
        ),
        sa.ForeignKeyConstraint(
            ["note_id"],
            ["experience_note.id"],
            name=op.f("fk_experience_note_text_note_id_experience_note"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_experience_note_text_programme_id_programme"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_experience_note_text_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_experience_note_text")),
        sa.UniqueConstraint(
            "note_id", "number", name=op.f("uq_experience_note_text_note_id_number")
        ),
    )
    op.create_table(
        "note_reuse",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("what_changed", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('considering', 'trying', 'adapted', 'worked', 'did_not_work')",
            name=op.f("ck_note_reuse_state"),
        ),
        sa.CheckConstraint(
            "length(what_changed) <= 800", name=op.f("ck_note_reuse_what_changed_length")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_note_reuse_by_id_user")),
        sa.ForeignKeyConstraint(
            ["note_id"], ["experience_note.id"], name=op.f("fk_note_reuse_note_id_experience_note")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_note_reuse_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_reuse")),
        sa.UniqueConstraint("key", name=op.f("uq_note_reuse_key")),
    )
    op.create_index(
        "ix_note_reuse_note_id_project_id", "note_reuse", ["note_id", "project_id"], unique=False
    )
    _refuse_changes()


def _refuse_changes() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    if not sqlite:
        op.execute(
            "CREATE FUNCTION refuse_note_reuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
    act = (
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        if sqlite
        else "FOR EACH ROW EXECUTE FUNCTION refuse_note_reuse_change()"
    )
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER note_reuse_no_{verb.lower()} BEFORE {verb} ON note_reuse {act}"
        )


def downgrade() -> None:
    op.drop_index("ix_note_reuse_note_id_project_id", table_name="note_reuse")
    op.drop_table("note_reuse")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_note_reuse_change()")
    op.drop_table("experience_note_text")
    op.drop_index("ix_experience_note_author_id", table_name="experience_note")
    op.drop_table("experience_note")
