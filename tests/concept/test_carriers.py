from ohv_coworking.concept.carriers import CarrierContact, CarrierRole, carrier_list, hours_by_rhythm

ROLES = [
    CarrierRole(carrier="Ohne", group="alle", observed="nichts", kind="angenommen"),
    CarrierRole(carrier="Werk", phase="Einrichtung", contribution="Möbel", hours=60, hours_per="einmalig", gets="Auftrag",
                group="alle", observed="Holz", kind="angenommen"),
    CarrierRole(carrier="Werk", phase="Betrieb", contribution="Reinigung", hours=10, hours_per="im Jahr", gets="Auftrag",
                group="alle", observed="Putz", kind="angenommen"),
]  # fmt: skip


def contact(**told) -> CarrierContact:
    return CarrierContact(
        **{"carrier": "Werk", "source_url": "https://example.org", "reachable_by": "Post"} | told
    )


def test_a_carrier_has_one_row_and_who_is_to_be_asked_comes_last():
    table = carrier_list(ROLES, [])

    assert ["Werk", "Ohne"] == table["carrier"].to_list()
    assert [
        "Möbel; Reinigung",
        "einmalig 60\N{NO-BREAK SPACE}Stunden; im Jahr 10\N{NO-BREAK SPACE}Stunden",
        "Auftrag",
    ] == table.loc[0, ["contribution", "effort", "gets"]].to_list()
    assert "Beitrag offen" == table.loc[1, "contribution"]


def test_a_postcode_concluded_from_the_town_is_marked():
    where = {"street": "Weg 1", "postcode": "16515", "town": "Ort"}

    assert "Weg 1, 16515 Ort" == contact(**where, postcode_basis="gesehen").address
    assert "zu prüfen" in contact(**where, postcode_basis="abgeleitet").address


def test_an_address_nobody_has_seen_is_to_be_found():
    assert "zu ermitteln" == contact(reachable_by="zu ermitteln", town="Ort").address
    assert {"zu ermitteln"} == set(carrier_list(ROLES, [])["address"])


def test_hours_are_summed_by_rhythm():
    assert [60, 10] == hours_by_rhythm(ROLES).to_list()
