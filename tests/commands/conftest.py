"""A small board as a folder of CSV files: a province, three communes, eight cadres."""

from __future__ import annotations

from pathlib import Path

import pytest

from luanchuyen.messages import speak_in

HOME = "xã Thanh Nưa, tỉnh Điện Biên"
UNITS = """Mã đơn vị,Tên đơn vị,Cấp,Khối,Thuộc đơn vị,Địa bàn
TU,Tỉnh ủy Điện Biên,tỉnh,Đảng,,tỉnh Điện Biên
X1,Đảng ủy xã Mường Phăng,xã,Đảng,TU,"xã Mường Phăng, tỉnh Điện Biên"
X2,Đảng ủy xã Thanh Nưa,xã,Đảng,TU,"xã Thanh Nưa, tỉnh Điện Biên"
X3,Đảng ủy xã Nà Tấu,xã,Đảng,TU,"xã Nà Tấu, tỉnh Điện Biên"
"""
POSTS = """Mã chức danh,Tên chức danh,Mã đơn vị,Loại chức danh,Không là người địa phương,Tình trạng
X1-BT,Bí thư Đảng ủy xã Mường Phăng,X1,Bí thư,bắt buộc,trống
X2-BT,Bí thư Đảng ủy xã Thanh Nưa,X2,Bí thư,bắt buộc,trống
X3-BT,Bí thư Đảng ủy xã Nà Tấu,X3,Bí thư,,
X3-PBT,Phó Bí thư Đảng ủy xã Nà Tấu,X3,Phó Bí thư,,
"""
PEOPLE = ("Lò Thị An", "Quàng Văn Bình", "Cà Thị Chi", "Vì Văn Dũng", "Tòng Thị Én", "Lường Văn Giang")
HEAD = (
    "Mã cán bộ,Họ và tên,Ngày sinh,Giới tính,Quê quán,Mã đơn vị hiện nay,Mã chức danh hiện nay,Ngày giữ chức vụ,"
    "Số nhiệm kỳ liên tiếp,Bậc chức danh,Xếp loại 3 năm,Quy hoạch\n"
)
ROW = '{code},{name},15/08/198{number},{sex},"{home}",{unit},{post},01/06/2021,1,{rank},HTTNV; HTTNV; HTTNV,Bí thư@xã\n'
PANEL = "Mã cán bộ,Mã chức danh,Điểm\n" + "".join(
    f"C{n},X1-BT,{90 - 7 * n}\nC{n},X2-BT,{50 + 3 * n}\n" for n in range(6)
)
SETTINGS = """Mục,Giá trị
Ngày chốt số liệu,01/07/2026
Ngày dự kiến thực hiện,01/07/2026
Bộ quy định,qd65-2026
Số phương án,3
"""


def cadres() -> str:
    """Six cadres of the province, then the two who hold the posts of Nà Tấu."""
    rows = [
        ROW.format(code=f"C{n}", name=name, number=n, sex="Nữ" if n % 2 else "Nam", home=HOME if n < 2 else
                   "xã Mường Nhà, tỉnh Điện Biên", unit="TU", post="", rank=5)
        for n, name in enumerate(PEOPLE)
    ]  # fmt: skip
    for n, (name, post) in enumerate((("Giàng A Hồ", "X3-BT"), ("Mùa Thị Kía", "X3-PBT")), 6):
        home = "xã Nà Tấu, tỉnh Điện Biên"
        sex = "Nữ" if n % 2 else "Nam"
        rows.append(ROW.format(code=f"C{n}", name=name, number=n, sex=sex, home=home, unit="X3", post=post, rank=""))
    return HEAD + "".join(rows)


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """The folder of CSV files."""
    return written_board(tmp_path)


@pytest.fixture(scope="module")
def board_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, for tests that leave it as it is."""
    return written_board(tmp_path_factory.mktemp("board"))


def written_board(place: Path) -> Path:
    """The board as a folder of CSV files in ``place``."""
    folder = place / "so-lieu"
    folder.mkdir()
    sheets = {"Tham số": SETTINGS, "Đơn vị": UNITS, "Chức danh": POSTS, "Cán bộ": cadres(), "Điểm hội đồng": PANEL}
    for name, text in sheets.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def vietnamese() -> None:
    """Each command sets the language; none leaves it to the next test."""
    speak_in("vi")
