"""The referrer's steps before triage."""

from expertteam.access.permissions import may
from expertteam.cases import services
from expertteam.cases.forms import AdditionForm
from expertteam.cases.handover_forms import WithoutAdditionForm
from workflows.steps.base import Step


class AddToIntake(Step):
    template_name = "workflows/steps/add_to_intake.html"

    def __init__(self, task, user):
        super().__init__(task, user)
        # Otherwise they are the coordinator, who can only go on without an addition.
        self.adds = may(user, "complete_intake", self.case)

    @property
    def form_class(self):
        return AdditionForm if self.adds else WithoutAdditionForm

    @property
    def button(self) -> str:
        return "Aanvulling versturen" if self.adds else "Verder met triage"

    @property
    def done_message(self) -> str:
        if self.adds:
            return "Uw aanvulling is verstuurd. De coördinator kijkt er opnieuw naar."
        return "De casus wacht weer op triage."

    def initial(self):
        return {} if self.adds else {"choice": "go_on"}

    def context(self):
        return {"asked": self.case.triages.last()}

    def cleaned(self, forms):
        values = dict(forms["form"].cleaned_data)
        values.pop("choice", None)
        return values

    def do(self, *, addition="", document=None, reason=""):
        """The referrer's addition, or the coordinator's ``reason`` to go on without one."""
        if not self.adds:
            services.go_on_without_addition(case=self.case, by=self.user, reason=reason)
            return "added"
        services.add_to_intake(case=self.case, by=self.user, addition=addition)
        if document:
            services.add_document(case=self.case, by=self.user, upload=document, content_type=document.kind)
        return "added"
