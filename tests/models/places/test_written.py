"""Places as they are written: of a unit that leads one, and of a person."""

from __future__ import annotations

from datetime import date

import pytest

from luanchuyen.models.places.gazetteer import Gazetteer, Unresolved
from luanchuyen.models.places.led import PlaceReading, place_led
from luanchuyen.models.places.origins import place_of_origin
from luanchuyen.models.places.spelling import loose_key, name_key, split_kind
from luanchuyen.models.places.tables import NEW, OLD, Place, national_tables
from luanchuyen.models.places.words import body_key

TODAY, BEFORE = date(2026, 7, 1), date(2025, 6, 30)
TABLES = national_tables()
GAZETTEER = Gazetteer.load()
DAK_LAK = {"Đắk Lắk": "66", "Đắk Nông": "67", "Phú Yên": "54", "Gia Lai": "64"}


def led(text: str, as_of: date = TODAY) -> PlaceReading:
    return place_led(GAZETTEER, text, as_of)


def origin(text: str, as_of: date = TODAY) -> PlaceReading:
    return place_of_origin(GAZETTEER, text, as_of)


def notices(reading: PlaceReading) -> list[str]:
    return [name for name, _ in reading.notices]


def within(reading: PlaceReading) -> str | None:
    assert isinstance(reading.place, Unresolved), reading
    return reading.place.within and GAZETTEER.name(reading.place.within)


def test_a_name_that_has_the_letters_of_a_unit_of_today_is_that_unit_before_any_former_one() -> None:
    turned = 0
    for code in (code for code in TABLES.names[NEW] if len(code) == 5):
        name, province = TABLES.names[NEW][code], TABLES.full_name(NEW, TABLES.above[NEW][code])
        for former in {TABLES.names[OLD][source] for source in TABLES.sources.get(code, ())}:
            kinds, keys = zip(*(split_kind(name_key(one)) for one in (name, former)), strict=True)
            if keys[0] != keys[1] and kinds[0] == kinds[1] and loose_key(keys[0]) == loose_key(keys[1]):
                reading = led(f"{former}, {province}")
                assert (reading.place, notices(reading)) == (Place.of(NEW, code), ["spelled"]), former
                turned += 1
    assert turned >= 24


@pytest.mark.parametrize(
    ("text", "today"),
    [
        ("xã Trà Mai, thành phố Đà Nẵng", ["Xã Nam Trà My, Thành phố Đà Nẵng"]),
        ("xã Đông Quan, huyện Đông Hưng, tỉnh Thái Bình", ["Xã Đông Quan, Tỉnh Hưng Yên"]),
        ("tỉnh Bắc Giang", ["Thành phố Bắc Ninh"]),
        ("xã Húc Động, tỉnh Quảng Ninh", ["Xã Bình Liêu, Thành phố Quảng Ninh"]),
        ("tỉnh Hà Bắc", ["Thành phố Bắc Ninh"]),
        ("Hà Nam Ninh", ["Tỉnh Ninh Bình"]),
        ("thành phố Sài Gòn", ["Thành phố Hồ Chí Minh"]),
    ],
)
def test_a_former_unit_alone_is_no_place_to_lead_today(text: str, today: list[str]) -> None:
    place = led(text).place
    assert isinstance(place, Unresolved)
    assert (place.reason, list(place.nearest)) == ("former", today)
    never = ("tỉnh Hà Bắc", "Hà Nam Ninh", "thành phố Sài Gòn")
    assert isinstance(led(text, BEFORE).place, Place) != text.startswith(never)


@pytest.mark.parametrize(
    "text",
    [
        "06859@2024",
        "06859 @2024",
        "06859@ 2024",
        "xã Húc Động @2024",
        "XÃ HÚC ĐỘNG, huyện Bình Liêu, tỉnh Quảng Ninh@2024",
        "xã Húc Động (06859 @2024)",
    ],
)
def test_a_former_unit_with_its_mark_is_meant(text: str) -> None:
    reading = led(text)
    assert (str(reading.place), notices(reading)) == ("06859@2024", ["meant_former"])
    assert (str(origin(text).place), notices(origin(text))) == ("06859@2024", [])
    assert isinstance(led("06859@20245").place, Unresolved)
    assert (str(led("06838").place), notices(led("06838"))) == ("06838", [])
    assert notices(led("06859@2024", BEFORE)) == []


@pytest.mark.parametrize(
    ("text", "target", "verdict"),
    [
        ("Hà Bắc", "24", "in"),
        ("tỉnh Hà Bắc", "10816", "out"),
        ("Hà Bắc (cũ)", "24", "in"),
        ("tỉnh Hà Tây (nay là Hà Nội)", "25", "out"),
        ("Ha Bac", "24@2024", "unknown"),
        ("Vĩnh Phú", "25", "in"),
        ("Vĩnh Phú", "01", "unknown"),
        ("Hoàng Liên Sơn", "15", "in"),
        ("Hoàng Liên Sơn", "12", "unknown"),
        ("Hà Sơn Bình", "01", "unknown"),
        ("Hà Tây", "01", "in"),
        ("Nghệ Tĩnh", "42", "unknown"),
        ("Bình Trị Thiên", "48", "out"),
        ("Quảng Nam - Đà Nẵng", "48", "in"),
        ("Gia Lai Kon Tum", "52", "unknown"),
        ("Minh Hải", "96", "in"),
        ("Hải Hưng, Việt Nam", "01", "out"),
        ("Lai Châu cũ", "11", "unknown"),
        ("tỉnh Hậu Giang (cũ)", "92", "in"),
        ("Đồng Nai (nay là TP Hồ Chí Minh)", "79", "unknown"),
        ("Đắk Lắk cũ", "68", "unknown"),
        ("Sài Gòn", "26740", "unknown"),
        ("thành phố Sài Gòn", "79", "in"),
        ("Sài Gòn - Gia Định", "01", "out"),
        ("Đặc khu Vũng Tàu - Côn Đảo", "79", "in"),
    ],
)
def test_a_province_of_1975_to_2008_is_the_land_it_held(text: str, target: str, verdict: str) -> None:
    reading, judged = origin(text), GAZETTEER.resolve(target, TODAY)
    assert isinstance(reading.place, Place) and isinstance(judged, Place)
    assert (GAZETTEER.inside(reading.place, judged), notices(reading)) == (verdict, ["former_province"])


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("Thôn Nà Nùng, xã Hoàng Văn Thụ, huyện Văn Lãng, tỉnh Lạng Sơn", "06178@2024", ["below"]),
        ("Số 12, đường Bà Triệu, phường Hoàng Văn Thụ, TP Lạng Sơn, tỉnh Lạng Sơn", "05971@2024", ["below"]),
        ("xã Cao Lâu, huyện Cao Lộc, Lạng Sơn, Việt Nam", "06196@2024", []),
        ("xóm 3 - Nghi Kim - Vinh - Nghệ An", "17920@2024", ["below"]),
        ("KDC số 2, tổ 5 phường Hoàng Văn Thụ, TP Lạng Sơn - VN", "05971@2024", ["below"]),
        ("Quận 1, Sài Gòn", "760@2024", []),
        ("tổ 5 phường Hoàng Văn Thụ, TP Lạng Sơn, Lạng Sơn", "05971@2024", ["below"]),
        ("Bản Bo, Tam Đường, Lai Châu", "03424@2024", []),
        ("xã Húc Động", "06859@2024", ["taken"]),
        ("Mường Phăng", "03325", ["taken"]),
        ("huyện Đại Từ, Bắc Thái", "171@2024", []),
        ("xã Tiền Phong, huyện Mê Linh, tỉnh Vĩnh Phú", "09019@2024", []),
        ("huyện Mỹ Xuyên, tỉnh Hậu Giang", "947@2024", []),
        ("xã AVương, huyện Tây Giang, tỉnh Quảng Nam", "20461@2024", ["spelled"]),
        ("xã Đắk Pék, tỉnh Quảng Ngãi", "23341", ["taken"]),
        ("Lai Châu", "12", []),
        ("22", "22", []),
        ("06838@2024", "06838@2024", []),
    ],
)
def test_origins_that_are_found(text: str, code: str, told: list[str]) -> None:
    reading = origin(text)
    assert (str(reading.place), notices(reading)) == (code, told)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Tân Lập", None),
        ("Quân khu 1", None),
        ("phường Đa Kao", None),
        ("Liên Xô", None),
        ("Hà Lan", None),
        ("Quảng Tây, Trung Quốc", None),
        ("Cộng hòa Dân chủ Đức", None),
        ("xã Không Có, huyện Krông Pắc, Đắk Lắk", "Huyện Krông Pắc, Tỉnh Đắk Lắk"),
        ("xã Không Có, Dak Lak", "Tỉnh Đắk Lắk"),
        ("xã Không Có, tỉnh Đồng Nai, Việt Nam", "Tỉnh Đồng Nai"),
        ("Bệnh viện Đa khoa tỉnh Lạng Sơn", "Tỉnh Lạng Sơn"),
        ("Cao Lộc, Lạng Sơn", "Huyện Cao Lộc, Tỉnh Lạng Sơn"),
        ("xã Đông Xuân, huyện Đông Hưng, tỉnh Thái Bình", "Huyện Đông Hưng, Tỉnh Thái Bình"),
        ("xóm 1, xã Đông Xuân, huyện Đông Hưng", "Huyện Đông Hưng, Tỉnh Thái Bình"),
        ("Xã Thạch Đài, huyện Thạch Hà, Hà Tĩnh", "Tỉnh Hà Tĩnh"),
        ("xã Không Có, huyện Yên Dũng, tỉnh Hà Bắc", "Tỉnh Hà Bắc"),
    ],
)
def test_origins_that_are_not_found_keep_what_is_known(text: str, known: str | None) -> None:
    assert within(origin(text)) == known


def test_a_commune_that_is_gone_offers_those_of_its_district_alone() -> None:
    place = origin("xã Ỷ Lan, huyện Đông Hưng, tỉnh Thái Bình").place
    assert isinstance(place, Unresolved) and len(place.nearest) == 3
    assert all(name.endswith("Huyện Đông Hưng, Tỉnh Thái Bình") for name in place.nearest)
    assert "Xã Thạch Đài, Thành phố Hà Tĩnh, Tỉnh Hà Tĩnh" in getattr(
        origin("Xã Thạch Đài, huyện Thạch Hà, Hà Tĩnh").place, "nearest", ()
    )


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("thị xã Lạng Sơn, tỉnh Lạng Sơn", "Thành phố Lạng Sơn, Tỉnh Lạng Sơn"),
        ("huyện Việt Yên, Bắc Giang", "Thị xã Việt Yên, Tỉnh Bắc Giang"),
        ("thị xã Hà Đông, Hà Tây", "Quận Hà Đông, Thành phố Hà Nội"),
        ("xã Đông Kinh, TP Lạng Sơn, Lạng Sơn", "Phường Đông Kinh, Thành phố Lạng Sơn, Tỉnh Lạng Sơn"),
        ("huyện Không Có, Lạng Sơn", None),
        ("Liên Xô (cũ)", None),
        ("Viêng Chăn, Lào", None),
        ("Việt Nam", None),
    ],
)
def test_what_is_offered_is_of_the_level_that_is_written(text: str, first: str | None) -> None:
    place = origin(text).place
    assert isinstance(place, Unresolved)
    assert next(iter(place.nearest), None) == first


def test_out_of_a_province_of_today_and_out_of_an_earlier_one_of_its_name_is_out() -> None:
    known = getattr(origin("xã Không Có, tỉnh Đắk Lắk").place, "within", None)
    judged = {name: GAZETTEER.inside(known, Place.of(OLD, code)) for name, code in DAK_LAK.items()}
    assert judged == dict.fromkeys(DAK_LAK, "unknown") | {"Gia Lai": "out"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đảng ủy xã A Vương", "UBND xã Avương"),
        ("Uỷ ban nhân dân phường Sài Gòn", "Ủy ban MTTQ Việt Nam phường Sài Gòn"),
        ("BCH Đảng bộ xã Đăk Hà", "HĐND và UBND xã Đắk Hà"),
        ("Huyện ủy Bình Liêu", "UBND huyện Bình Liêu"),
    ],
)
def test_bodies_of_one_place_have_one_key(one: str, other: str) -> None:
    assert body_key(one) == body_key(other) != ("", "")
    assert body_key("Huyện ủy Kỳ Anh") != body_key("Thị ủy Kỳ Anh")
    assert body_key("UBND xã") == ("", "")


def test_every_code_means_its_unit_wherever_it_stands() -> None:
    for era, code, _ in TABLES.units():
        place = Place.of(era, code)
        assert origin(str(place)) == PlaceReading(place)
        assert led(str(place)).place == place
