"""Marks set over others, and their record

Before writing: does a big table stay locked while this runs? Expand, deploy, contract.
"""

import sqlalchemy as sa
from alembic import op

revision = "015"
down_revision = "014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('mark_override',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('enrolment_id', sa.Integer(), nullable=False),
    sa.Column('trainee_id', sa.Integer(), nullable=False),
    sa.Column('component', sa.String(), nullable=False),
    sa.Column('part', sa.String(), nullable=False),
    sa.Column('mark', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('set_by_id', sa.Integer(), nullable=False),
    sa.Column('set_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('released_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('released_by_id', sa.Integer(), nullable=True),
    sa.Column('lifted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('lifted_by_id', sa.Integer(), nullable=True),
    sa.Column('lift_reason', sa.String(), nullable=False),
    sa.CheckConstraint('(lifted_at IS NULL) = (lifted_by_id IS NULL)', name=op.f('ck_mark_override_lifted')),
    sa.CheckConstraint('(released_at IS NULL) = (released_by_id IS NULL)', name=op.f('ck_mark_override_released')),
    sa.CheckConstraint('length(component) <= 40 AND length(part) <= 120', name=op.f('ck_mark_override_part_length')),
    sa.CheckConstraint('length(lift_reason) <= 300', name=op.f('ck_mark_override_lift_reason_length')),
    sa.CheckConstraint('length(reason) BETWEEN 1 AND 300', name=op.f('ck_mark_override_reason_length')),
    sa.CheckConstraint('mark BETWEEN 0 AND 100', name=op.f('ck_mark_override_mark')),
    sa.CheckConstraint('set_by_id <> trainee_id', name=op.f('ck_mark_override_set_by_another')),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_mark_override_enrolment_id_enrolment')),
    sa.ForeignKeyConstraint(['lifted_by_id'], ['user.id'], name=op.f('fk_mark_override_lifted_by_id_user')),
    sa.ForeignKeyConstraint(['released_by_id'], ['user.id'], name=op.f('fk_mark_override_released_by_id_user')),
    sa.ForeignKeyConstraint(['set_by_id'], ['user.id'], name=op.f('fk_mark_override_set_by_id_user')),
    sa.ForeignKeyConstraint(['trainee_id'], ['user.id'], name=op.f('fk_mark_override_trainee_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mark_override'))
    )
    with op.batch_alter_table('mark_override', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mark_override_enrolment_id'), ['enrolment_id'], unique=False)
        batch_op.create_index('uq_mark_override_standing', ['enrolment_id', 'component', 'part'], unique=True, sqlite_where=sa.text('lifted_at IS NULL'), postgresql_where=sa.text('lifted_at IS NULL'))

    said = "enrolment_id trainee_id component part mark reason set_by_id set_at".split()
    once = ("released_at", "released_by_id", "lifted_at", "lifted_by_id")
    word = "IS" if op.get_bind().dialect.name == "sqlite" else "IS NOT DISTINCT FROM"
    kept = " AND ".join(
        [f"NEW.{name} {word} OLD.{name}" for name in said]
        + [f"(OLD.{name} IS NULL OR NEW.{name} {word} OLD.{name})" for name in once]
    )
    if op.get_bind().dialect.name == "sqlite":
        refusal = "SELECT RAISE(ABORT, 'the record of overrides only grows')"
        op.execute(
            "CREATE TRIGGER mark_override_no_update BEFORE UPDATE ON mark_override "
            f"WHEN NOT ({kept}) BEGIN {refusal}; END"
        )
        op.execute(
            "CREATE TRIGGER mark_override_no_delete BEFORE DELETE ON mark_override "
            f"BEGIN {refusal}; END"
        )
    else:
        op.execute(
            "CREATE FUNCTION refuse_mark_override() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF TG_OP = 'UPDATE' THEN IF {kept} THEN RETURN NEW; END IF; END IF; "
            "RAISE EXCEPTION 'the record of overrides only grows'; END $$"
        )
        op.execute(
            "CREATE TRIGGER mark_override_only_grows BEFORE UPDATE OR DELETE "
            "ON mark_override FOR EACH ROW EXECUTE FUNCTION refuse_mark_override()"
        )


def downgrade() -> None:
    with op.batch_alter_table('mark_override', schema=None) as batch_op:
        batch_op.drop_index('uq_mark_override_standing', sqlite_where=sa.text('lifted_at IS NULL'), postgresql_where=sa.text('lifted_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_mark_override_enrolment_id'))

    op.drop_table('mark_override')
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_mark_override()")
