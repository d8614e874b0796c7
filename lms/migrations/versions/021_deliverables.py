"""Deliverables

New tables; nothing that is there is touched. What was handed in and by which rubric it is graded
nobody changes: triggers refuse it.
"""

import sqlalchemy as sa
from alembic import op

revision = "021"
down_revision = "020"
branch_labels = None
depends_on = None

KEPT = {
    "deliverable_version": "what was handed in",
    "deliverable_return": "a return",
    "pinned_rubric": "a rubric that grades stand on",
}


def upgrade() -> None:
    op.create_table('pinned_rubric',
    sa.Column('digest', sa.String(), nullable=False),
    sa.Column('rubric_id', sa.String(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('pinned_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('digest', name=op.f('pk_pinned_rubric'))
    )
    op.create_table('deliverable',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('placement_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('edits', sa.Integer(), nullable=False),
    sa.Column('times_submitted', sa.Integer(), nullable=False),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('rubric_digest', sa.String(), nullable=True),
    sa.CheckConstraint("state IN ('draft', 'submitted', 'returned', 'graded', 'released')", name=op.f('ck_deliverable_state')),
    sa.CheckConstraint('length(text) <= 12000', name=op.f('ck_deliverable_text_length')),
    sa.ForeignKeyConstraint(['placement_id'], ['placement.id'], name=op.f('fk_deliverable_placement_id_placement')),
    sa.ForeignKeyConstraint(['rubric_digest'], ['pinned_rubric.digest'], name=op.f('fk_deliverable_rubric_digest_pinned_rubric')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deliverable')),
    sa.UniqueConstraint('placement_id', 'name', name=op.f('uq_deliverable_placement_id_name'))
    )
    with op.batch_alter_table('deliverable', schema=None) as batch_op:
        batch_op.create_index('ix_deliverable_state_submitted_at', ['state', 'submitted_at'], unique=False)

    op.create_table('deliverable_file',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('deliverable_id', sa.Uuid(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=False),
    sa.Column('first_version', sa.Integer(), nullable=False),
    sa.Column('left_version', sa.Integer(), nullable=True),
    sa.CheckConstraint('left_version > first_version', name=op.f('ck_deliverable_file_left_version')),
    sa.ForeignKeyConstraint(['deliverable_id'], ['deliverable.id'], name=op.f('fk_deliverable_file_deliverable_id_deliverable')),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_deliverable_file_file_id_stored_file')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deliverable_file'))
    )
    with op.batch_alter_table('deliverable_file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_deliverable_file_deliverable_id'), ['deliverable_id'], unique=False)
        batch_op.create_index('uq_deliverable_file_in_hand', ['deliverable_id', 'file_id'], unique=True, sqlite_where=sa.text('left_version IS NULL'), postgresql_where=sa.text('left_version IS NULL'))

    op.create_table('deliverable_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('deliverable_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('length(text) <= 12000', name=op.f('ck_deliverable_version_text_length')),
    sa.ForeignKeyConstraint(['deliverable_id'], ['deliverable.id'], name=op.f('fk_deliverable_version_deliverable_id_deliverable')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deliverable_version')),
    sa.UniqueConstraint('deliverable_id', 'number', name=op.f('uq_deliverable_version_deliverable_id_number'))
    )
    op.create_table('deliverable_grade',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('points', sa.Integer(), nullable=True),
    sa.Column('rubric_id', sa.String(), nullable=False),
    sa.Column('rubric_digest', sa.String(), nullable=False),
    sa.Column('assessor_id', sa.Integer(), nullable=False),
    sa.Column('levels', sa.JSON(), nullable=False),
    sa.Column('comment', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('assessed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('released_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('length(comment) <= 2000', name=op.f('ck_deliverable_grade_comment_length')),
    sa.CheckConstraint('points BETWEEN 0 AND 400', name=op.f('ck_deliverable_grade_points')),
    sa.CheckConstraint('released_at >= assessed_at', name=op.f('ck_deliverable_grade_released_at')),
    sa.ForeignKeyConstraint(['assessor_id'], ['user.id'], name=op.f('fk_deliverable_grade_assessor_id_user')),
    sa.ForeignKeyConstraint(['version_id'], ['deliverable_version.id'], name=op.f('fk_deliverable_grade_version_id_deliverable_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deliverable_grade')),
    sa.UniqueConstraint('version_id', name=op.f('uq_deliverable_grade_version_id'))
    )
    op.create_table('deliverable_return',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('returned_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('length(reason) <= 1000', name=op.f('ck_deliverable_return_reason_length')),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_deliverable_return_by_id_user')),
    sa.ForeignKeyConstraint(['version_id'], ['deliverable_version.id'], name=op.f('fk_deliverable_return_version_id_deliverable_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deliverable_return')),
    sa.UniqueConstraint('version_id', name=op.f('uq_deliverable_return_version_id'))
    )
    for table, what in KEPT.items():
        _keep(table, what)


def _keep(table: str, what: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{what} stays as it was'); END"
            )
    else:
        op.execute(
            f"CREATE FUNCTION refuse_{table}_change() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{what} stays as it was'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE "
            f"ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_{table}_change()"
        )


def downgrade() -> None:
    op.drop_table('deliverable_return')
    op.drop_table('deliverable_grade')
    op.drop_table('deliverable_version')
    with op.batch_alter_table('deliverable_file', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_deliverable_file_deliverable_id'))
        batch_op.drop_index('uq_deliverable_file_in_hand', sqlite_where=sa.text('left_version IS NULL'), postgresql_where=sa.text('left_version IS NULL'))

    op.drop_table('deliverable_file')
    with op.batch_alter_table('deliverable', schema=None) as batch_op:
        batch_op.drop_index('ix_deliverable_state_submitted_at')

    op.drop_table('deliverable')
    op.drop_table('pinned_rubric')
    if op.get_bind().dialect.name == "postgresql":
        for table in KEPT:
            op.execute(f"DROP FUNCTION refuse_{table}_change()")
