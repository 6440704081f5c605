from collections import Counter
from datetime import date

import pytest

from luanchuyen.models.places.gazetteer import Gazetteer, Unresolved
from luanchuyen.models.places.tables import NEW, OLD, Place, national_tables

BEFORE, TODAY = date(2024, 7, 1), date(2026, 7, 1)
TABLES = national_tables()
FORMER = [code for code in TABLES.names[OLD] if len(code) == 5]
HUC_DONG_IN_FULL = "Xã Húc Động, Huyện Bình Liêu, Tỉnh Quảng Ninh"
HUC_DONG = Place(OLD, "xã", "06859")


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def units(era: str, level: str) -> list[Place]:
    return [place for place in (Place.of(era, code) for code in TABLES.names[era]) if place.level == level]


def test_places_are_written_as_in_the_contract() -> None:
    assert (str(Place(OLD, "xã", "06838")), str(Place(NEW, "xã", "06838"))) == ("06838@2024", "06838")


@pytest.mark.parametrize(
    ("text", "as_of", "place"),
    [
        ("06838", TODAY, "06838"),
        ("06838", BEFORE, "06838@2024"),
        ("06838@2024", TODAY, "06838@2024"),
        ("22", TODAY, "22"),
        ("22", BEFORE, "22@2024"),
        ("198", TODAY, "198@2024"),
        ("06838", date(2025, 6, 30), "06838@2024"),
        ("06838", date(2025, 7, 1), "06838"),
    ],
)
def test_codes(gazetteer: Gazetteer, text: str, as_of: date, place: str) -> None:
    assert str(gazetteer.resolve(text, as_of)) == place


@pytest.mark.parametrize(
    "text",
    [
        "Xã Húc Động, Huyện Bình Liêu, Tỉnh Quảng Ninh",
        "húc động, bình liêu, quảng ninh",
        "X. Húc Ðộng; H. Bình Liêu; T. Quảng Ninh",
        "Xã Húc\u00a0Động - huyện Bình Liêu - tỉnh Quảng Ninh.",
        "xã Húc Động, huyện Bình Liêu",
        "06859@2024",
    ],
)
@pytest.mark.parametrize("as_of", [BEFORE, TODAY])
def test_spellings_of_a_former_commune(gazetteer: Gazetteer, text: str, as_of: date) -> None:
    assert gazetteer.resolve(text, as_of) == HUC_DONG


@pytest.mark.parametrize(
    ("text", "as_of", "name"),
    [
        ("phường Văn Miếu - Quốc Tử Giám, Hà Nội", TODAY, "Phường Văn Miếu - Quốc Tử Giám, Thành phố Hà Nội"),
        ("P12, Q.Gò Vấp, TP.HCM", TODAY, "Phường 12, Quận Gò Vấp, Thành phố Hồ Chí Minh"),
        ("Phường 05, Quận 5, TPHCM", TODAY, "Phường 5, Quận 5, Thành phố Hồ Chí Minh"),
        ("TT Tiên Yên, H. Tiên Yên, Quảng Ninh", TODAY, "Thị trấn Tiên Yên, Huyện Tiên Yên, Tỉnh Quảng Ninh"),
        ("Phường Đúc, Quận Thuận Hoá, TP Huế", TODAY, "Phường Phường Đúc, Quận Thuận Hóa, Thành phố Huế"),
        ("huyện Đông Anh, Hà Nội", TODAY, "Huyện Đông Anh, Thành phố Hà Nội"),
        ("Bà Rịa-Vũng Tàu", TODAY, "Tỉnh Bà Rịa - Vũng Tàu"),
        ("tỉnh Thừa Thiên - Huế", TODAY, "Thành phố Huế"),
        ("Hoà Bình", TODAY, "Tỉnh Hoà Bình"),
        ("tỉnh Hà Giang", TODAY, "Tỉnh Hà Giang"),
        ("xã Bình Liêu, tỉnh Quảng Ninh", TODAY, "Xã Bình Liêu, Thành phố Quảng Ninh"),
        ("xã Húc Động, tỉnh Quảng Ninh", TODAY, "Xã Húc Động, Huyện Bình Liêu, Tỉnh Quảng Ninh"),
        ("phường Vũ Ninh, thành phố Bắc Ninh", BEFORE, "Phường Vũ Ninh, Thành phố Bắc Ninh, Tỉnh Bắc Ninh"),
        ("phường Vũ Ninh, thành phố Bắc Ninh", TODAY, "Phường Vũ Ninh, Thành phố Bắc Ninh"),
    ],
)
def test_names(gazetteer: Gazetteer, text: str, as_of: date, name: str) -> None:
    place = gazetteer.resolve(text, as_of)
    assert isinstance(place, Place)
    assert gazetteer.name(place) == name


@pytest.mark.parametrize(
    ("text", "reason", "offered"),
    [
        ("Bình Liêu, Quảng Ninh", "ambiguous", "Huyện Bình Liêu, Tỉnh Quảng Ninh"),
        ("huyện Châu Thành", "ambiguous", "Huyện Châu Thành, Tỉnh Tây Ninh"),
        ("thành phố Bắc Ninh", "ambiguous", "Thành phố Bắc Ninh, Tỉnh Bắc Ninh"),
        ("Xã Huc Dong, huyện Bình Liêu, tỉnh Quảng Ninh", "unknown", HUC_DONG_IN_FULL),
        ("phường Húc Động, huyện Bình Liêu", "unknown", HUC_DONG_IN_FULL),
        ("xã Húc Động", "unknown", HUC_DONG_IN_FULL),
        ("thôn 1, xã Húc Động, huyện Bình Liêu, tỉnh Quảng Ninh", "unknown", HUC_DONG_IN_FULL),
        ("tỉnh Hà Nội", "unknown", "Thành phố Hà Nội"),
        ("00001", "unknown", "Phường Phúc Xá, Quận Ba Đình, Thành phố Hà Nội"),
        ("6838", "unknown", "Xã Bình Liêu, Thành phố Quảng Ninh"),
    ],
)
def test_never_guessed(gazetteer: Gazetteer, text: str, reason: str, offered: str) -> None:
    found = gazetteer.resolve(text, TODAY)
    assert isinstance(found, Unresolved)
    assert (found.text, found.reason) == (text, reason)
    assert offered in found.nearest
    assert len(found.nearest) <= 3


def test_blank_and_foreign(gazetteer: Gazetteer) -> None:
    for text in ("", " , ", "99999", "Kazakhstan", "@2024"):
        assert gazetteer.resolve(text, TODAY) == Unresolved(text, "unknown", ())


@pytest.mark.parametrize("as_of", [BEFORE, TODAY])
def test_every_former_commune_and_district_by_its_full_name(gazetteer: Gazetteer, as_of: date) -> None:
    places = units(OLD, "xã") + units(OLD, "huyện")
    spelled = Counter(gazetteer.name(place) for place in places)
    twice = {name for name, count in spelled.items() if count > 1}
    assert twice == {"Xã Đông Khê, Thành phố Thanh Hóa, Tỉnh Thanh Hóa"}
    for place in places:
        found = gazetteer.resolve(gazetteer.name(place), as_of)
        if gazetteer.name(place) in twice:
            assert isinstance(found, Unresolved)
            assert found.reason == "ambiguous"
        else:
            assert found == place


def test_every_unit_in_force_by_its_full_name(gazetteer: Gazetteer) -> None:
    for place in units(NEW, "xã"):
        assert gazetteer.resolve(gazetteer.name(place), TODAY) == place
    for place in units(OLD, "tỉnh"):
        assert gazetteer.resolve(gazetteer.name(place), BEFORE) == place


def test_figures_of_the_tables(gazetteer: Gazetteer) -> None:
    assert [len(units(OLD, level)) for level in ("xã", "huyện", "tỉnh")] == [10_051, 691, 63]
    assert [len(units(NEW, level)) for level in ("xã", "tỉnh")] == [3_321, 34]
    images = [len(gazetteer.carry(code)) for code in FORMER]
    assert (sum(count > 1 for count in images), images.count(0)) == (440, 28)
    kept = TABLES.names[NEW].keys() & set(FORMER)
    grown = [code for code in kept if set(gazetteer.sources(code)) - {code}]
    assert (len(kept), len(grown)) == (3_310, 3_173)


def test_every_former_province_lies_in_one_of_today(gazetteer: Gazetteer) -> None:
    for former in units(OLD, "tỉnh"):
        verdicts = Counter(gazetteer.inside(former, today) for today in units(NEW, "tỉnh"))
        assert verdicts == {"in": 1, "out": 33}


def test_former_communes_against_their_successors(gazetteer: Gazetteer) -> None:
    verdicts = Counter(
        gazetteer.inside(Place.of(OLD, code), Place.of(NEW, now)) for code in FORMER for now in gazetteer.carry(code)
    )
    assert verdicts == {"in": 9_583, "unknown": 971}


def test_former_districts_are_larger_than_communes_of_today(gazetteer: Gazetteer) -> None:
    verdicts = Counter(
        gazetteer.inside(district, Place.of(NEW, now))
        for district in units(OLD, "huyện")
        for now in {now for code in gazetteer.communes(district) for now in gazetteer.carry(code)}
    )
    assert verdicts == {"in": 9, "unknown": 3_638}


def test_what_is_in_has_its_communes_in(gazetteer: Gazetteer) -> None:
    for today in units(NEW, "tỉnh"):
        for district in units(OLD, "huyện"):
            if gazetteer.inside(district, today) == "in":
                carried = [Place.of(OLD, code) for code in gazetteer.communes(district) if gazetteer.carry(code)]
                assert {gazetteer.inside(commune, today) for commune in carried} == {"in"}


def test_inside_within_one_era(gazetteer: Gazetteer) -> None:
    district, province = Place(OLD, "huyện", "198"), Place(OLD, "tỉnh", "22")
    assert gazetteer.inside(HUC_DONG, district) == gazetteer.inside(district, province) == "in"
    assert gazetteer.inside(province, district) == "unknown"
    assert gazetteer.inside(HUC_DONG, Place(OLD, "tỉnh", "01")) == "out"


def test_a_commune_without_image_is_unknown_alone_and_left_out_of_its_district(gazetteer: Gazetteer) -> None:
    my_hung, district, cao_bang = (
        Place(OLD, "xã", "01651"),
        Place(OLD, "huyện", "049"),
        Place(NEW, "tỉnh", "04"),
    )
    assert my_hung.code in gazetteer.communes(district)
    assert gazetteer.inside(my_hung, cao_bang) == "unknown"
    assert gazetteer.inside(district, cao_bang) == "in"
    assert gazetteer.inside(Place(NEW, "xã", "26732"), Place(OLD, "tỉnh", "77")) == "unknown"


def test_a_commune_of_today_against_a_former_one(gazetteer: Gazetteer) -> None:
    today, former = Place(NEW, "xã", "06838"), Place(OLD, "xã", "06838")
    assert len(gazetteer.sources(today.code)) > 1
    assert gazetteer.inside(former, today) == "in"
    assert gazetteer.inside(today, former) == "unknown"
    assert gazetteer.inside(today, Place(OLD, "tỉnh", "22")) == "in"


def test_names_and_load(gazetteer: Gazetteer) -> None:
    assert gazetteer.short_name(HUC_DONG) == "Xã Húc Động"
    assert Gazetteer.load() is gazetteer


@pytest.mark.parametrize("text", ["\u0300", "xã \u0300", "\u0300, tỉnh Điện Biên", "xã, tỉnh"])
def test_a_name_without_a_letter_is_no_place(gazetteer: Gazetteer, text: str) -> None:
    assert isinstance(gazetteer.resolve(text, TODAY), Unresolved)
