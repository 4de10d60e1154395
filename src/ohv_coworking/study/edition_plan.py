"""The financial plan of an edition, with what its build has found of the place in the place of the numbers of `study.yaml`."""

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.exhibits.ledger import ChapterLedger
from ohv_coworking.parameters import Study
from ohv_coworking.plan.finance_data import read_financial_model
from ohv_coworking.plan.financial_model import FinancialModel
from ohv_coworking.plan.taken_values import with_draws
from ohv_coworking.raw import Catalog
from ohv_coworking.study.edition import Edition


def edition_plan(edition: Edition, study: Study) -> FinancialModel:
    """Return the model of an edition; what it takes from an earlier chapter is that of the last build.

    Raises InputFault where that chapter has not been built: the numbers of `study.yaml` are those of one region.
    """
    dates = study.opening_month, study.price_base, study.reference_date
    model = read_financial_model(Catalog.load(edition.raw), study.plan, *dates)
    for name, taken in study.plan.taken_from.items():
        chapter, _, figure = f"{taken.figure}_{study.region.first_town}".partition(".")
        file = edition.built(chapter) / "ledger.json"
        if not file.is_file():
            raise InputFault(
                "Zu dieser Ausgabe ist noch keine Studie gebaut, aus der der Finanzplan die Nachfrage nimmt.",
                parameter=f"plan.taken_from.{name}",
                expected=f"das Ergebnis von „make {chapter}“",
                remedy=f"„make {chapter}“ aufrufen, mit denselben Angaben PARAMS oder REGION.",
            )
        ledger = ChapterLedger.read(file)
        model = with_draws(model, name, ledger.drawn(figure), ledger.figures[figure].reference)
    return model
