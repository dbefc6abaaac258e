"""Calendar files: a moment and a place, never what or whom it is about."""

from datetime import UTC, datetime

from icalendar import Calendar, Event

from expertteam.core import clock


def event_file(*, uid: str, summary: str, location: str, starts_at: datetime, ends_at: datetime) -> bytes:
    """One event as an iCalendar file; all moments in UTC, so no time zone has to travel along."""
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", clock.now().astimezone(UTC))
    event.add("dtstart", starts_at.astimezone(UTC))
    event.add("dtend", ends_at.astimezone(UTC))
    event.add("summary", summary)
    event.add("location", location)
    event.add("class", "CONFIDENTIAL")
    calendar = Calendar()
    calendar.add("prodid", "-//Expertteam Jeugd//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return calendar.to_ical()
