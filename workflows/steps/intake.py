"""The referrer's steps before triage."""

from expertteam.cases import services
from workflows.steps.base import Step


class AddToIntake(Step):
    button = "Aanvulling versturen"
    done_message = "Uw aanvulling is verstuurd. De coördinator kijkt er opnieuw naar."

    def do(self, *, addition, documents=()):
        services.add_to_intake(case=self.case, by=self.user, addition=addition)
        for upload in documents:
            services.add_document(case=self.case, by=self.user, upload=upload, content_type=upload.kind)
        return "added"
