"""The invented names and the words of the field that synthetic inputs are written with."""

from __future__ import annotations

from typing import NamedTuple

FAMILIES = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Lương",
    "Đinh",
    "Trịnh",
    "Mai",
    "Tô",
    "Lâm",
    "Cao",
    "Hà",
    "Nông",
    "Lò",
    "Vàng",
    "Giàng",
    "Quàng",
    "Đàm",
    "Triệu",
    "Chu",
    "Tạ",
    "Thái",
    "Phùng",
    "Lưu",
]
MIDDLES_OF_MEN = [
    "Văn",
    "Đức",
    "Minh",
    "Quang",
    "Hữu",
    "Công",
    "Xuân",
    "Thanh",
    "Quốc",
    "Anh",
    "Trọng",
    "Thế",
    "Đình",
    "Bá",
    "Tiến",
    "Viết",
    "Duy",
]
MIDDLES_OF_WOMEN = ["Thị", "Thu", "Ngọc", "Thanh", "Kim", "Bích", "Hồng", "Phương", "Minh", "Mai", "Thúy", "Lan"]
GIVEN_OF_MEN = [
    "An",
    "Bình",
    "Chiến",
    "Cường",
    "Dũng",
    "Đạt",
    "Đông",
    "Giang",
    "Hải",
    "Hào",
    "Hiếu",
    "Hùng",
    "Huy",
    "Khánh",
    "Kiên",
    "Lâm",
    "Long",
    "Lực",
    "Mạnh",
    "Nam",
    "Nghĩa",
    "Phong",
    "Phúc",
    "Quân",
    "Sơn",
    "Tài",
    "Tâm",
    "Thắng",
    "Thành",
    "Thịnh",
    "Tiến",
    "Toàn",
    "Trung",
    "Tuấn",
    "Tùng",
    "Việt",
    "Vinh",
    "Vũ",
]
GIVEN_OF_WOMEN = [
    "An",
    "Chi",
    "Dung",
    "Duyên",
    "Giang",
    "Hà",
    "Hạnh",
    "Hằng",
    "Hiền",
    "Hoa",
    "Hòa",
    "Huệ",
    "Hương",
    "Lan",
    "Liên",
    "Linh",
    "Loan",
    "Mai",
    "My",
    "Nga",
    "Ngân",
    "Ngọc",
    "Nhung",
    "Oanh",
    "Phương",
    "Quyên",
    "Tâm",
    "Thảo",
    "Thu",
    "Thủy",
    "Trang",
    "Tuyết",
    "Vân",
    "Xuân",
    "Yến",
]
ETHNICITIES = ("Kinh", "Tày", "Thái", "Mường", "Khmer", "Nùng", "Mông", "Dao")
ETHNIC_SHARES = (0.82, 0.04, 0.03, 0.03, 0.03, 0.02, 0.02, 0.01)
SKILLS = (
    "kinh tế", "xây dựng Đảng", "dân vận", "pháp luật", "quản lý đất đai", "nông thôn mới", "chuyển đổi số",
    "văn hóa xã hội", "quốc phòng an ninh", "tài chính",
)  # fmt: skip
FIELDS = ("Luật", "Kinh tế", "Xây dựng Đảng và chính quyền nhà nước", "Hành chính", "Nông học", "Quản lý đất đai")
RATINGS = ("HTXSNV", "HTTNV", "HTNV", "KHTNV")
RATING_SHARES = (0.18, 0.69, 0.12, 0.01)
KIN = ("vợ chồng", "anh em ruột", "cha con")
STINT_FORMS = ("bổ nhiệm", "luân chuyển", "điều động", "bổ nhiệm lại")
STINT_FORM_SHARES = (0.6, 0.15, 0.15, 0.1)


class Seat(NamedTuple):
    """A post of a unit: title, kind as clerks write it, rank, collective (BTV or blank), skills it may need."""

    title: str
    kind: str
    rank: int
    collective: str = ""
    own_rank: bool = False
    """The rank stands in the sheet, as the rule book's table has none for the kind."""


COMMUNE_SEATS = (
    Seat("Bí thư Đảng ủy", "Bí thư", 5, "BTV"),
    Seat("Phó Bí thư Đảng ủy, Chủ tịch UBND", "Chủ tịch UBND", 5, "BTV"),
    Seat("Phó Bí thư Thường trực Đảng ủy", "Phó Bí thư Thường trực", 6, "BTV"),
    Seat("Chủ tịch HĐND", "Chủ tịch HĐND", 5, "BTV"),
    Seat("Phó Chủ tịch UBND", "Phó Chủ tịch UBND", 6, "UBND"),
    Seat("Chủ nhiệm UBKT Đảng ủy", "Chủ nhiệm UBKT", 6, "BTV"),
    Seat("Chủ tịch Ủy ban MTTQ", "Chủ tịch Ủy ban MTTQ", 6, "MTTQ"),
    Seat("Chánh Văn phòng HĐND và UBND", "Chánh Văn phòng", 7, "UBND"),
    Seat("Trưởng phòng Kinh tế", "Trưởng phòng", 7, "UBND"),
    Seat("Trưởng phòng Văn hóa - Xã hội", "Trưởng phòng", 7, "UBND"),
    Seat("Trưởng Ban Xây dựng Đảng", "Trưởng ban", 7, "ban Đảng"),
    Seat("Phó Chủ tịch HĐND", "Phó Chủ tịch HĐND", 6, "HĐND"),
    Seat("Phó Trưởng phòng Kinh tế", "Phó Trưởng phòng", 8, "UBND"),
    Seat("Phó Trưởng phòng Văn hóa - Xã hội", "Phó Trưởng phòng", 8, "UBND"),
)
DEPARTMENT_SEATS = (
    Seat("Cấp trưởng", "Cấp trưởng sở, ban, phòng", 4, "lãnh đạo"),
    Seat("Cấp phó thứ nhất", "Cấp phó sở, ban, phòng", 5, "lãnh đạo"),
    Seat("Cấp phó thứ hai", "Cấp phó sở, ban, phòng", 5, "lãnh đạo"),
    Seat("Cấp phó thứ ba", "Cấp phó sở, ban, phòng", 5, "lãnh đạo"),
    Seat("Trưởng phòng Tổng hợp", "Chức danh khác", 6, own_rank=True),
    Seat("Trưởng phòng Tổ chức", "Chức danh khác", 6, own_rank=True),
    Seat("Trưởng phòng Kế hoạch", "Chức danh khác", 6, own_rank=True),
    Seat("Trưởng phòng Nghiệp vụ 1", "Chức danh khác", 6, own_rank=True),
    Seat("Trưởng phòng Nghiệp vụ 2", "Chức danh khác", 6, own_rank=True),
    Seat("Trưởng phòng Nghiệp vụ 3", "Chức danh khác", 6, own_rank=True),
    Seat("Phó Trưởng phòng Tổng hợp", "Chức danh khác", 7, own_rank=True),
    Seat("Phó Trưởng phòng Tổ chức", "Chức danh khác", 7, own_rank=True),
    Seat("Phó Trưởng phòng Kế hoạch", "Chức danh khác", 7, own_rank=True),
    Seat("Phó Trưởng phòng Nghiệp vụ 1", "Chức danh khác", 7, own_rank=True),
)
DEPARTMENTS = (
    ("Sở Nội vụ", "chính quyền", "nội vụ"),
    ("Sở Tài chính", "chính quyền", "tài chính"),
    ("Ban Tổ chức", "Đảng", "tổ chức"),
    ("Sở Nông nghiệp và Môi trường", "chính quyền", "nông nghiệp và môi trường"),
    ("Sở Xây dựng", "chính quyền", "xây dựng"),
    ("Ban Tuyên giáo và Dân vận", "Đảng", "tuyên giáo - dân vận"),
    ("Sở Công Thương", "chính quyền", "công thương"),
    ("Sở Khoa học và Công nghệ", "chính quyền", "khoa học và công nghệ"),
    ("Sở Văn hóa, Thể thao và Du lịch", "chính quyền", "văn hóa"),
    ("Sở Giáo dục và Đào tạo", "chính quyền", "giáo dục và đào tạo"),
    ("Sở Y tế", "chính quyền", "y tế"),
    ("Sở Tư pháp", "chính quyền", "tư pháp"),
    ("Văn phòng Tỉnh ủy", "Đảng", "văn phòng"),
    ("Văn phòng UBND", "chính quyền", "văn phòng"),
    ("Thanh tra", "chính quyền", "thanh tra"),
    ("Sở Dân tộc và Tôn giáo", "chính quyền", "dân tộc và tôn giáo"),
    ("Ban Nội chính", "Đảng", "nội chính"),
    ("Ủy ban Mặt trận Tổ quốc", "MTTQ - đoàn thể", ""),
)
KINDS_BY_RANK = {
    5: ("Bí thư@xã", "Chủ tịch UBND@xã"),
    6: ("Phó Chủ tịch UBND@xã", "Phó Bí thư Thường trực@xã"),
    7: ("Chánh Văn phòng@xã",),
}
"""Entries of the planning by kind, by the rank of the posts they mean."""
