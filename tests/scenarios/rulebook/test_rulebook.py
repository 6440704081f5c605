"""Rule books: a province's own, what is refused, the effective text, the words of every rule."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from luanchuyen.messages import LANGUAGES, filled, sentences
from luanchuyen.models.errors import RuleBookError
from luanchuyen.models.text.folding import fold
from luanchuyen.models.vocabulary import Vocabulary
from luanchuyen.optimizer.rules.rule import make, register
from luanchuyen.scenarios.rulebook.book import DEFAULT, books, load_rules, load_vocabulary
from luanchuyen.scenarios.rulebook.text import effective_toml

PROVINCE = """
title = "Quy định luân chuyển của tỉnh"
extends = "qd65-2026"

[stint_length]
min_months = 30

[skill_match]
weight = 40

[quota]
level = "off"

[moratorium]
windows = [{from = 2026-08-01, to = "31/08/2026", levels = ["xã"]}]

[vocabulary.kinds.secretary]
synonyms = ["Bí thư thứ nhất"]

[vocabulary.kinds.project_head]
title = "Trưởng ban quản lý dự án"
head = true

[vocabulary.ranks."tỉnh"]
project_head = 5
"""


def book(folder: Path, text: str, name: str = "cua-tinh.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def refused(folder: Path, text: str) -> list[tuple[str, str, object]]:
    """(message, place, nearest) of every problem of a book that extends the default one."""
    with pytest.raises(RuleBookError) as caught:
        load_rules(book(folder, f'extends = "{DEFAULT}"\n{text}'))
    assert caught.value.key == "rules.problems"
    problems = caught.value.values["problems"]
    assert isinstance(problems, tuple)
    for problem in problems:
        for language in LANGUAGES:
            filled(sentences(language, "rules")[problem.key.removeprefix("rules.")], problem.values)
    return [(p.key.removeprefix("rules."), p.values["where"], p.values.get("nearest")) for p in problems]


def test_a_book_of_a_province_changes_only_what_it_says(tmp_path: Path) -> None:
    ours, shipped = load_rules(book(tmp_path, PROVINCE)), load_rules(DEFAULT)
    assert (ours.name, ours.title) == ("cua-tinh", "Quy định luân chuyển của tỉnh")
    assert ours.entry("stint_length").numbers["min_months"] == 30
    assert ours.entry("stint_length").level == "hard"
    assert ours.entry("skill_match") == replace(shipped.entry("skill_match"), weight=40)
    assert ours.entry("quota") == replace(shipped.entry("quota"), level="off")
    assert ours.entry("moratorium").numbers["windows"] == (
        {"from": "01/08/2026", "to": "31/08/2026", "levels": ("xã",)},
    )
    changed = {"stint_length", "skill_match", "quota", "moratorium"}
    assert {rule for rule in shipped.entries if ours.entry(rule) != shipped.entry(rule)} == changed


def test_further_words_are_added_to_the_shipped_ones(tmp_path: Path) -> None:
    ours, shipped = load_rules(book(tmp_path, PROVINCE)).vocabulary, load_vocabulary()
    assert ours.kinds["secretary"].synonyms == (*shipped.kinds["secretary"].synonyms, "Bí thư thứ nhất")
    assert ours.kinds["secretary"].top and ours.kinds["secretary"].title == "Bí thư"
    assert ours.kinds["project_head"].head and not ours.kinds["project_head"].key
    assert ours.ranks == {**shipped.ranks, ("project_head", "tỉnh"): 5}


def test_a_changed_number_loses_the_source_that_did_not_say_it(tmp_path: Path) -> None:
    assert load_rules(DEFAULT).entry("stint_length").verified
    entry = load_rules(book(tmp_path, PROVINCE)).entry("stint_length")
    assert (entry.basis, entry.verified) == ("", False)
    named = book(tmp_path, PROVINCE.replace("min_months = 30", 'min_months = 30\nbasis = "QĐ 01-QĐ/TU"'))
    assert load_rules(named).entry("stint_length").basis == "QĐ 01-QĐ/TU"
    same = load_rules(DEFAULT, [("stint_length", "min_months", "36"), ("stint_length", "level", "soft")])
    assert same.entry("stint_length") == replace(load_rules(DEFAULT).entry("stint_length"), level="soft")


def test_a_book_extends_a_file_beside_it(tmp_path: Path) -> None:
    book(tmp_path, PROVINCE)
    path = book(tmp_path, 'extends = "cua-tinh.toml"\n[stint_length]\nmin_months = 24\n', "thi-diem.toml")
    policy = load_rules(path)
    assert policy.entry("stint_length").numbers["min_months"] == 24
    assert policy.entry("skill_match").weight == 40
    assert policy.title == "thi-diem"


def test_a_book_that_extends_nothing_has_the_common_words_and_no_rules(tmp_path: Path) -> None:
    policy = load_rules(book(tmp_path, '[fill]\nlevel = "soft"\n'))
    assert list(policy.entries) == ["fill"]
    assert policy.vocabulary == load_vocabulary()
    assert policy.entry("family").level == "off"


def test_overrides_are_read_by_the_type_of_the_number() -> None:
    typed = [
        ("stint_length", "min_months", " 30 "),
        ("non_local", "renew", "không"),
        ("non_local", "places", "birthplace; raised_in"),
        ("coverage", "levels", '["tỉnh", "xã"]'),
        ("non_local_share", "shares", '[{kind = "secretary", level = "xã", percent = 30}]'),
        ("non_local_share", "level", "mềm"),
        ("evaluation", "least", "HTTNV"),
        ("skill_match", "weight", "40"),
        ("skill_match", "weight", "50"),
    ]
    policy = load_rules(DEFAULT, typed)
    assert policy.entry("stint_length").numbers["min_months"] == 30
    assert policy.entry("non_local").numbers["renew"] is False
    assert policy.entry("non_local").numbers["places"] == ("birthplace", "raised_in")
    assert policy.entry("coverage").numbers["levels"] == ("tỉnh", "xã")
    shares = ({"kind": "secretary", "level": "xã", "percent": 30},)
    assert policy.entry("non_local_share").numbers["shares"] == shares
    assert policy.entry("non_local_share").level == "soft"
    assert policy.entry("evaluation").numbers["least"] == "HTTNV"
    assert policy.entry("skill_match").weight == 50


def test_an_override_of_a_rule_that_the_book_leaves_out_starts_from_off() -> None:
    entry = load_rules("fill-only", [("quota", "women", "30")]).entry("quota")
    assert (entry.level, entry.numbers["women"], entry.numbers["age_limit"]) == ("off", 30, 40)


@pytest.mark.parametrize(
    ("rule", "key", "text", "message"),
    [
        ("stint_lenght", "min_months", "30", "unknown_rule"),
        ("stint_length", "min_month", "30", "unknown_key"),
        ("stint_length", "min_months", "ba mươi", "not_whole"),
        ("stint_length", "min_months", "30.5", "not_whole"),
        ("stint_length", "min_months", "-3", "out_of_range"),
        ("stint_length", "level", "hrad", "bad_level"),
        ("non_local", "preferred_tier", "0", "out_of_range"),
        ("non_local", "preferred_tier", "10", "out_of_range"),
        ("quota", "women", "101", "out_of_range"),
        ("non_local_share", "shares", '[{kind = "secretary", level = "xã", percent = 101}]', "out_of_range"),
        ("stint_length", "tier", "0", "out_of_range"),
        ("stint_length", "applies_to", "alls", "unknown_word"),
        ("non_local", "renew", "có lẽ", "not_yes_no"),
        ("non_local", "places", "birthplace; born_in", "unknown_word"),
        ("coverage", "levels", "xa", "unknown_word"),
        ("moratorium", "windows", "[{from = ", "not_list"),
        ("moratorium", "windows", "2026", "not_list"),
        ("moratorium", "windows", '[{from = "31/02/2026", to = "01/03/2026"}]', "not_date"),
        ("moratorium", "windows", '[{from = "01/02/2026"}]', "missing_part"),
        ("moratorium", "windows", '[{from = "01/02/2026", to = "31/01/2026"}]', "ends_before"),
        (
            "qualification",
            "exempt",
            "[{from = 2026-02-01, to = 2026-01-31, levels = ['xã'], kinds = []}]",
            "ends_before",
        ),
        ("moratorium", "windows", '[{from = "01/02/2026", to = "01/03/2026", level = []}]', "unknown_part"),
        ("simultaneous_heads", "pairs", '[["secretary"]]', "wrong_count"),
        ("simultaneous_heads", "pairs", '[["secretery", "pc_chair"]]', "unknown_word"),
        ("evaluation", "least", "HTN", "unknown_word"),
    ],
)
def test_an_override_that_is_not_understood_is_refused(rule: str, key: str, text: str, message: str) -> None:
    with pytest.raises(RuleBookError) as caught:
        load_rules(DEFAULT, [(rule, key, text)])
    problems = caught.value.values["problems"]
    assert isinstance(problems, tuple)
    assert caught.value.key == "rules.override_problems"
    assert [(p.key, p.values["where"]) for p in problems] == [(f"rules.{message}", f"{rule}.{key}")]


def test_all_problems_of_a_file_are_named_at_once(tmp_path: Path) -> None:
    found = refused(
        tmp_path,
        """
        titel = "sai"
        [stint_lenght]
        min_months = 30
        [stint_length]
        min_month = 30
        weight = -1
        tier = true
        [quota]
        level = "sofft"
        women = "nhiều"
        [discipline]
        applies_to = "down"
        [coverage]
        levels = "xã"
        [vocabulary.kinds.secretary]
        synonym = ["BT"]
        [vocabulary.rank]
        """,
    )
    assert [(message, where) for message, where, _ in found] == [
        ("unknown_key", "cua-tinh.toml [vocabulary.kinds.secretary.synonym]"),
        ("unknown_key", "cua-tinh.toml [vocabulary.rank]"),
        ("unknown_rule", "cua-tinh.toml [titel]"),
        ("unknown_rule", "cua-tinh.toml [stint_lenght]"),
        ("unknown_key", "cua-tinh.toml [stint_length.min_month]"),
        ("out_of_range", "cua-tinh.toml [stint_length.weight]"),
        ("not_whole", "cua-tinh.toml [stint_length.tier]"),
        ("bad_level", "cua-tinh.toml [quota.level]"),
        ("not_whole", "cua-tinh.toml [quota.women]"),
        ("unknown_word", "cua-tinh.toml [discipline.applies_to]"),
        ("not_list", "cua-tinh.toml [coverage.levels]"),
    ]
    nearest = {where: str(near).split(", ")[0] for _, where, near in found}
    assert nearest["cua-tinh.toml [titel]"] == "title"
    assert nearest["cua-tinh.toml [stint_lenght]"] == "stint_length"
    assert nearest["cua-tinh.toml [stint_length.min_month]"] == "min_months"
    assert nearest["cua-tinh.toml [vocabulary.rank]"] == "ranks"


def test_words_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    text = """
        [vocabulary.kinds.pc_chair]
        synonyms = ["BÍ THƯ"]
        [vocabulary.ranks."tỉnh"]
        secretery = 1
        [vocabulary.scales.education.synonyms]
        "đai học" = ["ĐHQG"]
        """
    found = [(message, where.split("[")[1]) for message, where, _ in refused(tmp_path, text)]
    assert found == [
        ("unknown_word", "vocabulary.ranks.tỉnh.secretery]"),
        ("two_meanings", "vocabulary.kinds]"),
        ("unknown_word", "vocabulary.scales.education]"),
    ]


def test_a_rule_without_a_level_is_refused_where_nothing_is_extended(tmp_path: Path) -> None:
    with pytest.raises(RuleBookError) as caught:
        load_rules(book(tmp_path, "[fill]\nkey_weight = 2\n"))
    problems = caught.value.values["problems"]
    assert isinstance(problems, tuple)
    assert [p.key for p in problems] == ["rules.no_level"]


@pytest.mark.parametrize(
    ("content", "key", "line"),
    [
        (b"[fill]\nlevel = soft\n", "rules.not_toml", 2),
        (b"[fill]\nlevel = [\n", "rules.not_toml", 3),
        ("title = 'Quy định'".encode("utf-16"), "rules.not_utf8", None),
        (b'extends = "cua-tinh.toml"\n', "rules.extends_cycle", None),
        (b'extends = "qd65-2062"\n', "rules.unknown_book", None),
        (b"extends = 65\n", "rules.bad_extends", None),
    ],
)
def test_a_file_that_cannot_be_read_is_said(tmp_path: Path, content: bytes, key: str, line: object) -> None:
    path = tmp_path / "cua-tinh.toml"
    path.write_bytes(content)
    with pytest.raises(RuleBookError) as caught:
        load_rules(path)
    assert (caught.value.key, caught.value.values.get("line")) == (key, line)


@pytest.mark.parametrize("name", ["qd65", "common", ""])
def test_an_unknown_book_is_named_with_the_nearest(name: str) -> None:
    with pytest.raises(RuleBookError) as caught:
        load_rules(name)
    assert caught.value.key == "rules.unknown_book"
    assert DEFAULT in str(caught.value.values["nearest"])


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(RuleBookError) as caught:
        load_rules(str(tmp_path / "khong-co.toml"))
    assert caught.value.key == "rules.unreadable"


def test_a_file_saved_by_notepad_is_read(tmp_path: Path) -> None:
    path = tmp_path / "cua-tinh.toml"
    path.write_bytes(PROVINCE.replace("\n", "\r\n").encode("utf-8-sig"))
    assert load_rules(path).title == "Quy định luân chuyển của tỉnh"


@pytest.mark.parametrize("name", [one.name for one in books()])
def test_the_effective_book_reads_back_to_the_same_policy(name: str, tmp_path: Path) -> None:
    policy = load_rules(name, [("fill", "key_weight", "4"), ("quota", "level", "soft")])
    text = effective_toml(policy)
    assert policy.sha256 == hashlib.sha256(text.encode()).hexdigest()
    again = load_rules(book(tmp_path, text, "rules.toml"))
    assert again == policy
    assert effective_toml(again) == text


def test_the_effective_book_of_a_province_stands_on_its_own(tmp_path: Path) -> None:
    policy = load_rules(book(tmp_path, PROVINCE))
    (tmp_path / "cua-tinh.toml").unlink()
    assert load_rules(book(tmp_path, effective_toml(policy), "rules.toml")) == policy


def test_the_order_of_tables_in_a_file_changes_nothing(tmp_path: Path) -> None:
    two = ['[fill]\nlevel = "soft"\nkey_weight = 2\n', '[moves]\nlevel = "soft"\ntier = 3\n']
    first, second = (load_rules(book(tmp_path, "".join(order))) for order in (two, two[::-1]))
    assert first == second
    assert list(first.entries) == list(second.entries) == ["fill", "moves"]


def test_the_shipped_books_are_titled_in_both_languages() -> None:
    assert {"qd65-2026", "qd98-2017", "fill-only"} <= {one.name for one in books()}
    assert all(one.title and one.title_en for one in books())


def test_the_default_book_has_every_rule_with_its_numbers_and_source() -> None:
    policy = load_rules(DEFAULT)
    assert set(policy.entries) == set(register())
    for rule, entry in policy.entries.items():
        assert set(entry.numbers) == set(register()[rule].number_names())
        assert entry.basis, rule
        make(entry)


def test_figures_read_in_a_regulation() -> None:
    now, before = load_rules(DEFAULT), load_rules("qd98-2017")
    assert now.entry("stint_length").numbers["min_months"] == 36
    assert now.entry("remaining_service").numbers["training"] == 120
    assert now.entry("non_local").numbers["renew"] is True
    assert now.entry("discipline").numbers["applies_to"] == "up"
    assert before.entry("discipline").numbers["applies_to"] == "any"
    assert before.entry("non_local").numbers["renew"] is False
    assert before.entry("moratorium").level == "off"
    verified = {rule for rule, entry in now.entries.items() if entry.verified}
    assert verified == {"stint_length", "consecutive_terms", "remaining_service", "discipline", "secondment_length"}


def test_fill_only_has_nothing_else() -> None:
    entries = load_rules("fill-only").entries
    assert {rule: entry.level for rule, entry in entries.items()} == {
        "fill": "soft", "panel": "soft", "forbidden": "hard", "fixed": "hard", "budget": "off",
    }  # fmt: skip


def _means(words: Vocabulary, text: str) -> set[str]:
    spellings = ((way, kind.name) for kind in words.kinds.values() for way in (kind.title, *kind.synonyms))
    return {name for way, name in spellings if fold(way) == fold(text)}


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("Bí thư Đảng uỷ", "secretary"),
        ("PBT Thường trực", "standing_deputy_secretary"),
        ("Chủ tịch Uỷ ban nhân dân", "pc_chair"),
        ("PCT UBND", "pc_vice_chair"),
        ("Chủ tịch HĐND", "council_chair"),
        ("Chủ nhiệm UBKT", "inspection_head"),
        ("Chánh thanh tra", "chief_inspector"),
        ("Chủ tịch UBMTTQ", "front_chair"),
        ("Bí thư Đoàn", "union_head"),
        ("Chánh văn phòng", "office_head"),
        ("Giám đốc Sở", "department_head"),
        ("Phó Trưởng phòng", "department_deputy"),
    ],
)
def test_kinds_are_known_as_boards_write_them(written: str, kind: str) -> None:
    assert _means(load_vocabulary(), written) == {kind}


def test_heads_key_and_top_posts() -> None:
    kinds = load_vocabulary().kinds
    named = {flag: {k.name for k in kinds.values() if getattr(k, flag)} for flag in ("head", "key", "top")}
    assert named["top"] == {"secretary", "pc_chair"}
    deputies = {"standing_deputy_secretary", "deputy_secretary"}
    assert named["key"] == {"secretary", "pc_chair", "council_chair"} | deputies
    assert len(named["head"]) == 11
    assert {k.name for k in kinds.values() if k.sensitive} == {
        "chief_inspector",
        "judge_head",
        "prosecutor_head",
    }


def test_equivalent_posts_have_one_rank() -> None:
    ranks, before = load_vocabulary().ranks, load_rules("qd98-2017").vocabulary.ranks
    assert ranks["secretary", "tỉnh"] == min(ranks.values()) == 1
    assert ranks["secretary", "xã"] == ranks["pc_chair", "xã"] == ranks["department_deputy", "tỉnh"]
    assert ranks["secretary", "huyện"] == ranks["department_head", "tỉnh"]
    assert before["secretary", "xã"] == before["department_head", "huyện"]
    assert not ranks.keys() - before.keys()


def test_scales_rise_and_know_the_usual_spellings() -> None:
    scales = load_vocabulary().scales
    assert scales["political_level"].levels["cử nhân"] == scales["political_level"].levels["cao cấp"]
    known = {
        ("education", "ĐH"): "đại học", ("education", "ThS"): "thạc sĩ",
        ("political_level", "CCLLCT"): "cao cấp", ("political_level", "Cao cấp LLCT"): "cao cấp",
        ("state_level", "có"): "cán sự", ("evaluation", "hoàn thành xuất sắc nhiệm vụ"): "HTXSNV",
        ("discipline", "cảnh cáo"): "warning",
    }  # fmt: skip
    for (scale, written), word in known.items():
        means = {fold(way): meant for way, meant in scales[scale].synonyms.items()}
        assert means[fold(written)] == word


def test_retirement_ages_of_the_decree() -> None:
    rows = load_vocabulary().retirement
    ages = {sex: dict(table) for sex, table in rows.items()}
    assert [ages["male"][year] for year in (2021, 2026, 2027, 2028)] == [723, 738, 741, 744]
    assert [ages["female"][year] for year in (2021, 2026, 2027, 2035)] == [664, 684, 688, 720]
    assert max(ages["male"]) == 2028 and max(ages["female"]) == 2035
    for table in rows.values():
        assert list(table) == sorted(table) and table[0][0] == 0
        assert [months for _, months in table] == sorted(months for _, months in table)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", register())
def test_every_rule_has_its_words(rule: str, language: str) -> None:
    said = sentences(language, "rules")
    keys = [f"{rule}_{key}" for key in ("name", "about", "breach", *register()[rule].number_names())]
    assert not [key for key in keys if not said.get(key)]
    filled(said[f"{rule}_breach"], {"amount": 3})
