"""Invented people and cases, made through the same services and flows that users pass."""
