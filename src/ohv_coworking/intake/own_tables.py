"""The tables consultants keep: which record describes which, and what is wrong in one, read as the chapters read it."""

from pathlib import Path

from ohv_coworking.basics.errors import InputFault, InputFaults
from ohv_coworking.basics.records import Record, records
from ohv_coworking.concept import funding_programmes, implementation, operators, outcomes, requirements, rooms
from ohv_coworking.concept.carriers import CarrierContact, CarrierRole
from ohv_coworking.concept.decision_path import DecisionStep
from ohv_coworking.concept.option_sheets import ConceivedWay, OptionDetail
from ohv_coworking.concept.peers import PeerCase
from ohv_coworking.concept.work_packages import StartPackage, WorkPackage
from ohv_coworking.evaluation.open_answers import Keyword
from ohv_coworking.formats.maps.geodata import boundaries_of
from ohv_coworking.intake.cell_checks import misread_findings
from ohv_coworking.intake.findings import Finding, Topic
from ohv_coworking.parameters import Region
from ohv_coworking.plan.statutory_values import StatutoryValue
from ohv_coworking.raw import Catalog
from ohv_coworking.raw.planning_tables import unknown_names
from ohv_coworking.raw.text_table import read_own_table
from ohv_coworking.region.benchmarks import BenchmarkRow
from ohv_coworking.region.candidates import Candidate, misplaced, out_of_region
from ohv_coworking.region.known_limits import KnownConflict, KnownGap
from ohv_coworking.region.spaces import Space
from ohv_coworking.registers.annex_registers import Term
from ohv_coworking.sites.building_sheet import BuildingFact

KINDS: dict[str, type[Record]] = {
    kind.table: kind
    for kind in (
        BenchmarkRow, BuildingFact, Candidate, KnownConflict, KnownGap, Space, Keyword, StatutoryValue, Term, WorkPackage, ConceivedWay, DecisionStep, OptionDetail, StartPackage,
        funding_programmes.Programme,
        implementation.LastingRole, implementation.Risk, implementation.TransferStep,
        implementation.TransferablePart,
        CarrierContact, CarrierRole, PeerCase, operators.Contingent, operators.Criterion, operators.OperatorModel,
        operators.Knockout, operators.OperatorRule, operators.Score, operators.SubsidyRate,
        outcomes.EsfAim, outcomes.Indicator, outcomes.LogicStep, outcomes.Outcome, outcomes.TargetGroup,
        requirements.AccessibilityItem, requirements.Permit,
        rooms.EquipmentItem, rooms.Room,
    )
}  # fmt: skip


def own_table_findings(
    catalog: Catalog, path: Path, shown: str, kind: type[Record], region: Region | None
) -> list[Finding]:
    """Return all that keeps a file from being read as records of that kind; sites are held against map and region too."""
    try:
        table = read_own_table(path, shown)
        misread = list(misread_findings(table, shown))
    except InputFault as fault:
        return [Finding.of(fault, Topic.CELL)]
    faults: list[InputFault] = []
    try:
        rows = records(table, kind, shown)
        faults = unknown_names(catalog, rows, kind, shown)
        if kind is Candidate:
            faults += _misplaced_on_the_map(catalog, rows, shown)
            faults += out_of_region(rows, region.towns, shown) if region else []
    except InputFault as fault:
        faults = fault.faults if isinstance(fault, InputFaults) else [fault]
    return [*(Finding.of(fault, Topic.CELL) for fault in faults), *misread]


def _misplaced_on_the_map(catalog: Catalog, sites: list[Candidate], shown: str) -> list[InputFault]:
    try:
        maps = [boundaries_of(catalog, entry.name) for entry in catalog.with_role("boundaries")]
    except InputFault:  # told where the map itself is checked
        return []
    return [fault for boundaries in maps for fault in misplaced(sites, boundaries, shown)]
