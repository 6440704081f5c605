"""Three boards after press accounts of autumn 2025, as folders of CSV files, with as little invented as makes a board.

Told: the units, the posts, who went where, the days. Invented: every person, their dates of birth, training, marks and
homes, and the neighbours who might have gone instead.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

GOOD, ABLE = "HTTNV; HTTNV; HTTNV", "đại học,cao cấp,chuyên viên chính"
POSTS = (
    "Mã chức danh,Tên chức danh,Mã đơn vị,Loại chức danh,Tập thể lãnh đạo,Tình trạng,Không là người địa phương,"
    "Hình thức,Kiêm nhiệm,Phương thức,Năng lực cần,Chuyên môn tối thiểu,LLCT tối thiểu,QLNN tối thiểu"
)
CADRES = (
    "Mã cán bộ,Họ và tên,Ngày sinh,Giới tính,Quê quán,Mã đơn vị hiện nay,Mã chức danh hiện nay,Ngày giữ chức vụ,"
    "Số nhiệm kỳ liên tiếp,Năng lực,Xếp loại 3 năm,Chuyên môn,LLCT,QLNN"
)
CAREER = "Mã cán bộ,Mã đơn vị,Chức vụ,Từ ngày,Đến ngày,Hình thức"


@dataclass(frozen=True, slots=True)
class Account:
    """A board and what the account says became of it."""

    title: str
    day: str
    """Of the first decision: the data are as of that day, and the plan starts on it."""
    units: str
    posts: str
    cadres: str
    moves: frozenset[tuple[str, str]]
    forbidden_by: frozenset[tuple[str, str, int, int]]
    """Cadre, rule, value and needed of what the shipped book qd65-2026 has against the account's moves."""
    settings: dict[str, object]
    """The numbers of those rules that let the moves pass."""

    def written(self, folder: Path, **settings: object) -> Path:
        """The folder of CSV files, with these settings (``stint_length__min_months=30``) beside the account's day."""
        folder.mkdir()
        rows = {"as_of": self.day, "start": self.day, "rules": "qd65-2026", "title": f'"{self.title}"', "plans": 3}
        tables = {
            "Tham số": "Mục,Giá trị\n" + "".join(f"{key},{value}\n" for key, value in (rows | settings).items()),
            "Quá trình công tác": f"{CAREER}\n" + "".join(_served(row) for row in csv.reader(self.cadres.splitlines())),
            "Đơn vị": "Mã đơn vị,Tên đơn vị,Cấp,Khối,Lĩnh vực,Thuộc đơn vị,Địa bàn\n" + self.units,
            "Chức danh": f"{POSTS}\n" + self.posts,
            "Cán bộ": f"{CADRES}\n" + self.cadres,
        }
        for title, text in tables.items():
            (folder / f"{title}.csv").write_text(text, encoding="utf-8")
        return folder


def _served(cadre: list[str]) -> str:
    """The working record of a cadre's line: designated or appointed to the present post, which is no rotation."""
    return f"{cadre[0]},{cadre[5]},Chức vụ hiện nay,{cadre[7]},,bổ nhiệm\n"


def _secretary(unit: str, name: str, status: str = "", skills: str = "", bundle: str = "") -> str:
    return (
        f"BT-{unit},Bí thư Đảng ủy {name},{unit},Bí thư,BTV {unit},{status},bắt buộc,điều động,{bundle},chỉ định,"
        f"{skills},đại học,cao cấp,chuyên viên\n"
    )


def _council(unit: str, name: str, bundle: str, status: str = "") -> str:
    return (
        f"HD-{unit},Chủ tịch HĐND {name},{unit},Chủ tịch HĐND,BTV {unit},{status},,điều động,{bundle},"
        f"giới thiệu ứng cử,,đại học,cao cấp,chuyên viên\n"
    )


def _post(
    code: str, title: str, unit: str, kind: str, status: str = "", mode: str = "bổ nhiệm", skills: str = ""
) -> str:
    return f"{code},{title},{unit},{kind},{unit},{status},,điều động,,{mode},{skills},đại học,cao cấp,chuyên viên\n"


def _cadre(
    code: str, name: str, home: str, unit: str, posts: str, since: str, skills: str = "", born: str = "15/08/1978"
) -> str:
    return f'{code},{name},{born},Nam,"{home}",{unit},{posts},{since},1,{skills},{GOOD},{ABLE}\n'


def _lang_son() -> Account:
    communes = {"CL": "xã Chi Lăng", "LVT": "phường Lương Văn Tri", "TK": "xã Thất Khê", "NS": "xã Na Sầm"}
    units = "TU,Tỉnh ủy Lạng Sơn,tỉnh,Đảng,,,tỉnh Lạng Sơn\nVP,Văn phòng Tỉnh ủy Lạng Sơn,tỉnh,Đảng,,TU,\n" + "".join(
        f'{code},Đảng ủy {name},xã,Đảng,,TU,"{name}, tỉnh Lạng Sơn"\n' for code, name in communes.items()
    )
    skills = {"CL": "kinh tế:4", "TK": "dân vận:4", "NS": "lâm nghiệp:3"}
    posts = _post(
        "VP-PCVP", "Phó Chánh Văn phòng Tỉnh ủy", "VP", "Phó Chánh Văn phòng", "trống", skills="xây dựng Đảng:4"
    )
    for code, name in communes.items():
        both = f"K-{code}" if code == "TK" else ""
        posts += _secretary(code, name, "trống" if code == "CL" else "", skills.get(code, ""), both)
        posts += _council(code, name, both) if both else ""
        posts += (
            f"PBT-{code},Phó Bí thư Thường trực Đảng ủy {name},{code},Phó Bí thư Thường trực,BTV {code},,,điều động,"
            f",chỉ định,,đại học,trung cấp,chuyên viên\n"
        )
    since = "01/07/2025"
    home = {code: f"{name}, tỉnh Lạng Sơn" for code, name in communes.items()}
    cadres = _cadre("LS01", "Hoàng Văn An", home["LVT"], "LVT", "BT-LVT", since, "kinh tế:5; dân vận:3")
    cadres += _cadre(
        "LS02", "Nông Đức Bình", home["TK"], "TK", "BT-TK;HD-TK", since, "xây dựng Đảng:5; dân vận:3", "15/08/1967"
    )
    cadres += _cadre("LS03", "Vi Văn Chung", home["NS"], "NS", "BT-NS", since, "dân vận:5; kinh tế:3")
    for number, code in enumerate(communes, 4):
        cadres += _cadre(
            f"LS0{number}",
            f"Triệu Văn {'ĐGHK'[number - 4]}",
            "xã Bắc Sơn, tỉnh Lạng Sơn",
            code,
            f"PBT-{code}",
            since,
            "dân vận:4",
        )
    return Account(
        "Lạng Sơn, ngày 01/11/2025: bốn quyết định, một dây chuyền", "01/11/2025", units, posts, cadres,
        frozenset({("LS01", "BT-CL"), ("LS02", "VP-PCVP"), ("LS03", "BT-TK"), ("LS03", "HD-TK")}),
        frozenset({(cadre, "stint_length", 4, 36) for cadre in ("LS01", "LS02", "LS03")}),
        {"stint_length.applies_to": "rotating"},
    )  # fmt: skip


def _can_tho() -> Account:
    communes = {"TD": "xã Trần Đề", "LHT": "xã Lịch Hội Thượng"}
    units = (
        "TU,Thành ủy Cần Thơ,tỉnh,Đảng,,,thành phố Cần Thơ\nUB,UBND thành phố Cần Thơ,tỉnh,chính quyền,,TU,\n"
        "VP,Văn phòng UBND thành phố Cần Thơ,tỉnh,chính quyền,,UB,\n"
    ) + "".join(f'{code},Đảng ủy {name},xã,Đảng,,TU,"{name}, thành phố Cần Thơ"\n' for code, name in communes.items())
    posts = _post("VP-CVP", "Chánh Văn phòng UBND thành phố", "VP", "Chánh Văn phòng", skills="quản lý nhà nước:5")
    posts += _post("VP-PCVP", "Phó Chánh Văn phòng UBND thành phố", "VP", "Phó Chánh Văn phòng")
    for code, name in communes.items():
        posts += _secretary(code, name, skills="kinh tế:5" if code == "TD" else "", bundle=f"K-{code}")
        posts += _council(code, name, f"K-{code}")
    home = {code: f"{name}, thành phố Cần Thơ" for code, name in communes.items()}
    cadres = _cadre(
        "CT01", "Nguyễn Văn Ân", home["TD"], "TD", "BT-TD;HD-TD", "01/07/2025", "quản lý nhà nước:5; kinh tế:4"
    )
    cadres += _cadre(
        "CT02", "Trần Minh Bảo", "phường Ninh Kiều, thành phố Cần Thơ", "VP", "VP-CVP", "01/07/2025", "kinh tế:5"
    )
    cadres += _cadre("CT03", "Lâm Quốc Cường", home["TD"], "LHT", "BT-LHT;HD-LHT", "01/07/2025", "dân vận:4")
    cadres += _cadre("CT04", "Lê Văn Đạt", home["LHT"], "VP", "VP-PCVP", "01/07/2025", "quản lý nhà nước:4")
    return Account(
        "Cần Thơ, ngày 17 và 24/10/2025: đổi chỗ giữa hai cấp", "17/10/2025", units, posts, cadres,
        frozenset({("CT01", "VP-CVP"), ("CT02", "BT-TD"), ("CT02", "HD-TD")}),
        frozenset({("CT01", "stint_length", 3, 36), ("CT02", "stint_length", 3, 36), ("CT01", "rank_step", 5, 4)}),
        {"stint_length.applies_to": "rotating", "rank_step.up": 1},
    )  # fmt: skip


def _cao_bang() -> Account:
    units = (
        "TU,Tỉnh ủy Cao Bằng,tỉnh,Đảng,,,tỉnh Cao Bằng\n"
        "MT,Ủy ban MTTQ Việt Nam tỉnh Cao Bằng,tỉnh,MTTQ - đoàn thể,,TU,\n"
        "ND,Hội Nông dân tỉnh Cao Bằng,tỉnh,MTTQ - đoàn thể,,MT,\n"
        "PN,Hội Liên hiệp Phụ nữ tỉnh Cao Bằng,tỉnh,MTTQ - đoàn thể,,MT,\n"
        "NV,Sở Nội vụ tỉnh Cao Bằng,tỉnh,chính quyền,nội vụ,TU,\n"
        "TC,Sở Tài chính tỉnh Cao Bằng,tỉnh,chính quyền,tài chính,TU,\n"
    )
    elected = "giới thiệu ứng cử"
    posts = _post("ND-CT", "Chủ tịch Hội Nông dân tỉnh", "ND", "Trưởng đoàn thể", "", elected, "dân vận:4")
    posts += _post("PN-CT", "Chủ tịch Hội Liên hiệp Phụ nữ tỉnh", "PN", "Trưởng đoàn thể", "", elected, "dân vận:4")
    posts += _post("NV-GD", "Giám đốc Sở Nội vụ", "NV", "Giám đốc sở", "trống", skills="xây dựng Đảng:5")
    posts += _post("TC-GD", "Giám đốc Sở Tài chính", "TC", "Giám đốc sở", skills="tài chính:5")
    posts += _post("NV-PGD", "Phó Giám đốc Sở Nội vụ", "NV", "Phó Giám đốc sở")
    posts += _post("TC-PGD", "Phó Giám đốc Sở Tài chính", "TC", "Phó Giám đốc sở")
    cadres = _cadre("CB01", "Bế Văn Anh", "tỉnh Cao Bằng", "ND", "ND-CT", "10/09/2021", "xây dựng Đảng:5; dân vận:4")
    cadres += _cadre("CB02", "Đàm Văn Bắc", "tỉnh Cao Bằng", "NV", "NV-PGD", "01/06/2020", "dân vận:5; xây dựng Đảng:3")
    cadres += _cadre("CB03", "Nông Văn Cao", "tỉnh Cao Bằng", "NV", "NV-PGD", "01/03/2022", "xây dựng Đảng:3")
    cadres += _cadre("CB04", "Lục Văn Dân", "tỉnh Cao Bằng", "PN", "PN-CT", "01/12/2021", "dân vận:5")
    cadres += _cadre("CB05", "Hà Văn Đức", "tỉnh Cao Bằng", "TC", "TC-GD", "01/05/2021", "tài chính:5")
    cadres += _cadre("CB06", "Mã Văn Giáp", "tỉnh Cao Bằng", "TC", "TC-PGD", "01/05/2021", "tài chính:4")
    return Account(
        "Cao Bằng, ngày 02/11/2025: đổi chỗ giữa hai khối", "02/11/2025", units, posts, cadres,
        frozenset({("CB01", "NV-GD"), ("CB02", "ND-CT")}),
        frozenset({("CB02", "rank_step", 5, 4)}),
        {"rank_step.up": 1},
    )  # fmt: skip


ACCOUNTS = {"lang-son": _lang_son(), "can-tho": _can_tho(), "cao-bang": _cao_bang()}
