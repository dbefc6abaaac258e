"""The registered notices: every message the product can send, by its code."""

NOTICES = {
    "account_unused": "Uw account wordt gesloten als u niet inlogt",
    "rights_review": "Kijk na of de accounts nog kloppen",
    "task": "Er staat een taak voor u klaar",
    "reminder": "Herinnering: een taak is nog niet afgerond",
    "advice_delivered": "Er is een advies uitgebracht",
    "transfer_declined": "Het expertisecentrum heeft een overdracht niet aangenomen",
    "rights_due": "Een verzoek van jeugdige of ouders moet binnenkort beantwoord zijn",
    "document_refused": "Een document is geweigerd door de virusscanner",
    "sharing_stopped": "Uw toegang is gestopt, omdat er geen toestemming meer is",
    "case_declined": "Een aanmelding is niet in behandeling genomen",
    "read_log_broken": "De inzagelog klopt niet",
    "invited": "U bent uitgenodigd om mee te lezen",
    "emergency": "Iemand nam noodtoegang tot een casus",
}
