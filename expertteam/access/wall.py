"""What the second wall shows: one rule a table, read by the migrations and by people.

The database keeps these rules for the role of the web site, whatever a query forgot; core/wall.py says how a
request gets there. The worker's role sees every row. A new model with a way to a case gets a rule in WALL;
without one its rows do not exist for the web site. ``manage.py migrate`` puts the rules in the database.
"""

from dataclasses import dataclass

from expertteam.access.roles import ROLE_PERMISSIONS
from expertteam.core.wall import as_system, as_user

__all__ = ["APPEND_ONLY", "READ_ONLY", "WALL", "as_system", "as_user"]

READERS = tuple(role.value for role, held in ROLE_PERMISSIONS.items() if "view_case" in held)
KNOW_WHO = tuple(role.value for role, held in ROLE_PERMISSIONS.items() if "view_identity" in held)
EVERYBODY = tuple(role.value for role in ROLE_PERMISSIONS)


@dataclass(frozen=True)
class Rule:
    """Which rows of a table exist for a user: a condition in SQL, ``{table}`` stands for the row.

    A row that is made or changed must be one of ``writes``: those that show, unless it says otherwise.
    ``removes`` tells whether the web site may delete such rows.
    """

    shows: str
    writes: str = ""
    removes: bool = False

    def __or__(self, other: "Rule") -> "Rule":
        """Rows of both; the second one says what may be written."""
        return Rule(f"{self.shows} OR {other.shows}", other.writes or other.shows, other.removes)


def of_case(column: str, roles=READERS) -> Rule:
    """Rows of cases in which the user holds one of ``roles`` at this moment."""
    return Rule(
        f"({{table}}.{column} IN (SELECT held.case_id FROM access_grant held"
        " WHERE held.user_id = (SELECT expertteam_user())"
        # The clock of the web server that gave the access may be a little ahead of the database's.
        " AND held.starts_at <= (SELECT expertteam_now()) + interval '1 minute'"
        " AND (held.until IS NULL OR held.until > (SELECT expertteam_now()))"
        f" AND held.role IN ({', '.join(repr(role) for role in roles)})))::int <> 0"
    )


def of_parent(column: str, parent: str, key: str = "id") -> Rule:
    """Rows of which the user sees the row of the table ``parent`` they belong to."""
    return Rule(f"EXISTS (SELECT 1 FROM {parent} parent WHERE parent.{key} = {{table}}.{column})::int <> 0")


def own(column: str, *, removes: bool = False) -> Rule:
    """The user's own rows."""
    return Rule(f"{{table}}.{column} = (SELECT expertteam_user())", removes=removes)


def told_by(function: str, column: str) -> Rule:
    """Rows of which a function of policies.py says so, where a rule would have to ask its own table."""
    return Rule(f"{function}({{table}}.{column}) <> 0")


WALL = {
    # Your own access, and who else is in your cases.
    "access.Grant": own("user_id") | told_by("expertteam_holds", "case_id"),
    "cases.CaseUserPermission": own("user_id") | told_by("expertteam_holds", "content_object_id"),
    "cases.CaseGroupPermission": told_by("expertteam_holds", "content_object_id"),
    # A provider holds a grant too, and answers a pseudonymous request: none of these exist for them.
    "cases.Case": of_case("id"),
    "cases.Identity": of_case("case_id", KNOW_WHO),
    "cases.Intake": of_case("case_id"),
    "cases.TriedHelp": of_parent("intake_id", "cases_intake"),
    "cases.InvolvedParty": of_parent("intake_id", "cases_intake"),
    "cases.Document": of_case("case_id"),
    "cases.Triage": of_case("case_id"),
    "cases.Draft": own("owner_id", removes=True),
    "conferences.AgendaItem": of_case("case_id"),
    "conferences.Participation": of_parent("item_id", "conferences_agendaitem"),
    "conferences.PreAdvice": of_parent("participation_id", "conferences_participation"),
    "conferences.Minutes": of_parent("item_id", "conferences_agendaitem"),
    "advice.Advice": of_case("case_id"),
    "advice.Recommendation": of_parent("advice_id", "advice_advice"),
    "advice.Signature": of_parent("advice_id", "advice_advice"),
    "advice.Response": of_parent("recommendation_id", "advice_recommendation"),
    "procesregie.Direction": of_case("case_id"),
    "procesregie.Impasse": of_parent("direction_id", "procesregie_direction"),
    "procesregie.Agreement": of_parent("direction_id", "procesregie_direction"),
    "procesregie.Escalation": of_parent("direction_id", "procesregie_direction"),
    "help.Transfer": of_case("case_id"),
    # Whoever was asked sees the request and their own answer, also when it is closed; never another's answer.
    "help.HelpRequest": of_case("case_id") | told_by("expertteam_was_asked", "id"),
    "help.Offer": told_by("expertteam_reads_request", "request_id") | own("contact_id"),
    "help.Placement": of_parent("offer_id", "help_offer"),
    "help.Bridging": of_parent("placement_id", "help_placement"),
    "followup.FollowUp": of_case("case_id"),
    "followup.Outcome": of_parent("follow_up_id", "followup_followup"),
    "learning.Signal": of_case("case_id"),
    "audit.HistoryLine": of_case("case_id"),
    "access.EmergencyReview": of_parent("grant_id", "access_grant"),
    "access.AuthorityEntry": of_case("case_id"),
    "access.ConsentEntry": of_case("case_id"),
    "access.Disclosure": of_case("case_id"),
    "access.Reliance": of_parent("disclosure_id", "access_disclosure"),
    "access.BirthdayAsked": of_case("case_id"),
    "rights.SubjectRequest": of_case("case_id"),
    "rights.ThirdPartyMark": of_case("case_id"),
    "rights.LegalHold": of_case("case_id"),
    "rights.DestructionItem": of_case("case_id"),
    "rights.Correction": of_parent("request_id", "rights_subjectrequest"),
    "rights.OwnStatement": of_parent("request_id", "rights_subjectrequest"),
    # A copy of the whole file, with the name.
    "rights.InspectionExport": of_parent("request_id", "rights_subjectrequest"),
    "notifications.Notification": own("user_id"),
    # The link between a process and its case. Providers have tasks, so it exists for them too.
    "workflows.CaseProcess": of_case("case_id", EVERYBODY),
    # The engine's own rows know no case; who stepped back from a task still reads that theirs is done.
    "viewflow.Process": of_parent("id", "workflows_caseprocess", "process_ptr_id"),
    "viewflow.Task": own("owner_id") | of_parent("process_id", "workflows_caseprocess", "process_ptr_id"),
    "viewflow.Task_previous": of_parent("from_task_id", "viewflow_task"),
    "workflows.CaseTask": of_case("subject_id", EVERYBODY)
    | Rule(
        "{table}.task_ptr_id IN (SELECT id FROM viewflow_task WHERE owner_id = (SELECT expertteam_user()))"
    ),
}

# Written once by whoever works, and never changed or removed, by the worker neither.
APPEND_ONLY = {
    "access.AuthorityEntry",
    "access.ConsentEntry",
    "access.Disclosure",
    "access.Reliance",
    "audit.HistoryLine",
    "audit.Occurrence",
    "audit.ReadEvent",
    "learning.SeenFigures",
    "rights.DestructionRecord",
}
# What migrations fill.
READ_ONLY = {
    "auth.Permission",
    "contenttypes.ContentType",
    "organisations.Municipality",
    "organisations.Region",
}
