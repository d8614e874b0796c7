"""Visits of joint learning programmes

Hosts and what they allow, questions to them, what was seen, and the notes of each day. Numbers of
observations are made on the devices of their writers.
"""

import sqlalchemy as sa
from alembic import op

revision = "065"
down_revision = "067"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "day_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(body) <= 4000", name=op.f("ck_day_note_body_length")),
        sa.CheckConstraint("number > 0", name=op.f("ck_day_note_number")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_day_note_by_id_user")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_day_note_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_note")),
        sa.UniqueConstraint(
            "programme_id",
            "day",
            "language",
            "number",
            name=op.f("uq_day_note_programme_id_day_language_number"),
        ),
    )
    op.create_table(
        "day_rapporteur",
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_day_rapporteur_programme_id_programme"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_day_rapporteur_user_id_user")
        ),
        sa.PrimaryKeyConstraint("programme_id", "day", "user_id", name=op.f("pk_day_rapporteur")),
    )
    op.create_table(
        "study_visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("host_kind", sa.String(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("meeting_point", sa.String(), nullable=False),
        sa.Column("travel_minutes", sa.Integer(), nullable=True),
        sa.Column("interpreters", sa.JSON(), nullable=False),
        sa.Column("brief", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("consent_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "host_kind IN ('firm', 'association', 'services', 'institution', 'project')",
            name=op.f("ck_study_visit_host_kind"),
        ),
        sa.CheckConstraint("length(brief) <= 1500", name=op.f("ck_study_visit_brief_length")),
        sa.CheckConstraint("length(contact) <= 300", name=op.f("ck_study_visit_contact_length")),
        sa.CheckConstraint("length(host) <= 140", name=op.f("ck_study_visit_host_length")),
        sa.CheckConstraint(
            "length(meeting_point) <= 300", name=op.f("ck_study_visit_meeting_point_length")
        ),
        sa.CheckConstraint(
            "travel_minutes BETWEEN 0 AND 600", name=op.f("ck_study_visit_travel_minutes")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_study_visit_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_study_visit_project_id_project")
        ),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["programme_slot.id"], name=op.f("fk_study_visit_slot_id_programme_slot")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_visit")),
        sa.UniqueConstraint("consent_id", name=op.f("uq_study_visit_consent_id")),
        sa.UniqueConstraint("slot_id", name=op.f("uq_study_visit_slot_id")),
    )
    op.create_index("ix_study_visit_programme_id", "study_visit", ["programme_id"], unique=False)
    op.create_table(
        "host_consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("photos", sa.Boolean(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("figures", sa.Boolean(), nullable=False),
        sa.Column("publish_from", sa.Date(), nullable=True),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.Column("noted_by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(given_by) <= 140", name=op.f("ck_host_consent_given_by_length")),
        sa.ForeignKeyConstraint(
            ["noted_by_id"], ["user.id"], name=op.f("fk_host_consent_noted_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["study_visit.id"], name=op.f("fk_host_consent_visit_id_study_visit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_host_consent")),
    )
    op.create_index("ix_host_consent_visit_id", "host_consent", ["visit_id"], unique=False)
    op.create_table(
        "visit_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answer_language", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (answer = '')", name=op.f("ck_visit_question_answered")
        ),
        sa.CheckConstraint("length(answer) <= 1200", name=op.f("ck_visit_question_answer_length")),
        sa.CheckConstraint("length(text) <= 300", name=op.f("ck_visit_question_text_length")),
        sa.ForeignKeyConstraint(
            ["author_id"], ["user.id"], name=op.f("fk_visit_question_author_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["study_visit.id"], name=op.f("fk_visit_question_visit_id_study_visit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_question")),
        sa.UniqueConstraint("author_id", "key", name=op.f("uq_visit_question_author_id_key")),
    )
    op.create_index("ix_visit_question_visit_id", "visit_question", ["visit_id"], unique=False)
    op.create_table(
        "visit_observation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("seen", sa.String(), nullable=False),
        sa.Column("heard", sa.String(), nullable=False),
        sa.Column("doubt", sa.String(), nullable=False),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "seen <> '' OR heard <> '' OR doubt <> ''",
            name=op.f("ck_visit_observation_says_something"),
        ),
        sa.CheckConstraint("length(doubt) <= 600", name=op.f("ck_visit_observation_doubt_length")),
        sa.CheckConstraint("length(heard) <= 1000", name=op.f("ck_visit_observation_heard_length")),
        sa.CheckConstraint("length(seen) <= 1000", name=op.f("ck_visit_observation_seen_length")),
        sa.ForeignKeyConstraint(
            ["author_id"], ["user.id"], name=op.f("fk_visit_observation_author_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["user.id"], name=op.f("fk_visit_observation_entered_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["visit_question.id"],
            name=op.f("fk_visit_observation_question_id_visit_question"),
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["study_visit.id"], name=op.f("fk_visit_observation_visit_id_study_visit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_observation")),
    )
    op.create_index(
        "ix_visit_observation_visit_id", "visit_observation", ["visit_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index("ix_visit_observation_visit_id", table_name="visit_observation")
    op.drop_table("visit_observation")
    op.drop_index("ix_visit_question_visit_id", table_name="visit_question")
    op.drop_table("visit_question")
    op.drop_index("ix_host_consent_visit_id", table_name="host_consent")
    op.drop_table("host_consent")
    op.drop_index("ix_study_visit_programme_id", table_name="study_visit")
    op.drop_table("study_visit")
    op.drop_table("day_rapporteur")
    op.drop_table("day_note")
