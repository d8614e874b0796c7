"""Marks by hand, and their record

Before writing: does a big table stay locked while this runs? Expand, deploy, contract.
"""

import sqlalchemy as sa
from alembic import op

revision = "009"
down_revision = "008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('hand_mark',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('enrolment_id', sa.Integer(), nullable=False),
    sa.Column('trainee_id', sa.Integer(), nullable=False),
    sa.Column('component', sa.String(), nullable=False),
    sa.Column('part', sa.String(), nullable=False),
    sa.Column('mark', sa.Integer(), nullable=True),
    sa.Column('comment', sa.String(), nullable=False),
    sa.Column('marked_by_id', sa.Integer(), nullable=False),
    sa.Column('marked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('released_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("component IN ('class_instruments', 'deliverables', 'defence')", name=op.f('ck_hand_mark_component')),
    sa.CheckConstraint('length(comment) <= 300', name=op.f('ck_hand_mark_comment_length')),
    sa.CheckConstraint('length(part) <= 120', name=op.f('ck_hand_mark_part_length')),
    sa.CheckConstraint('mark BETWEEN 0 AND 100', name=op.f('ck_hand_mark_mark')),
    sa.CheckConstraint('marked_by_id <> trainee_id', name=op.f('ck_hand_mark_marked_by_another')),
    sa.CheckConstraint('released_at IS NULL OR mark IS NOT NULL', name=op.f('ck_hand_mark_released')),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_hand_mark_enrolment_id_enrolment')),
    sa.ForeignKeyConstraint(['marked_by_id'], ['user.id'], name=op.f('fk_hand_mark_marked_by_id_user')),
    sa.ForeignKeyConstraint(['trainee_id'], ['user.id'], name=op.f('fk_hand_mark_trainee_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hand_mark')),
    sa.UniqueConstraint('enrolment_id', 'component', 'part', name=op.f('uq_hand_mark_enrolment_id_component_part'))
    )
    op.create_table('hand_mark_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('enrolment_id', sa.Integer(), nullable=False),
    sa.Column('component', sa.String(), nullable=False),
    sa.Column('part', sa.String(), nullable=False),
    sa.Column('act', sa.String(), nullable=False),
    sa.Column('before', sa.Integer(), nullable=True),
    sa.Column('after', sa.Integer(), nullable=True),
    sa.Column('made_by_id', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("act IN ('marked', 'released')", name=op.f('ck_hand_mark_change_act')),
    sa.CheckConstraint("component IN ('class_instruments', 'deliverables', 'defence')", name=op.f('ck_hand_mark_change_component')),
    sa.CheckConstraint('after BETWEEN 0 AND 100', name=op.f('ck_hand_mark_change_after')),
    sa.CheckConstraint('before BETWEEN 0 AND 100', name=op.f('ck_hand_mark_change_before')),
    sa.CheckConstraint('length(part) <= 120', name=op.f('ck_hand_mark_change_part_length')),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_hand_mark_change_enrolment_id_enrolment')),
    sa.ForeignKeyConstraint(['made_by_id'], ['user.id'], name=op.f('fk_hand_mark_change_made_by_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hand_mark_change'))
    )
    with op.batch_alter_table('hand_mark_change', schema=None) as batch_op:
        batch_op.create_index('ix_hand_mark_change_enrolment_id_id', ['enrolment_id', 'id'], unique=False)



    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER hand_mark_change_no_{verb.lower()} BEFORE {verb} "
                "ON hand_mark_change "
                "BEGIN SELECT RAISE(ABORT, 'the record of marks only grows'); END"
            )
    else:
        op.execute(
            "CREATE FUNCTION refuse_hand_mark_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the record of marks only grows'; END $$"
        )
        op.execute(
            "CREATE TRIGGER hand_mark_change_only_grows BEFORE UPDATE OR DELETE "
            "ON hand_mark_change FOR EACH ROW EXECUTE FUNCTION refuse_hand_mark_change()"
        )


def downgrade() -> None:
    with op.batch_alter_table('hand_mark_change', schema=None) as batch_op:
        batch_op.drop_index('ix_hand_mark_change_enrolment_id_id')

    op.drop_table('hand_mark_change')
    op.drop_table('hand_mark')
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_hand_mark_change()")
