from ohv_coworking.concept.peers import PeerCase, cases_by_option


def case(option: str, place: str) -> PeerCase:
    return PeerCase(
        option=option,
        place=place,
        state="Land",
        period="2024",
        told="so",
        lesson="also",
        source_url="https://example.org",
    )


def test_cases_follow_the_order_of_the_options():
    found = cases_by_option([case("house", "A"), case("room", "B")], {"room": "Raum", "house": "Haus"}, [])

    assert ["Raum", "Haus"] == found["option"].to_list()
    assert "B, Land" == found.loc[0, "place"]


def test_a_case_of_the_own_town_or_of_no_option_is_left_out():
    """A region is no example for itself, and an option that the plan dropped has no row."""
    cases = [case("room", "Werdohl"), case("gone", "B")]

    assert [] == cases_by_option(cases, {"room": "Raum"}, ["Werdohl"])["place"].to_list()
