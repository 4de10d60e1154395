"""Reproducible feasibility studies for intermunicipal coworking spaces."""
