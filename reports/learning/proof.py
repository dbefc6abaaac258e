"""Whether the certificate of a report holds, by the same checker that anybody can run."""

from expertteam.core.errors import RuleBroken
from reports.disclosure.checker import Refused, check


def check_certificate(report) -> None:
    """Raises RuleBroken when the certificate of a kept report does not hold for its figures."""
    try:
        check(report.figures["publication"], report.certificate)
    except (Refused, ArithmeticError, LookupError, TypeError, ValueError) as failure:
        raise RuleBroken(
            "Het certificaat klopt niet met de cijfers. Verwijder dit concept en maak de rapportage opnieuw."
        ) from failure
