"""Breaking a deadlock."""

from functools import cached_property

from expertteam.conferences.services import request_conference
from expertteam.followup import services as followup
from expertteam.procesregie import services
from expertteam.procesregie.enums import DirectionResult
from workflows.steps.base import Step


class DirectionStep(Step):
    @cached_property
    def direction(self):
        return self.case.directions.latest("pk")


class AssignDirector(DirectionStep):
    button = "Procesregisseur aanwijzen"
    done_message = "De procesregisseur is aangewezen."

    def do(self, *, director):
        services.assign(direction=self.direction, by=self.user, director=director)
        return "assigned"


class Analyse(DirectionStep):
    button = "Impasse vastleggen"
    done_message = "De impasse is vastgelegd. Maak nu afspraken met wie die kan doorbreken."

    def do(self, *, kind, level, description):
        services.name_impasse(
            direction=self.direction, by=self.user, kind=kind, level=level, description=description
        )
        return "analysed"


class Direct(DirectionStep):
    button = "Procesregie afronden"
    done_message = "De procesregie is afgerond."

    def do(self, *, result, note):
        """Close with a result: the case goes back to the table, or on to its follow-up."""
        result = DirectionResult(result)
        services.close(direction=self.direction, by=self.user, result=result, note=note)
        if result == DirectionResult.TO_CONFERENCE:
            request_conference(case=self.case, team=self.case.team, by=self.user)
        else:
            followup.plan(case=self.case, by=self.user)
        return result
