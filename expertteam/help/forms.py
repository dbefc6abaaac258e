"""The forms of the expertise centre and of a provider."""

from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError

from expertteam.cases.enums import HelpSegment
from expertteam.frontend.choices import PublicChoiceField, PublicMultipleChoiceField
from expertteam.frontend.conditional import ConditionalMixin
from expertteam.frontend.forms import DateField, PlainForm
from expertteam.frontend.templatetags.frontend import nl_date
from expertteam.help.enums import (
    MatchDecision,
    OfferAnswer,
    RefusalReason,
    RequestDecision,
    TransferDecision,
)
from expertteam.help.models import Offer
from expertteam.help.services import (
    FEWEST_PROVIDERS,
    NOBODY_SAYS_WHY,
    TOO_FEW_PROVIDERS,
    refuse_traces,
    too_early,
)
from expertteam.organisations.models import Organisation

NO_TRACES = (
    "Schrijf geen namen, plaatsen, scholen of nummers op. Aanbieders zien deze tekst en mogen niet "
    "kunnen raden om wie het gaat."
)

CHOOSE = [("", "Maak een keuze")]
NO_PLACE = [choice for choice in MatchDecision.choices if choice[0] != MatchDecision.PLACE]


def _text(rows=3):
    return forms.Textarea(attrs={"rows": rows})


class DecideTransferForm(ConditionalMixin, PlainForm):
    deciding = "decision"
    only_with = {"reason": (TransferDecision.DECLINE,)}

    decision = forms.ChoiceField(label="Besluit", choices=TransferDecision, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Waarom neemt u de overdracht niet aan?",
        help_text="De coördinator van het regionale expertteam leest dit en beslist opnieuw.",
        widget=_text(),
    )


class RequestForm(ConditionalMixin, PlainForm):
    """A pseudonymous request by ``by``, or the word that there is nobody to ask.

    ``earlier`` maps organisation keys to what they answered before.
    """

    deciding = "decision"
    only_with: ClassVar[dict[str, tuple[str, ...]]] = {
        "reason": (RequestDecision.NOT_FOUND,),
        **dict.fromkeys(
            ("need", "conditions", "wanted_from", "answer_by", "providers"), (RequestDecision.SEND,)
        ),
    }

    decision = forms.ChoiceField(label="Besluit", choices=RequestDecision, widget=forms.RadioSelect)
    segment = forms.ChoiceField(label="Gevraagde hulp", choices=CHOOSE + HelpSegment.choices)
    need = forms.CharField(label="Wat deze jeugdige nodig heeft", help_text=NO_TRACES, widget=_text(5))
    conditions = forms.CharField(
        label="Waar de aanbieder rekening mee moet houden",
        help_text="Bijvoorbeeld wat er misging of juist hielp, en wat veilig is voor de groep. " + NO_TRACES,
        required=False,
        widget=_text(),
    )
    wanted_from = DateField(label="Gewenste start", not_past=True)
    answer_by = DateField(label="Antwoord uiterlijk op", not_past=True)
    providers = PublicMultipleChoiceField(
        Organisation.objects.none(),
        label="Aan welke aanbieders vraagt u dit?",
        help_text=f"Kies er ten minste {FEWEST_PROVIDERS}. Elke aanbieder ziet alleen de eigen vraag.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": TOO_FEW_PROVIDERS},
    )
    reason = forms.CharField(
        label="Waarom kunt u geen aanbieders vragen?",
        help_text="De coördinator van het regionale expertteam leest dit en beslist opnieuw.",
        widget=_text(),
        error_messages={"required": NOBODY_SAYS_WHY},
    )

    def __init__(self, *args, case, by, providers, earlier, **kwargs):
        super().__init__(*args, **kwargs)
        self.case = case
        self.by = by
        self.fields["providers"].queryset = providers
        self.fields["providers"].label_from_instance = lambda provider: _with_answer(provider, earlier)

    def clean_providers(self):
        chosen = self.cleaned_data["providers"]
        if self.cleaned_data.get("decision") == RequestDecision.SEND and len(chosen) < FEWEST_PROVIDERS:
            raise ValidationError(TOO_FEW_PROVIDERS)
        return chosen

    def clean(self):
        cleaned = super().clean()
        texts = {name: cleaned[name] for name in ("need", "conditions") if name in cleaned}
        refuse_traces(self.case, by=self.by, **texts)
        return cleaned


def _with_answer(provider, earlier) -> str:
    offer = earlier.get(provider.pk)
    return f"{provider} (eerder gevraagd: {offer.get_answer_display().lower()})" if offer else str(provider)


class AnswerForm(ConditionalMixin, PlainForm):
    deciding = "answer"
    only_with = {
        "available_from": (OfferAnswer.POSSIBLE, OfferAnswer.POSSIBLE_IF),
        "condition": (OfferAnswer.POSSIBLE_IF,),
        "refusal_reason": (OfferAnswer.NOT_POSSIBLE,),
    }

    answer = forms.ChoiceField(
        label="Kunt u deze hulp bieden?",
        choices=[choice for choice in OfferAnswer.choices if choice[0] != OfferAnswer.WAITING],
        widget=forms.RadioSelect,
    )
    available_from = DateField(label="Vanaf welke datum kan het?", not_past=True)
    condition = forms.CharField(label="Onder welke voorwaarde kan het?", widget=_text())
    refusal_reason = forms.ChoiceField(
        label="Waarom is het niet mogelijk?", choices=RefusalReason, widget=forms.RadioSelect
    )
    note = forms.CharField(label="Toelichting", required=False, widget=_text())


class MatchForm(ConditionalMixin, PlainForm):
    """``offers`` are the ones that can be chosen; without any, placing is no choice."""

    deciding = "decision"
    only_with = dict.fromkeys(
        ("offer", "starts_on", "agreement", "bridging_what", "bridging_who"), (MatchDecision.PLACE,)
    )

    decision = forms.ChoiceField(label="Besluit", choices=MatchDecision, widget=forms.RadioSelect)
    offer = PublicChoiceField(
        Offer.objects.none(), label="Welk aanbod kiest u?", widget=forms.RadioSelect, empty_label=None
    )
    starts_on = DateField(label="Startdatum", not_past=True)
    agreement = forms.CharField(
        label="Afspraken bij de start",
        help_text="Bijvoorbeeld wie er meegaat en wanneer u samen terugkijkt.",
        required=False,
        widget=_text(),
    )
    bridging_what = forms.CharField(label="Welke overbruggingszorg is er tot de start?", widget=_text())
    bridging_who = forms.CharField(
        label="Wie levert de overbruggingszorg?", max_length=150, help_text="Naam van de organisatie."
    )

    def __init__(self, *args, offers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["offer"].queryset = offers
        self.fields["offer"].label_from_instance = _offer_label
        if not offers:
            self.fields["decision"].choices = NO_PLACE
            for name in self.only_with:
                del self.fields[name]

    def clean(self):
        cleaned = super().clean()
        offer, starts_on = cleaned.get("offer"), cleaned.get("starts_on")
        if offer and starts_on and starts_on < offer.available_from:
            self.add_error("starts_on", too_early(offer))
        return cleaned


def _offer_label(offer) -> str:
    return (
        f"{offer.organisation}: {offer.get_answer_display().lower()}, vanaf {nl_date(offer.available_from)}"
    )
