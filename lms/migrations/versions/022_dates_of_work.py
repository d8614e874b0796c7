"""Until when work is due, and who has more time

Before writing: does a big table stay locked while this runs? Expand, deploy, contract.
"""

import sqlalchemy as sa
from alembic import op

revision = "022"
down_revision = "021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('due_date',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('edition_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('ref', sa.String(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.CheckConstraint("kind IN ('quiz', 'paper', 'deliverable', 'log')", name=op.f('ck_due_date_kind')),
    sa.CheckConstraint('length(ref) <= 120', name=op.f('ck_due_date_ref_length')),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_due_date_edition_id_edition')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_due_date')),
    sa.UniqueConstraint('edition_id', 'kind', 'ref', name=op.f('uq_due_date_edition_id_kind_ref'))
    )
    op.create_table('extension',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('edition_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('ref', sa.String(), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('given_by_id', sa.Integer(), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("kind IN ('quiz', 'paper', 'deliverable', 'log')", name=op.f('ck_extension_kind')),
    sa.CheckConstraint('(ended_at IS NULL) = (ended_by_id IS NULL)', name=op.f('ck_extension_ended')),
    sa.CheckConstraint('length(reason) BETWEEN 1 AND 300', name=op.f('ck_extension_reason_length')),
    sa.CheckConstraint('length(ref) <= 120', name=op.f('ck_extension_ref_length')),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_extension_edition_id_edition')),
    sa.ForeignKeyConstraint(['ended_by_id'], ['user.id'], name=op.f('fk_extension_ended_by_id_user')),
    sa.ForeignKeyConstraint(['given_by_id'], ['user.id'], name=op.f('fk_extension_given_by_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_extension'))
    )
    with op.batch_alter_table('extension', schema=None) as batch_op:
        batch_op.create_index('ix_extension_edition_id_id', ['edition_id', 'id'], unique=False)

    op.create_table('extension_person',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('extension_id', sa.Integer(), nullable=False),
    sa.Column('enrolment_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_extension_person_enrolment_id_enrolment')),
    sa.ForeignKeyConstraint(['extension_id'], ['extension.id'], name=op.f('fk_extension_person_extension_id_extension')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_extension_person')),
    sa.UniqueConstraint('extension_id', 'enrolment_id', name=op.f('uq_extension_person_extension_id_enrolment_id'))
    )
    with op.batch_alter_table('extension_person', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_extension_person_enrolment_id'), ['enrolment_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('extension_person', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_extension_person_enrolment_id'))

    op.drop_table('extension_person')
    with op.batch_alter_table('extension', schema=None) as batch_op:
        batch_op.drop_index('ix_extension_edition_id_id')

    op.drop_table('extension')
    op.drop_table('due_date')
