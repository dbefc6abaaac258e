"""Addresses of the work itself; every id in them is a UUID."""

from django.urls import path

from workflows.views import (
    accountability,
    administration,
    advice,
    cases,
    conferences,
    followup,
    handover,
    help,
    home,
    intake,
    learning,
    learning_reports,
    procesregie,
    tasks,
)

app_name = "workflows"
urlpatterns = [
    path("", tasks.inbox, name="inbox"),
    path("start/", home.home, name="home"),
    path("taken/<uuid:public_id>/", tasks.task, name="task"),
    path("taken/<uuid:public_id>/concept/", tasks.autosave, name="task_autosave"),
    path("taken/<uuid:public_id>/openen/", conferences.open_table, name="open_table"),
    path("agenda/", conferences.agenda, name="agenda"),
    path("agenda/<uuid:public_id>/kalender.ics", conferences.calendar, name="conference_calendar"),
    path("adviezen/<uuid:public_id>/brief/", advice.letter, name="advice_letter"),
    path("casussen/", cases.worklist, name="cases"),
    path("casussen/nieuw/", intake.start, name="intake"),
    path("casussen/nieuw/<uuid:public_id>/verwijderen/", intake.discard, name="intake_discard"),
    path("casussen/nieuw/<uuid:public_id>/<slug:slug>/", intake.step, name="intake_step"),
    path("casussen/nieuw/<uuid:public_id>/<slug:slug>/concept/", intake.autosave, name="intake_autosave"),
    path("casussen/<uuid:public_id>/documenten/", cases.add_document, name="add_document"),
    path("casussen/<uuid:public_id>/", cases.case, name="case"),
    path("casussen/<uuid:public_id>/identiteit/", cases.identity, name="identity"),
    path("casussen/<uuid:public_id>/procesregie/", procesregie.procesregie, name="procesregie"),
    path("casussen/<uuid:public_id>/voorzitter/", handover.hand_over, {"place": "chair"}, name="new_chair"),
    path(
        "casussen/<uuid:public_id>/procesregisseur/",
        handover.hand_over,
        {"place": "director"},
        name="new_director",
    ),
    path(
        "casussen/<uuid:public_id>/aanmelder/", handover.hand_over, {"place": "referrer"}, name="new_referrer"
    ),
    path("hulpvragen/", help.help_requests, name="help_requests"),
    path("documenten/<uuid:public_id>/", cases.document, name="document"),
    path("opvolging/", followup.overview, name="follow_ups"),
    path("opvolging/<uuid:public_id>/herinneren/", followup.remind, name="follow_up_remind"),
    path("leren/", learning.lessons, name="lessons"),
    path("leren/lessen/nieuw/", learning.propose, name="lesson_new"),
    path("leren/lessen/<uuid:public_id>/", learning.lesson, name="lesson"),
    path("leren/vrijgeven/", learning.to_review, name="lessons_to_review"),
    path("leren/rapportages/", learning_reports.reports, name="reports"),
    path("leren/rapportages/nieuw/", learning_reports.make, name="report_new"),
    path("leren/rapportages/<uuid:public_id>/", learning_reports.report, name="report"),
    path("leren/rapportages/<uuid:public_id>/pdf/", learning_reports.pdf, name="report_pdf"),
    path("leren/rapportages/<uuid:public_id>/publiceren/", learning_reports.publish, name="report_publish"),
    path("leren/rapportages/<uuid:public_id>/verwijderen/", learning_reports.discard, name="report_discard"),
    path("verantwoording/verwerkingen/", accountability.processing_register, name="processing_register"),
    path("verantwoording/gegevens/", accountability.data_inventory, name="data_inventory"),
    path("beheer/", administration.accounts, name="accounts"),
    path("beheer/accounts/nieuw/", administration.account_new, name="account_new"),
    path("beheer/accounts/<uuid:public_id>/", administration.account, name="account"),
    path("beheer/accounts/<uuid:public_id>/uitnodigen/", administration.invite, name="account_invite"),
    path("beheer/accounts/<uuid:public_id>/rol/", administration.role_new, name="role_new"),
    path(
        "beheer/accounts/<uuid:public_id>/deactiveren/", administration.deactivate, name="account_deactivate"
    ),
    path("beheer/accounts/<uuid:public_id>/activeren/", administration.reactivate, name="account_reactivate"),
    path("beheer/rollen/<uuid:public_id>/beeindigen/", administration.role_end, name="role_end"),
    path("beheer/organisaties/", administration.organisations, name="organisations"),
    path("beheer/organisaties/nieuw/", administration.organisation_new, name="organisation_new"),
]
