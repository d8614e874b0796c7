"""Actors of projects, and who was met in an entry

Two new tables; no other is touched.
"""

import sqlalchemy as sa
from alembic import op

revision = "028"
down_revision = "027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("actor",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("project_id", sa.Integer(), nullable=False),
    sa.Column("name", sa.String(), nullable=False),
    sa.Column("key", sa.String(), nullable=False),
    sa.Column("kind", sa.String(), nullable=False),
    sa.Column("consent", sa.String(), nullable=False),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("added_by_id", sa.Integer(), nullable=False),
    sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("consent IN ('unasked', 'verbal', 'written', 'refused')", name=op.f("ck_actor_consent")),
    sa.CheckConstraint("kind IN ('firm', 'association', 'bank', 'institution', 'authority', 'trainer', 'other')", name=op.f("ck_actor_kind")),
    sa.CheckConstraint("length(name) <= 120", name=op.f("ck_actor_name_length")),
    sa.ForeignKeyConstraint(["added_by_id"], ["user.id"], name=op.f("fk_actor_added_by_id_user")),
    sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_actor_project_id_project")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_actor")),
    sa.UniqueConstraint("project_id", "key", name=op.f("uq_actor_project_id_key"))
    )
    op.create_table("entry_actor",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("version_id", sa.Uuid(), nullable=False),
    sa.Column("position", sa.Integer(), nullable=False),
    sa.Column("actor_id", sa.Integer(), nullable=False),
    sa.Column("role", sa.String(), nullable=False),
    sa.Column("headcount", sa.Integer(), nullable=True),
    sa.Column("women", sa.Integer(), nullable=True),
    sa.Column("men", sa.Integer(), nullable=True),
    sa.CheckConstraint("headcount > 0 AND women >= 0 AND men >= 0", name=op.f("ck_entry_actor_headcount")),
    sa.CheckConstraint("length(role) <= 120", name=op.f("ck_entry_actor_role_length")),
    sa.CheckConstraint("women + men <= headcount", name=op.f("ck_entry_actor_women_and_men")),
    sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name=op.f("fk_entry_actor_actor_id_actor")),
    sa.ForeignKeyConstraint(["version_id"], ["log_entry_version.id"], name=op.f("fk_entry_actor_version_id_log_entry_version")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_actor")),
    sa.UniqueConstraint("version_id", "position", name=op.f("uq_entry_actor_version_id_position"))
    )
    with op.batch_alter_table("entry_actor", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entry_actor_actor_id"), ["actor_id"], unique=False)



def downgrade() -> None:
    with op.batch_alter_table("entry_actor", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entry_actor_actor_id"))

    op.drop_table("entry_actor")
    op.drop_table("actor")
