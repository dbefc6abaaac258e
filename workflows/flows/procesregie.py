"""Breaking a deadlock."""

from viewflow import this
from viewflow.workflow import flow

from workflows.engine import CaseFlow, CaseView


def has_director(activation) -> bool:
    return activation.process.case.directions.latest("pk").director_id is not None


class ProcesregieFlow(CaseFlow):
    """Procesregie"""

    start = flow.StartHandle(this.begin).Next(this.who_directs)
    who_directs = flow.If(has_director).Then(this.analyse).Else(this.assign)
    assign = CaseView(
        "procesregie.AssignDirector",
        permission="assign_director",
        title="Procesregisseur aanwijzen",
        days=2,
    ).Next(this.analyse)
    analyse = CaseView("procesregie.Analyse", permission="direct_case", title="Impasse bepalen", days=5).Next(
        this.direct
    )
    direct = CaseView(
        "procesregie.Direct", permission="direct_case", title="Procesregie voeren", days=30
    ).Next(this.end)
    end = flow.End()
