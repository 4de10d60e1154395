"""What is known to conflict between sources, and what is known to be missing: two tables the annex prints."""

from ohv_coworking.basics.records import Record


class KnownConflict(Record):
    """Sources that differ, how to read that and which is preferred; `concerns` is a region's key, or empty for all."""

    table = "known_conflicts"
    identity = ("topic", "subject")

    topic: str
    subject: str
    values: str
    reading: str
    preferred: str
    concerns: str | None = None


class KnownGap(Record):
    """What no file of the study holds and who could give it; `concerns` is a region's key, or empty for all."""

    table = "known_gaps"
    identity = ("topic", "missing")

    topic: str
    missing: str
    obtainable_from: str
    concerns: str | None = None
