"""The referrer's steps before triage."""

from expertteam.cases import services
from expertteam.cases.forms import AdditionForm
from workflows.steps.base import Step


class AddToIntake(Step):
    button = "Aanvulling versturen"
    done_message = "Uw aanvulling is verstuurd. De coördinator kijkt er opnieuw naar."

    form_class = AdditionForm
    template_name = "workflows/steps/add_to_intake.html"

    def context(self):
        return {"asked": self.case.triages.last()}

    def do(self, *, addition, document=None):
        services.add_to_intake(case=self.case, by=self.user, addition=addition)
        if document:
            services.add_document(case=self.case, by=self.user, upload=document, content_type=document.kind)
        return "added"
