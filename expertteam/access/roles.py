"""What each role in a case may do: one table, read by the Grant service and by people.

The rows are roles in a case, the words are permissions on that case. ``view_case`` opens the
case page; a provider never has it and answers a pseudonymous request only.
"""

from expertteam.access.enums import CaseRole

PERMISSIONS = {
    "view_case": "Casus inzien",
    "view_identity": "Identiteit tonen",
    "add_document": "Document toevoegen",
    "complete_intake": "Aanmelding aanvullen",
    "triage_case": "Triage doen",
    "plan_conference": "Casusbespreking plannen",
    "plan_centre_conference": "Bespreking van het expertisecentrum plannen",
    "read_deliberation": "Vooradviezen en verslag lezen",
    "pre_advise": "Vooradvies schrijven",
    "confer": "Casusbespreking voorzitten",
    "draft_advice": "Advies opstellen",
    "sign_advice": "Advies ondertekenen",
    "settle_advice": "Advies vaststellen",
    "respond_to_advice": "Op het advies reageren",
    "assign_director": "Procesregisseur aanwijzen",
    "direct_case": "Procesregie voeren",
    "decide_transfer": "Over overdracht beslissen",
    "organise_help": "Hulp organiseren",
    "answer_help_request": "Hulpvraag beantwoorden",
    "fill_in_followup": "Opvolging invullen",
    "record_no_answer": "Vastleggen dat er geen antwoord kwam",
    "assess_followup": "Opvolging beoordelen",
    "record_signal": "Leersignaal vastleggen",
}

ROLE_PERMISSIONS = {
    CaseRole.REFERRER: {
        "view_case",
        "view_identity",
        "add_document",
        "complete_intake",
        "respond_to_advice",
        "fill_in_followup",
    },
    CaseRole.COORDINATOR: {
        "view_case",
        "read_deliberation",
        "view_identity",
        "add_document",
        "triage_case",
        "plan_conference",
        "assign_director",
        "record_no_answer",
        "assess_followup",
        "record_signal",
    },
    CaseRole.CHAIR: {
        "view_case",
        "read_deliberation",
        "add_document",
        "confer",
        "draft_advice",
        "settle_advice",
    },
    CaseRole.EXPERT: {"view_case", "read_deliberation", "pre_advise", "sign_advice"},
    CaseRole.DIRECTOR: {"view_case", "read_deliberation", "view_identity", "add_document", "direct_case"},
    CaseRole.CENTRE: {
        "view_case",
        "read_deliberation",
        "add_document",
        "decide_transfer",
        "organise_help",
        "plan_centre_conference",
    },
    CaseRole.PROVIDER: {"answer_help_request"},
}
