"""A directory of people

What each says of themselves, and who sees which part of it. Who has no row shows what the program
says, so that nobody is shown to more people by this migration than those they meet anyway.
"""

import sqlalchemy as sa
from alembic import op

revision = "075"
down_revision = "069"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "directory_entry",
        sa.Column("user_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reads", sa.String(), nullable=False),
        sa.Column("writes", sa.String(), nullable=False),
        sa.Column("name_seen", sa.String(), nullable=False),
        sa.Column("country_seen", sa.String(), nullable=False),
        sa.Column("organisation_seen", sa.String(), nullable=False),
        sa.Column("projects_seen", sa.String(), nullable=False),
        sa.Column("tongues_seen", sa.String(), nullable=False),
        sa.Column("offers_seen", sa.String(), nullable=False),
        sa.Column("needs_seen", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "country_seen IN ('me', 'together', 'members', 'public')",
            name=op.f("ck_directory_entry_country_seen"),
        ),
        sa.CheckConstraint(
            "name_seen IN ('me', 'together', 'members', 'public')",
            name=op.f("ck_directory_entry_name_seen"),
        ),
        sa.CheckConstraint(
            "needs_seen IN ('me', 'together', 'members', 'public')",
            name=op.f("ck_directory_entry_needs_seen"),
        ),
        sa.CheckConstraint(
            "offers_seen IN ('me', 'together', 'members', 'public')",
            name=op.f("ck_directory_entry_offers_seen"),
        ),
        sa.CheckConstraint(
            "organisation_seen IN ('me', 'together', 'members', 'public')",
            name=op.f("ck_directory_entry_organisation_seen"),
        ),
        sa.CheckConstraint(
            "projects_seen IN ('me', 'together', 'members', 'public')",
            name=op.f("ck_directory_entry_projects_seen"),
        ),
        sa.CheckConstraint(
            "tongues_seen IN ('me', 'together', 'members', 'public')",
            name=op.f("ck_directory_entry_tongues_seen"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user.id"],
            name=op.f("fk_directory_entry_user_id_user"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_directory_entry")),
    )
    op.create_table(
        "directory_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.CheckConstraint("kind IN ('offer', 'need')", name=op.f("ck_directory_line_kind")),
        sa.CheckConstraint("length(text) <= 140", name=op.f("ck_directory_line_text_length")),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user.id"],
            name=op.f("fk_directory_line_user_id_user"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_line")),
    )
    op.create_index("ix_directory_line_user_id", "directory_line", ["user_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_directory_line_user_id", table_name="directory_line")
    op.drop_table("directory_line")
    op.drop_table("directory_entry")
