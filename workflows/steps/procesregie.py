"""Breaking a deadlock."""

from functools import cached_property

from expertteam.conferences.services import request_conference
from expertteam.followup import services as followup
from expertteam.help.enums import TransferStatus
from expertteam.help.services import hand_back
from expertteam.organisations.enums import Role
from expertteam.organisations.queries import members
from expertteam.procesregie import services
from expertteam.procesregie.enums import AgreementState, DirectionResult
from expertteam.procesregie.forms import AssignDirectorForm, CloseForm, ImpasseForm
from workflows.steps.base import Step


class DirectionStep(Step):
    @cached_property
    def direction(self):
        return self.case.directions.latest("pk")


class AssignDirector(DirectionStep):
    template_name = "workflows/steps/assign_director.html"
    form_class = AssignDirectorForm
    intro = "De procesregisseur doorbreekt de impasse, en neemt van niemand de verantwoordelijkheid over."
    button = "Procesregisseur aanwijzen"
    done_message = "De procesregisseur is aangewezen."

    def form_options(self):
        return {"directors": members(team=self.case.team, role=Role.DIRECTOR)}

    def context(self):
        return {"directors": self.form_options()["directors"].exists()}

    def do(self, *, director):
        services.assign(direction=self.direction, by=self.user, director=director)
        return "assigned"


class Analyse(DirectionStep):
    template_name = "workflows/steps/analyse.html"
    form_class = ImpasseForm
    intro = "Leg vast waar deze casus op vastzit en wie dat kan doorbreken. Daarna maakt u afspraken."
    button = "Impasse vastleggen"
    done_message = "De impasse is vastgelegd. Maak nu afspraken met wie die kan doorbreken."

    def do(self, *, kind, level, description):
        services.name_impasse(
            direction=self.direction, by=self.user, kind=kind, level=level, description=description
        )
        return "analysed"


class Direct(DirectionStep):
    template_name = "workflows/steps/direct.html"
    form_class = CloseForm
    intro = "Rond de procesregie af als de impasse doorbroken is, of als u met procesregie niet verder komt."
    button = "Procesregie afronden"
    done_message = "De procesregie is afgerond."

    def form_options(self):
        return {"open_agreements": self.direction.agreements.filter(state=AgreementState.OPEN).count()}

    def context(self):
        return {
            "direction": self.direction,
            "open_agreements": self.form_options()["open_agreements"],
        }

    def do(self, *, result, note):
        """Close with a result: the case goes back to the table, or on to its follow-up.

        A case that came here from the expertise centre's own table is the region's again.
        """
        result = DirectionResult(result)
        services.close(direction=self.direction, by=self.user, result=result, note=note)
        for transfer in self.case.transfers.filter(status=TransferStatus.ACCEPTED):
            hand_back(transfer=transfer, by=self.user, status=self.case.status)
        if result == DirectionResult.TO_CONFERENCE:
            request_conference(case=self.case, team=self.case.team, by=self.user)
        else:
            followup.plan(case=self.case, by=self.user)
        return result
