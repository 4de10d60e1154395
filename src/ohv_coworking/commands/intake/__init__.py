"""Whether the raw files can be trusted: what is wrong, doubtful, missing or old, and how a new file comes in."""

from ohv_coworking.commands.intake.acceptance import accept
from ohv_coworking.commands.intake.checking import check
from ohv_coworking.commands.intake.findings import Finding, Severity, render

__all__ = ["Finding", "Severity", "accept", "check", "render"]
