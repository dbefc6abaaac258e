"""Addresses of the work itself; every id in them is a UUID."""

from django.urls import path

from workflows.views import cases, intake, tasks

app_name = "workflows"
urlpatterns = [
    path("", tasks.inbox, name="inbox"),
    path("taken/<uuid:public_id>/", tasks.task, name="task"),
    path("taken/<uuid:public_id>/concept/", tasks.autosave, name="task_autosave"),
    path("casussen/", cases.worklist, name="cases"),
    path("casussen/nieuw/", intake.start, name="intake"),
    path("casussen/nieuw/<uuid:public_id>/verwijderen/", intake.discard, name="intake_discard"),
    path("casussen/nieuw/<uuid:public_id>/<slug:slug>/", intake.step, name="intake_step"),
    path(
        "casussen/nieuw/<uuid:public_id>/<slug:slug>/concept/", intake.autosave, name="intake_autosave"
    ),
    path("casussen/<uuid:public_id>/documenten/", cases.add_document, name="add_document"),
    path("casussen/<uuid:public_id>/", cases.case, name="case"),
    path("casussen/<uuid:public_id>/identiteit/", cases.identity, name="identity"),
    path("documenten/<uuid:public_id>/", cases.document, name="document"),
]
