import unicodedata

import pytest

from luanchuyen.models.text.folding import clean, fold, fold_plain, nearest


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà", "hòa"),
        ("Thuỷ", "thủy"),
        ("UỶ BAN", "ủy ban"),
        ("khoẻ", "khỏe"),
        ("qúy", "quý"),
        ("gìa", "già"),
        ("hòan", "hoàn"),
        ("cuả", "của"),
        ("Ðảng", "Đảng"),
        ("ðảng uỷ", "ĐẢNG ỦY"),
        ("Mã\u00a0cán  bộ\n", "mã cán bộ"),
        ("\ufeffMã\u200b", "mã"),
        (unicodedata.normalize("NFD", "Nguyễn Thuỷ Đường"), "nguyễn thủy đường"),
    ],
)
def test_the_same_word_however_typed(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Lý", "Lí"), ("hoà", "hoá"), ("hoa", "hoà"), ("Đắk", "Đăk"), ("da", "đa"), ("mía", "miá n")],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_folded_texts_are_readable_and_settled() -> None:
    for text in ("hòa", "thủy", "quý", "giếng", "khuỷu tay", "loài", "ngoáy", "người", "rượu", "gì", "yến"):
        assert fold(text) == text == fold(fold(text))


def test_accents_aside() -> None:
    assert fold_plain("Ủy ban Đảng  HOÀ") == "uy ban dang hoa"


def test_clean_keeps_case_and_tone_placement() -> None:
    assert clean(" Uỷ\u00a0ban \tÐảng\u200b hoà\x00\r\n") == "Uỷ ban Đảng hoà"
    assert clean("a\x07  b\n") == "a b"


def test_nearest_looks_past_accents() -> None:
    assert nearest("cap bac", ["Cấp bậc", "Cấp ủy", "Ngày sinh"], 1) == ("Cấp bậc",)
    assert nearest("zzz", ["Cấp bậc"]) == ()
