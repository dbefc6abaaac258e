"""The field register: what kind of data every field holds (R13).

``NONE`` tells nothing about a person; ``PSEUDONYM`` points at a case or person without naming one;
``PERSONAL`` is about a professional or names a youth; ``SPECIAL`` is about the care, health, family
or measures of a youth. A field that stands in no row fails a test. Rows of the change history
(models whose name ends in ``Event``) follow the model they copy.
"""

NONE, PSEUDONYM, PERSONAL, SPECIAL = "none", "pseudonym", "personal", "special"
CLASSES = (NONE, PSEUDONYM, PERSONAL, SPECIAL)

REGISTER = {
    "audit.HistoryLine": {PSEUDONYM: "id case verb at", PERSONAL: "actor", SPECIAL: "detail"},
    "audit.Occurrence": {NONE: "id kind at", PERSONAL: "actor"},
    "audit.ReadEvent": {
        NONE: "id event_id at event_type action outcome purpose object_type sensitivity allowed relation "
        "has_consent emergency previous digest",
        PSEUDONYM: "object_id authorisation consent",
        PERSONAL: "user_id user_name role organisation on_behalf_of address case_role",
    },
    "organisations.Region": {NONE: "id code slug name"},
    "organisations.Municipality": {NONE: "id region name subregion merged_into merged_on"},
    "organisations.Organisation": {
        NONE: "id public_id created_at name sort_key kind region municipality is_active"
    },
    "organisations.Team": {NONE: "id public_id created_at name kind region organisation"},
    "organisations.User": {
        PSEUDONYM: "id public_id created_at",
        PERSONAL: "password last_login is_superuser email name is_active active_since",
    },
    "organisations.Membership": {
        NONE: "id public_id created_at organisation team",
        PERSONAL: "user role discipline started_on ended_on",
    },
    "login.AccountReview": {NONE: "id quarter judged_at", PERSONAL: "account verdict judged_by"},
    "access.Grant": {
        PSEUDONYM: "id public_id created_at case",
        PERSONAL: "user role reason starts_at until granted_by closed_at",
    },
    "access.EmergencyReview": {
        NONE: "organisation_kind",
        PSEUDONYM: "id public_id created_at grant reference",
        PERSONAL: "justified note judged_by judged_at",
    },
    "access.AuthorityEntry": {
        PSEUDONYM: "id public_id created_at case",
        PERSONAL: "recorded_by",
        SPECIAL: "authority",
    },
    "access.BirthdayAsked": {PSEUDONYM: "id case", SPECIAL: "years"},
    "access.ConsentEntry": {
        NONE: "rule_version",
        PSEUDONYM: "id public_id created_at case",
        PERSONAL: "recorded_by",
        SPECIAL: "voice band scope answer said_on manner note",
    },
    "access.Disclosure": {
        NONE: "rule_version",
        PSEUDONYM: "id public_id created_at case",
        PERSONAL: "made_by",
        SPECIAL: "kind scope basis",
    },
    "access.Reliance": {PSEUDONYM: "id disclosure consententry"},
    "notifications.Notification": {
        NONE: "id public_id created_at kind task due_on sent_at",
        PSEUDONYM: "reference path",
        PERSONAL: "user",
    },
    "cases.Case": {
        PSEUDONYM: "id public_id created_at number region municipality team filed_at closed_at",
        PERSONAL: "referrer referrer_organisation",
        SPECIAL: "title status route legal_frame age_band why_stuck search",
    },
    "cases.CaseUserPermission": {PSEUDONYM: "id content_object", PERSONAL: "permission user"},
    "cases.CaseGroupPermission": {PSEUDONYM: "id content_object", PERSONAL: "permission group"},
    "cases.CaseCounter": {NONE: "id region year last"},
    "cases.Identity": {
        PSEUDONYM: "id case",
        PERSONAL: "first_name last_name birth_date address parents",
    },
    "cases.Intake": {
        PSEUDONYM: "id case",
        SPECIAL: "legal_basis consent_note safety safety_note situation why_stuck_note stuck_since "
        "question youth_view parents_view addition",
    },
    "cases.TriedHelp": {PSEUDONYM: "id intake", SPECIAL: "segment result note"},
    "cases.InvolvedParty": {PSEUDONYM: "id intake", SPECIAL: "role organisation"},
    "cases.Document": {
        PSEUDONYM: "id public_id created_at case content_type size sha256 file scan",
        PERSONAL: "uploaded_by",
        SPECIAL: "name",
    },
    "cases.Triage": {
        PSEUDONYM: "id public_id created_at case",
        PERSONAL: "decided_by",
        SPECIAL: "outcome motivation missing alternative",
    },
    "cases.Draft": {
        PSEUDONYM: "id public_id created_at form saved_at",
        PERSONAL: "owner",
        SPECIAL: "content",
    },
    "conferences.Conference": {
        NONE: "id public_id created_at team starts_at ends_at location",
        PERSONAL: "chair",
    },
    "conferences.AgendaItem": {
        PSEUDONYM: "id public_id created_at case team conference opened_at",
        SPECIAL: "status outcome",
    },
    "conferences.Participation": {
        PSEUDONYM: "id public_id created_at item",
        PERSONAL: "expert discipline attendance recusal_reason",
    },
    "conferences.PreAdvice": {
        PSEUDONYM: "id public_id created_at participation",
        SPECIAL: "analysis advice questions",
    },
    "conferences.Minutes": {
        PSEUDONYM: "id item",
        PERSONAL: "written_by",
        SPECIAL: "explanatory_analysis text",
    },
    "advice.Advice": {
        PSEUDONYM: "id public_id created_at case item status delivered_at",
        PERSONAL: "drafted_by",
        SPECIAL: "summary settlement",
    },
    "advice.Recommendation": {
        PSEUDONYM: "id public_id created_at advice number",
        PERSONAL: "addressee owner",
        SPECIAL: "text segment due_on",
    },
    "advice.Signature": {
        PSEUDONYM: "id public_id created_at advice participation",
        SPECIAL: "judgement remark",
    },
    "advice.Response": {
        PSEUDONYM: "id recommendation",
        PERSONAL: "responded_by",
        SPECIAL: "choice reason_kind reason",
    },
    "procesregie.Direction": {
        PSEUDONYM: "id public_id created_at case status closed_at",
        PERSONAL: "director",
        SPECIAL: "result result_note",
    },
    "procesregie.Impasse": {
        PSEUDONYM: "id public_id created_at direction",
        SPECIAL: "kind level description",
    },
    "procesregie.Agreement": {
        PSEUDONYM: "id public_id created_at direction due_on state",
        SPECIAL: "what who why_not",
    },
    "procesregie.Escalation": {
        PSEUDONYM: "id public_id created_at direction answer_due_on answered_at",
        SPECIAL: "level request answer",
    },
    "help.Transfer": {
        PSEUDONYM: "id public_id created_at case status",
        PERSONAL: "proposed_by",
        SPECIAL: "question reason",
    },
    "help.HelpRequest": {
        PSEUDONYM: "id public_id created_at number case transfer status answer_by",
        SPECIAL: "segment age_band need conditions wanted_from",
    },
    "help.Offer": {
        PSEUDONYM: "id public_id created_at request answered_at",
        PERSONAL: "organisation contact",
        SPECIAL: "answer condition available_from refusal_reason note",
    },
    "help.Placement": {
        PSEUDONYM: "id public_id created_at request offer",
        SPECIAL: "starts_on agreement",
    },
    "help.Bridging": {PSEUDONYM: "id placement", SPECIAL: "what who"},
    "followup.FollowUp": {
        PSEUDONYM: "id public_id created_at case sequence due_on status answered_at reminded_at assessed_at",
        PERSONAL: "answered_by",
        SPECIAL: "lives placement_prevented re_indication youth_view parents_view assessment outcome",
    },
    "followup.Outcome": {
        PSEUDONYM: "id follow_up recommendation",
        SPECIAL: "result reason_kind reason",
    },
    "learning.Signal": {
        PSEUDONYM: "id public_id created_at case",
        PERSONAL: "recorded_by",
        SPECIAL: "kind segment moment bottleneck addressee text",
    },
    "learning.LearningRecord": {
        NONE: "id region month",
        SPECIAL: "municipality organisation referrer_kind legal_frame age_band why_stuck route "
        "tried_band waiting_band impasse_kind impasse_level placement_prevented follow_up_answered",
    },
    "learning.RecommendationFact": {NONE: "id record", SPECIAL: "segment outcome reason_kind"},
    "learning.SignalFact": {
        NONE: "id record",
        SPECIAL: "kind segment moment bottleneck addressee",
    },
    "learning.Lesson": {
        NONE: "id public_id created_at region title text segment bottleneck status reviewed_at search",
        PERSONAL: "author reviewer review_note",
    },
    "learning.LearningReport": {
        NONE: "id public_id created_at region starts_on ends_on status figures certificate checked_at"
        " published_at withdrawn_at withdrawn_why protecting_since failure settled_at",
        PERSONAL: "made_by published_by withdrawn_by",
    },
    "learning.SeenFigures": {NONE: "id region starts_on ends_on figures gone_at"},
    "learning.FeedKey": {
        NONE: "id public_id created_at purpose digest region per_minute expires_on revoked_at",
        PERSONAL: "owner last_used_on made_by revoked_by",
    },
    "learning.Paragraph": {NONE: "id report position kind final", SPECIAL: "text marks"},
    "learning.Reading": {
        NONE: "id public_id created_at report organisation attempt missed finished_at",
        PERSONAL: "reader",
    },
    "learning.Verdict": {
        NONE: "id reading paragraph start end says",
        SPECIAL: "instead why",
    },
    "learning.Question": {
        NONE: "id public_id created_at region number report theme theme_count lesson addressee organisation "
        "text answer_by status reviewed_at withdrawn_at withdrawn_why",
        PERSONAL: "author reviewer review_note",
    },
    "learning.Answer": {
        NONE: "id public_id created_at question says text responsible by_when status reviewed_at",
        PERSONAL: "author reviewer review_note",
    },
    "learning.QuestionReminder": {NONE: "id question about_on moment sent_at"},
    "rights.RequestTerm": {NONE: "id kind months remind_days source"},
    "rights.SubjectRequest": {
        PSEUDONYM: "id public_id created_at case received_on due_on remind_on reminded_at",
        PERSONAL: "recorded_by decided_by",
        SPECIAL: "kind asked_by question status decided_at reason",
    },
    "rights.ThirdPartyMark": {
        PSEUDONYM: "id public_id created_at case part status judged_at",
        PERSONAL: "marked_by judged_by",
        SPECIAL: "label reason judgement",
    },
    "rights.Correction": {
        PSEUDONYM: "id public_id created_at request part",
        PERSONAL: "corrected_by",
        SPECIAL: "label old new",
    },
    "rights.OwnStatement": {
        PSEUDONYM: "id public_id created_at request",
        PERSONAL: "added_by",
        SPECIAL: "text",
    },
    "rights.RetentionRegime": {
        NONE: "id public_id created_at name organisation_kind legal_frame years counts_from source"
    },
    "rights.LegalHold": {
        PSEUDONYM: "id public_id created_at case lifted_at",
        PERSONAL: "set_by lifted_by",
        SPECIAL: "reason",
    },
    "rights.DestructionList": {
        NONE: "id public_id created_at status decided_at remark",
        PERSONAL: "proposed_by decided_by",
    },
    "rights.DestructionItem": {PSEUDONYM: "id public_id created_at list case ground regime due_on"},
    "rights.DestructionRecord": {
        NONE: "id public_id created_at kind ground regime rows files approved_at",
        PERSONAL: "proposed_by approved_by",
    },
    "rights.LeftFile": {NONE: "id name"},
    "rights.InspectionExport": {
        PSEUDONYM: "id public_id created_at request digest",
        PERSONAL: "made_by",
        SPECIAL: "content",
    },
    "workflows.CaseProcess": {PSEUDONYM: "process_ptr case"},
    "workflows.CaseTask": {
        PSEUDONYM: "task_ptr public_id subject node reference opened_at due_on announced_at about"
    },
    "workflows.ReportProcess": {NONE: "id flow_class status created finished report"},
    "workflows.ReportTask": {
        NONE: "id flow_task flow_task_type status created assigned started finished scheduled token "
        "external_task_id owner_permission owner_permission_content_type owner_permission_obj_pk public_id "
        "process node reference opened_at due_on announced_at",
        PERSONAL: "owner",
    },
}


def class_of(model_label: str, field: str) -> str:
    """The class of a field; KeyError when nobody classified it."""
    for kind, fields in REGISTER[model_label].items():
        if field in fields.split():
            return kind
    raise KeyError(f"{model_label}.{field}")
