"""Check that the guardian rows follow from the grants, row for row; exit code 1 when they do not."""

from django.core.management.base import BaseCommand, CommandError

from expertteam.access import queries


class Command(BaseCommand):
    help = "Check that every permission on a case has a grant behind it, and every grant its permissions."

    def handle(self, *args, **options):
        loose = queries.rows_without_grant().count()
        missing = len(queries.grants_without_rows())
        if loose or missing:
            raise CommandError(
                f"{loose} permission(s) without a grant, {missing} permission(s) that a grant misses."
            )
        self.stdout.write("Every permission has a grant behind it, and every grant its permissions.")
