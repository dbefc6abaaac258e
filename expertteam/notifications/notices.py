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
    "question_to_read": "Een vraag aan een organisatie wacht op u als tweede lezer",
    "question_asked": "Er is een vraag aan uw organisatie gesteld",
    "question_due": "Herinnering: een vraag wacht op antwoord van uw organisatie",
    "question_answered": "Een organisatie heeft een vraag beantwoord. Lees het antwoord en geef het vrij",
    "question_returned": "Een antwoord van uw organisatie is teruggestuurd",
    "question_withdrawn": "Een vraag aan uw organisatie is ingetrokken",
    "question_late": "Een organisatie heeft een vraag niet op tijd beantwoord",
    "emergency": "Iemand nam noodtoegang tot een casus",
}
