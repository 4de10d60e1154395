"""Small files in the layouts of which no shipped table or public sample exists, made up cell by cell."""

KEYS = ["01001000", "01002000", "12065256", "12065136", "12065332", "12060052"]
NAMES = ["Flensburg, Stadt", "Kiel, Landeshauptstadt", "Oranienburg, Stadt", "Hennigsdorf, Stadt", "Velten, Stadt", "Eberswalde, Stadt"]  # fmt: skip

FLAT_FILE_OLD = "\r\n".join(
    [
        "Statistik_Code;Statistik_Label;Zeit_Code;Zeit_Label;Zeit;1_Merkmal_Code;1_Merkmal_Label;1_Auspraegung_Code;"
        "1_Auspraegung_Label;2_Merkmal_Code;2_Merkmal_Label;2_Auspraegung_Code;2_Auspraegung_Label;"
        "BEVSTD__Bevölkerungsstand__Anzahl;FLAECH__Gebietsfläche__qkm",
        *(
            f"12411;Fortschreibung des Bevölkerungsstandes;STAG;Stichtag;31.12.{year};GEMEIN;Gemeinden;{key};{name};"
            f"GES;Geschlecht;{sex[:4]};{sex};{1000 * place + 7 * year % 991};{place + 1},{place + 13}"
            for year in (2021, 2022)
            for place, (key, name) in enumerate(zip(KEYS, NAMES, strict=True))
            for sex in ("GESM männlich", "GESW weiblich")
        ),
        "",
    ]
).encode("utf-8-sig")

INKAR_DATA_SET = "\n".join(
    [
        "Bereich;ID;Kuerzel;Indikator;Raumbezug;Kennziffer;Name;Zeitbezug;Wert",
        *(
            f"Bevölkerung;11;q_alt;Anteil der Einwohner ab 65 Jahren;Gemeinden;{key};{name};{year};{20 + place},{year % 97}"
            for year in (2018, 2019, 2020)
            for place, (key, name) in enumerate(zip(KEYS, NAMES, strict=True))
        ),
        "",
    ]
).encode()

INKAR_TABLE = "\n".join(
    [
        "Kennziffer;Raumeinheit;Aggregat;Arbeitslosenquote;Arbeitslosenquote;Einwohnerdichte",
        ";;;2018;2019;2019",
        *(
            f"{key};{name};Gemeinden;{place + 3},{place + 11};{place + 2},{place + 41};{211 * place + 1043},{place}"
            for place, (key, name) in enumerate(zip(KEYS, NAMES, strict=True))
        ),
        "",
    ]
).encode("cp1252")

ZENSUS_GRID = "\n".join(
    [
        "GITTER_ID_1km;x_mp_1km;y_mp_1km;Einwohner;Durchschnittsalter;werterlaeuternde_Zeichen",
        *(
            f"CRS3035RES1000mN{north}E{east};{east + 500};{north + 500};{people};{40 + people % 13},{people % 89 + 10};"
            + ("KLAMMERN" if people % 5 == 0 else "")
            for north in (3270000, 3271000, 3272000)
            for east in (4540000, 4541000, 4542000, 4543000)
            for people in [(north // 1000 * 31 + east // 1000 * 17) % 2000 + 3]
        ),
        "",
    ]
).encode()
