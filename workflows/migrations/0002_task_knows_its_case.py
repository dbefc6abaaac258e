import django.db.models.deletion
from django.db import migrations, models

FILL = """
UPDATE workflows_casetask SET subject_id = process.case_id
FROM viewflow_task task JOIN workflows_caseprocess process ON process.process_ptr_id = task.process_id
WHERE task.id = workflows_casetask.task_ptr_id AND workflows_casetask.node <> ''
"""


class Migration(migrations.Migration):
    # Rows cannot be filled and the key on them made in one transaction.
    atomic = False

    dependencies = [
        ("cases", "0004_rights_of_the_new_rooms"),
        ("workflows", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="casetask",
            name="subject",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tasks",
                to="cases.case",
                verbose_name="over casus",
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
