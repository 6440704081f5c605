from luanchuyen.models.text.vietnamese_order import sort_key, text_key


def test_given_name_then_surname_then_middle_names() -> None:
    people = ["Vũ Văn Bình", "Đặng Thị An", "Trần Anh Bình", "Trần Văn Ân", "Lê Văn An", "Lê Bá An"]
    assert sorted(people, key=sort_key) == [
        "Đặng Thị An",
        "Lê Bá An",
        "Lê Văn An",
        "Trần Văn Ân",
        "Trần Anh Bình",
        "Vũ Văn Bình",
    ]


def test_letters_of_the_alphabet() -> None:
    words = ["An", "Ăn", "Ân", "Cu", "Du", "Đu", "Em", "Êm", "On", "Ôn", "Ơn", "Tu", "Un", "Ưn", "Vu", "Ya"]
    assert sorted(reversed(words), key=sort_key) == words


def test_tones() -> None:
    tones = ["Ma", "Mà", "Mả", "Mã", "Má", "Mạ", "Mai"]
    assert sorted(reversed(tones), key=sort_key) == tones


def test_one_person_however_typed() -> None:
    assert sort_key("Lê  Thị hoà") == sort_key("LÊ THỊ HÒA")
    assert sort_key("") == ()


def test_what_is_no_person_goes_by_its_first_word() -> None:
    units = ["Xã Nà Tấu", "Đảng ủy xã Búng Lao", "Ban Nội chính", "Xã Mường Ảng", "Xã Mường Ang"]
    assert sorted(units, key=text_key) == [
        "Ban Nội chính",
        "Đảng ủy xã Búng Lao",
        "Xã Mường Ang",
        "Xã Mường Ảng",
        "Xã Nà Tấu",
    ]
