"""Whether the raw files can be trusted: what is wrong, doubtful, missing or old, and how a new file comes in."""

from ohv_coworking.intake.acceptance import accept_raw_file
from ohv_coworking.intake.checking import check_raw_files
from ohv_coworking.intake.findings import Finding, Severity, check_report

__all__ = ["Finding", "Severity", "accept_raw_file", "check_raw_files", "check_report"]
