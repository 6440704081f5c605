"""The names that may stand in braces in a form: what fills each, and which belong to a list and repeat what they
stand in.

``{{so_dong_chi}}``, or in English ``{{persons_moved}}``; accents, capitals and spaces do not matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from luanchuyen.models.text.folding import fold_plain, nearest


@dataclass(frozen=True)
class Placeholder:
    """``name``: as Vietnamese forms write it; ``english``: the other name, and the key of its value and its words.

    ``many``: the list that it is told of, a paragraph or a row of a table each; "" = one text for the whole paper.
    """

    name: str
    english: str
    many: str = ""


@dataclass(frozen=True)
class Listed:
    """A list of placeholders. ``first``: the one that says that there are none; "" = what it stands in is left out."""

    name: str
    first: str
    placeholders: tuple[tuple[str, str], ...]


SINGLE = (
    ("ten_co_quan", "organisation"),
    ("tieu_de", "title"),
    ("do_mat", "secrecy"),
    ("ngay_chot", "as_of"),
    ("ngay_thuc_hien", "start"),
    ("thoi_han", "term"),
    ("bo_quy_dinh", "rule_book"),
    ("so_chuc_danh", "posts"),
    ("so_vi_tri", "seats"),
    ("so_vi_tri_trong", "seats_free"),
    ("so_can_bo", "cadres"),
    ("so_phai_roi", "must_leave"),
    ("so_den_han", "due"),
    ("phuong_an", "plan"),
    ("so_phuong_an", "plans"),
    ("muc_chung_minh", "proof"),
    ("so_dong_chi", "persons_moved"),
    ("so_chuc_danh_bo_tri", "posts_filled"),
    ("theo_hinh_thuc", "by_form"),
    ("so_vi_tri_con_trong", "seats_empty"),
    ("so_cho_bo_tri", "persons_waiting"),
    ("so_ngoai_le", "waivers_used"),
)
"""(Vietnamese name, English name) of what is told once."""

LISTS = (
    Listed("bases", "legal_basis", (("can_cu", "legal_basis"),)),
    Listed("ties", "", (("bang_diem", "tie"),)),
    Listed(
        "contents",
        "content_heading",
        (("noi_dung_chu", "content_letter"), ("noi_dung_ten", "content_heading"), ("noi_dung_dong", "content_text")),
    ),
    Listed(
        "moves",
        "person",
        (
            ("stt", "no"),
            ("ho_ten", "person"),
            ("ma", "code"),
            ("gioi_tinh", "sex"),
            ("ngay_sinh", "born"),
            ("tuoi", "age"),
            ("dan_toc", "ethnicity"),
            ("que_quan", "home"),
            ("trinh_do", "education"),
            ("ly_luan", "political_level"),
            ("quan_ly_nha_nuoc", "state_level"),
            ("ngay_vao_dang", "party_date"),
            ("cap_uy", "committee"),
            ("xep_loai", "evaluations"),
            ("chuc_vu_hien_nay", "present_post"),
            ("don_vi_hien_nay", "present_unit"),
            ("giu_tu_ngay", "since"),
            ("chuc_vu_du_kien", "planned_post"),
            ("phuong_thuc", "mode"),
            ("du_kien_phuong_thuc", "planned_and_mode"),
            ("hinh_thuc", "form"),
            ("muc_dich", "purpose"),
            ("huong", "direction"),
            ("thoi_han_bo_tri", "term_of_move"),
            ("tu_ngay", "from_day"),
            ("den_ngay", "to_day"),
            ("nguoi_thay", "successor"),
            ("con_cong_tac", "months_left"),
            ("nghi_huu", "retires"),
            ("dat", "met"),
            ("chua_dat", "unmet"),
            ("ngoai_le", "waivers"),
            ("ghi_chu", "notes"),
            ("can_xem_xet", "to_weigh"),
        ),
    ),
    Listed(
        "empty",
        "empty_post",
        (
            ("trong_stt", "empty_no"),
            ("trong_chuc_danh", "empty_post"),
            ("trong_so", "empty_seats"),
            ("trong_vi_sao", "empty_why"),
        ),
    ),
    Listed(
        "waiting",
        "waiting_person",
        (
            ("cho_stt", "waiting_no"),
            ("cho_ho_ten", "waiting_person"),
            ("cho_chuc_vu", "waiting_present"),
            ("cho_noi_dung", "waiting_said"),
        ),
    ),
    Listed(
        "waivers",
        "waiver_person",
        (
            ("nl_stt", "waiver_no"),
            ("nl_ho_ten", "waiver_person"),
            ("nl_quy_dinh", "waiver_rule"),
            ("nl_van_ban", "waiver_document"),
            ("nl_co_quan", "waiver_authority"),
            ("nl_ngay", "waiver_date"),
            ("nl_ly_do", "waiver_reason"),
        ),
    ),
    Listed("conditions", "condition", (("dieu_kien", "condition"),)),
)
"""The lists: of the moves (a person each), of what is left open, of the grounds and conditions."""


@cache
def placeholders() -> tuple[Placeholder, ...]:
    """All of them, those told once before those of lists."""
    return tuple(_made())


def _made() -> Iterator[Placeholder]:
    yield from (Placeholder(name, english) for name, english in SINGLE)
    for listed in LISTS:
        yield from (Placeholder(name, english, listed.name) for name, english in listed.placeholders)


@cache
def _by_name() -> dict[str, Placeholder]:
    return {key: one for one in placeholders() for key in (one.english, one.name)}


def listed(name: str) -> Listed:
    """The list of this name. Raises StopIteration for one that is none."""
    return next(one for one in LISTS if one.name == name)


def known(written: str) -> Placeholder | None:
    """The placeholder meant by what stands in the braces; None = nothing of ours."""
    return _by_name().get("_".join(fold_plain(written).replace("-", " ").split()))


def alike(written: str) -> tuple[str, ...]:
    """Names that look most like what stands in the braces."""
    return nearest(written, _by_name(), count=2)


def marks() -> dict[str, str]:
    """Each placeholder as it stands in a form, by its English name: what the built-in forms are written with."""
    return {one.english: f"{{{{{one.name}}}}}" for one in placeholders()}
