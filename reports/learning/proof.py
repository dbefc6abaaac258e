"""Whether the certificate of a report holds, by the same checker that anybody can run."""

from collections.abc import Sequence

from expertteam.core.errors import RuleBroken
from reports.disclosure import Publication
from reports.disclosure.certificate import certify
from reports.disclosure.checker import Refused, check
from reports.disclosure.publication import canonical

from .chain import covered


def check_made(report) -> None:
    """As `check_certificate`, and that the certificate tells nothing but what follows from the reports.

    For the worker: making a certificate once more takes as long as the first time, up to some seconds.
    """
    check_certificate(report)
    publications = [*report.certificate["earlier"], report.figures["publication"]]
    if not follows(report.certificate, list(map(Publication.from_dict, publications))):
        raise RuleBroken(
            "In het certificaat staat iets anders dan uit de rapportage volgt. Verwijder dit concept en maak "
            "de rapportage opnieuw."
        )


def follows(certificate: dict, publications: Sequence[Publication]) -> bool:
    """Whether anybody who has these reports could have made this certificate of the last of them."""
    return canonical(certify(publications)) == canonical(certificate)


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
