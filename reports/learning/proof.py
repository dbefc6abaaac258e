"""Whether the certificate of a report holds, by the same checker that anybody can run."""

from expertteam.core.errors import RuleBroken
from reports.disclosure.checker import Refused, check

from .chain import covered


def check_certificate(report) -> None:
    """Raises RuleBroken when the certificate of a kept report does not hold for its figures, or is silent
    about another report that shares a month with it."""
    try:
        check(report.figures["publication"], report.certificate)
    except (Refused, ArithmeticError, LookupError, TypeError, ValueError) as failure:
        raise RuleBroken(
            "Het certificaat klopt niet met de cijfers. Verwijder dit concept en maak de rapportage opnieuw."
        ) from failure
    if not covered(report):
        raise RuleBroken(
            "Over een deel van deze maanden is intussen een andere rapportage gemaakt. Van beide "
            "samen is niet bewezen dat zij veilig zijn. Verwijder dit concept en maak de rapportage opnieuw."
        )
