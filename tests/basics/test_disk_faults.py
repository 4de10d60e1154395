"""What the system refuses is told in German by every command that make calls, and leaves no trace."""

import errno
from importlib import import_module

import pytest

DOORS = [
    ("commands.publish_atlas", "load", ()),
    ("commands.studies", "listed_regions", ("liste.csv",)),
    ("binding.publish_changes", "load", (["alt", "context"],)),
    ("paper.publish", "sha256", ()),
    ("binding.audit", "load", (["context"],)),
    ("study.region_parameters", "parameters_of_region", ("12065256", "region.yaml")),
]


@pytest.mark.parametrize(("module", "opens", "arguments"), DOORS)
@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.EACCES, "darf nicht gelesen"),
        (errno.ENOSPC, "Datenträger ist voll"),
        (errno.EISDIR, "lässt sich nicht öffnen"),
    ],
)
def test_a_fault_of_the_system(module, opens, arguments, number, told, tmp_path, monkeypatch, capsys):
    def refused(*_, **__):
        raise OSError(number, "refused", "reports/studie.html")

    monkeypatch.chdir(tmp_path)
    found = import_module(f"ohv_coworking.{module}")
    monkeypatch.setattr(found, opens, refused)

    assert 2 == found.main(*arguments)
    assert told in (shown := capsys.readouterr().err)
    assert "reports/studie.html" in shown and "Abhilfe:" in shown
