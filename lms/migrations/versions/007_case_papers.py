"""Case papers, their grades, openings in class and discussions

On SQLite `case_decision` is written anew; it is small, a row a person and decision point. Earlier
decisions get the class of their maker.
"""

import sqlalchemy as sa
from alembic import op

revision = "007"
down_revision = "006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_opening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["edition.id"],
            name=op.f("fk_case_opening_edition_id_edition"),
        ),
        sa.ForeignKeyConstraint(
            ["opened_by_id"],
            ["user.id"],
            name=op.f("fk_case_opening_opened_by_id_user"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_opening")),
        sa.UniqueConstraint(
            "edition_id", "case_id", name=op.f("uq_case_opening_edition_id_case_id")
        ),
    )
    op.create_table(
        "case_post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("reply_to_id", sa.Integer(), nullable=True),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("markdown_version", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(removed_at IS NULL) = (removed_by_id IS NULL)",
            name=op.f("ck_case_post_removed"),
        ),
        sa.CheckConstraint(
            "length(body) <= 2000", name=op.f("ck_case_post_body_length")
        ),
        sa.CheckConstraint(
            "length(reason) <= 300", name=op.f("ck_case_post_reason_length")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["user.id"], name=op.f("fk_case_post_author_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_case_post_edition_id_edition")
        ),
        sa.ForeignKeyConstraint(
            ["removed_by_id"], ["user.id"], name=op.f("fk_case_post_removed_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["reply_to_id"],
            ["case_post.id"],
            name=op.f("fk_case_post_reply_to_id_case_post"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_post")),
        sa.UniqueConstraint(
            "author_id", "key", name=op.f("uq_case_post_author_id_key")
        ),
    )
    with op.batch_alter_table("case_post", schema=None) as batch_op:
        batch_op.create_index(
            "ix_case_post_author_id_created_at",
            ["author_id", "created_at"],
            unique=False,
        )
        batch_op.create_index(
            "ix_case_post_edition_id_case_id_id",
            ["edition_id", "case_id", "id"],
            unique=False,
        )

    op.create_table(
        "case_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("would_change", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("times_submitted", sa.Integer(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'returned', 'graded')",
            name=op.f("ck_case_paper_state"),
        ),
        sa.CheckConstraint(
            "length(would_change) <= 3000",
            name=op.f("ck_case_paper_would_change_length"),
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolment.id"],
            name=op.f("fk_case_paper_enrolment_id_enrolment"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_paper")),
        sa.UniqueConstraint(
            "enrolment_id", "case_id", name=op.f("uq_case_paper_enrolment_id_case_id")
        ),
    )
    op.create_table(
        "case_grade",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("rubric_id", sa.String(), nullable=False),
        sa.Column("rubric_digest", sa.String(), nullable=False),
        sa.Column("assessor_id", sa.Integer(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("assessed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "length(comment) <= 2000", name=op.f("ck_case_grade_comment_length")
        ),
        sa.CheckConstraint(
            "points BETWEEN 0 AND 400", name=op.f("ck_case_grade_points")
        ),
        sa.CheckConstraint(
            "released_at >= assessed_at", name=op.f("ck_case_grade_released_at")
        ),
        sa.ForeignKeyConstraint(
            ["assessor_id"], ["user.id"], name=op.f("fk_case_grade_assessor_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["paper_id"],
            ["case_paper.id"],
            name=op.f("fk_case_grade_paper_id_case_paper"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_grade")),
        sa.UniqueConstraint("paper_id", name=op.f("uq_case_grade_paper_id")),
    )
    op.create_table(
        "case_paper_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("would_change", sa.String(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(returned_at IS NULL) = (returned_by_id IS NULL)",
            name=op.f("ck_case_paper_attempt_returned"),
        ),
        sa.CheckConstraint(
            "length(reason) <= 1000", name=op.f("ck_case_paper_attempt_reason_length")
        ),
        sa.CheckConstraint(
            "length(would_change) <= 3000",
            name=op.f("ck_case_paper_attempt_would_change_length"),
        ),
        sa.ForeignKeyConstraint(
            ["paper_id"],
            ["case_paper.id"],
            name=op.f("fk_case_paper_attempt_paper_id_case_paper"),
        ),
        sa.ForeignKeyConstraint(
            ["returned_by_id"],
            ["user.id"],
            name=op.f("fk_case_paper_attempt_returned_by_id_user"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_paper_attempt")),
        sa.UniqueConstraint(
            "paper_id", "number", name=op.f("uq_case_paper_attempt_paper_id_number")
        ),
    )
    with op.batch_alter_table("case_decision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("edition_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("opening_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_case_decision_edition_id_edition"),
            "edition",
            ["edition_id"],
            ["id"],
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_case_decision_opening_id_case_opening"),
            "case_opening",
            ["opening_id"],
            ["id"],
        )

    op.execute(
        "UPDATE case_decision SET edition_id = (SELECT max(enrolment.edition_id) FROM enrolment "
        "WHERE enrolment.user_id = case_decision.user_id AND enrolment.role = 'trainee')"
    )


def downgrade() -> None:
    with op.batch_alter_table("case_decision", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_case_decision_opening_id_case_opening"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_case_decision_edition_id_edition"), type_="foreignkey"
        )
        batch_op.drop_column("opening_id")
        batch_op.drop_column("edition_id")

    op.drop_table("case_paper_attempt")
    op.drop_table("case_grade")
    op.drop_table("case_paper")
    with op.batch_alter_table("case_post", schema=None) as batch_op:
        batch_op.drop_index("ix_case_post_edition_id_case_id_id")
        batch_op.drop_index("ix_case_post_author_id_created_at")

    op.drop_table("case_post")
    op.drop_table("case_opening")
