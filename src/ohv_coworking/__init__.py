"""Reproducible feasibility studies for intermunicipal coworking spaces."""

import sys

# jsonschema would compile a grammar for international addresses at import, 0.75 s in every process that
# touches a notebook; no notebook here has any.
sys.modules.setdefault("rfc3987_syntax", None)
