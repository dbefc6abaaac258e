"""Tags and filters of the components; a page says what it shows, a component says how."""

import datetime

from django import template
from django.core.paginator import Paginator
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join

from expertteam.frontend.errors import error_entries as collect_errors
from expertteam.frontend.filters import active_filters as collect_filters
from expertteam.frontend.staticfiles import FONT, SCRIPTS, STYLESHEETS

register = template.Library()

TONES = {
    "neutral": "neutral",
    "info": "info",
    "warning": "warning",
    "danger": "danger",
    "success": "success",
}
ALERTS = {"info": "info", "success": "ok", "ok": "ok", "warning": "warning", "error": "error"}
STEP_LABELS = {
    "done": "Afgerond",
    "current": "Bezig",
    "todo": "Nog niet gestart",
    "skipped": "Overgeslagen",
}


@register.simple_tag
def stylesheets():
    """Links to all style sheets of the site, and an early request for the font."""
    links = format_html_join(
        "\n", '<link rel="stylesheet" href="{}">', ((static(path),) for path in STYLESHEETS)
    )
    font = format_html('<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>', static(FONT))
    return format_html("{}\n{}", font, links)


@register.simple_tag
def scripts():
    """The scripts of every page; it works without them."""
    return format_html_join("\n", '<script src="{}" defer></script>', ((static(path),) for path in SCRIPTS))


@register.filter
def nl_date(value):
    """9 okt 2026"""
    if value in (None, ""):
        return ""
    if isinstance(value, datetime.datetime):
        value = _local(value)
    return date_format(value, "j b Y")


@register.filter
def nl_datetime(value):
    """9 okt 2026, 14:30"""
    if value in (None, ""):
        return ""
    return date_format(_local(value), "j b Y, H:i")


@register.filter
def nl_time(value):
    """14:30"""
    if value in (None, ""):
        return ""
    return date_format(_local(value), "H:i") if isinstance(value, datetime.datetime) else f"{value:%H:%M}"


def _local(moment):
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


@register.simple_tag
def day(value):
    """A <time> element: 9 okt 2026 for people, 2026-10-09 for machines."""
    if value in (None, ""):
        return ""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), nl_date(value))


@register.filter
def alert_type(level):
    """The utrecht alert for a Django message level."""
    return ALERTS.get(level, "info")


@register.inclusion_tag("components/status_badge.html")
def status_badge(label, tone="neutral"):
    """A status in words and colour; tones: neutral, info, warning, danger, success."""
    return {"label": label, "tone": TONES[tone]}


@register.inclusion_tag("components/progress.html")
def progress(steps, label="Voortgang"):
    """Progress steps: each has title, state (done, current, todo, skipped), state_label and meta."""
    return {"steps": steps, "label": label}


@register.filter
def state_words(step):
    """What a step says about its state; the step's own words win."""
    own = step.get("state_label") if isinstance(step, dict) else getattr(step, "state_label", "")
    state = step.get("state") if isinstance(step, dict) else step.state
    return own or STEP_LABELS[state]


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context, page, param="page"):
    """Page links that keep the rest of the query string."""
    numbers = list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
    return {
        "request": context["request"],
        "page": page,
        "pages": [
            {
                "number": number,
                "gap": number == Paginator.ELLIPSIS,
                "url": None if number == Paginator.ELLIPSIS else _url(context, **{param: number}),
            }
            for number in numbers
        ],
        "previous_url": _url(context, **{param: page.number - 1}) if page.has_previous() else None,
        "next_url": _url(context, **{param: page.number + 1}) if page.has_next() else None,
    }


def _url(context, **changes):
    """The query string of this page with some values replaced; None removes one."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}" if query else context["request"].path


@register.inclusion_tag("components/sort_header.html", takes_context=True)
def sort_header(context, label, field, default="", param="o"):
    """A column header that sorts; `default` is the order of the list when none is asked for."""
    now = context["request"].GET.get(param) or default
    direction = {field: "ascending", f"-{field}": "descending"}.get(now, "")
    wanted = f"-{field}" if direction == "ascending" else field
    return {"label": label, "direction": direction, "url": _url(context, **{param: wanted, "page": None})}


@register.inclusion_tag("components/empty_state.html")
def empty_state(title, text="", url="", label=""):
    """What to show, and what to do, when there is nothing."""
    return {"title": title, "text": text, "url": url, "label": label}


@register.inclusion_tag("components/notice.html")
def notice(text, tone="info", title=""):
    """A message inside the page; tones: info, success, warning, error."""
    return {"text": text, "tone": ALERTS[tone], "title": title}


@register.inclusion_tag("components/kpi.html")
def kpi(figures):
    """Key figures: each has label and value, and maybe meta, url and tone."""
    return {"figures": figures}


@register.inclusion_tag("components/description_list.html")
def description_list(items):
    """Pairs of (term, description); empty descriptions read 'Niet ingevuld'."""
    return {"items": items}


@register.inclusion_tag("components/history.html")
def history(events, open=False):
    """Events with moment, text and actor, newest first, in a panel that opens."""
    return {"events": events, "open": open}


@register.inclusion_tag("components/file_list.html")
def file_list(files):
    """Files with name, url, size, and maybe meta and pending (why it has no link)."""
    return {"files": files}


@register.inclusion_tag("components/task_card.html")
def task_card(task, level=3):
    """A task with title, url, case_number, due and late; `level` is that of its heading."""
    return {"task": task, "level": level}


@register.inclusion_tag("components/filter_form.html", takes_context=True)
def filter_form(context, form, label, target="results"):
    """The filter panel of a list; `label` names the list, `target` is the id of what it filters."""
    return {"form": form, "label": label, "target": target, "request": context["request"]}


@register.inclusion_tag("components/active_filters.html", takes_context=True)
def active_filters(context, form):
    """The filters that are on, each with a link that takes it off."""
    return {"active": collect_filters(form, context["request"]), "path": context["request"].path}


@register.inclusion_tag("components/formset.html", takes_context=True)
def rows(context, formset, title, text=""):
    """A RowsFormSet with its buttons."""
    return {"formset": formset, "title": title, "text": text, "request": context["request"]}


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms):
    """The errors of forms and formsets together, with links to the fields."""
    return {"entries": collect_errors(*forms)}


@register.simple_tag
def error_entries(*forms):
    """The same as a list, for the include in templates/components."""
    return collect_errors(*forms)
