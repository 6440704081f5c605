"""The sheets of decisions: settings, locks, waivers, the panel's points, scenarios, names of places."""

from __future__ import annotations

from luanchuyen.models.options import MOST_APART, MOST_SECONDS
from luanchuyen.sheets.form import words
from luanchuyen.sheets.form.column import Column, Sheet

LOCKS = Sheet(
    "locks",
    (
        Column("cadre_id", "Mã cán bộ", "code", True, ("Mã CB",), "CB001", points_to="cadres"),
        Column("post_id", "Mã chức danh", "code", True, ("Chức danh",), "XMP-BT", points_to="posts"),
        Column("lock", "Khóa", "word", True, ("Loại khóa",), "cấm", words.LOCK),
        Column("reason", "Lý do", "text", example="Đã có ý kiến của Ban Thường vụ"),
    ),
    key="cadre_id",
    synonyms=("Cố định và cấm", "Chốt"),
)

WAIVERS = Sheet(
    "waivers",
    (
        Column("rule", "Quy định", "text", True, ("Tên quy định",), "stint_length"),
        Column("cadre_id", "Mã cán bộ", "code", synonyms=("Mã CB",), points_to="cadres", example="CB001"),
        Column("post_id", "Mã chức danh", "code", synonyms=("Chức danh",), points_to="posts"),
        Column("authority", "Cấp quyết định", "text", True, ("Cấp có thẩm quyền",), "Ban Thường vụ Tỉnh ủy"),
        Column("document", "Văn bản", "text", True, ("Số văn bản",), "Kết luận số 12-KL/TU"),
        Column("date", "Ngày", "date", True, ("Ngày văn bản",), "20/05/2026"),
        Column("reason", "Lý do", "text", True, (), "Yêu cầu nhiệm vụ"),
        Column(
            "until",
            "Đến ngày",
            "date",
            synonyms=("Có giá trị đến", "Hết hiệu lực"),
            blanks=words.NOTHING,
            since="0.2.0",
        ),
    ),
    key="rule",
    synonyms=("Trường hợp ngoại lệ",),
)

PANEL = Sheet(
    "panel",
    (
        Column("cadre_id", "Mã cán bộ", "code", True, ("Mã CB",), "CB001", points_to="cadres"),
        Column("post_id", "Mã chức danh", "code", True, ("Chức danh",), "XMP-BT", points_to="posts"),
        Column("points", "Điểm", "whole", synonyms=("Số điểm",), example="85", least=-1_000_000,
               most=1_000_000),
        Column("cost", "Chi phí", "whole", synonyms=("Kinh phí",), least=0),
    ),
    key="cadre_id",
    synonyms=("Hội đồng", "Điểm"),
)  # fmt: skip

SCENARIOS = Sheet(
    "scenarios",
    (
        Column("scenario", "Kịch bản", "text", True, ("Tên kịch bản",), "Bớt yêu cầu thời gian"),
        Column("change", "Thay đổi", "word", True, (), "đặt", words.CHANGE),
        Column("target", "Đối tượng", "text", example="stint_length.min_months"),
        Column("value", "Giá trị", "text", example="30"),
    ),
    key="scenario",
    synonyms=("Các kịch bản",),
)

PLACES = Sheet(
    "places",
    (
        Column("as_written", "Cách ghi", "text", True, ("Ghi trong danh sách",), "Nà Tấu, Điện Biên"),
        Column("place", "Mã địa bàn", "place", True, ("Địa bàn", "Mã"), "xã Nà Tấu, tỉnh Điện Biên"),
    ),
    key="as_written",
    synonyms=("Tên địa danh",),
)

SETTINGS = Sheet(
    "settings",
    (
        Column("key", "Mục", "text", True, ("Khóa", "Tham số", "Tên tham số"), "Ngày chốt số liệu"),
        Column("value", "Giá trị", "text", synonyms=("Nội dung",), example="01/07/2026"),
    ),
    key="key",
    required=True,
    synonyms=("Thông số", "Cài đặt"),
)

SETTING_ROWS = (
    Column("as_of", "Ngày chốt số liệu", "date", True, ("Ngày chốt",), "01/07/2026"),
    Column("start", "Ngày dự kiến thực hiện", "date", synonyms=("Ngày thực hiện",), example="01/07/2026"),
    Column(
        "term_months",
        "Thời hạn",
        "whole",
        synonyms=("Thời hạn luân chuyển", "Thời hạn (tháng)"),
        example="36",
        least=1,
        most=600,
    ),
    Column("rules", "Bộ quy định", "text", example="qd65-2026"),
    Column("plans", "Số phương án", "whole", example="5", least=1, most=1000),
    Column(
        "differ_by",
        "Số người khác nhau giữa hai phương án",
        "whole",
        synonyms=("Khác nhau",),
        example="1",
        least=1,
        most=MOST_APART,
    ),
    Column(
        "time_limit",
        "Giới hạn thời gian",
        "number",
        synonyms=("Giới hạn thời gian (giây)",),
        least=0,
        most=MOST_SECONDS,
    ),
    Column(
        "title",
        "Tiêu đề",
        "text",
        synonyms=("Tên phương án",),
        example="Phương án luân chuyển cán bộ năm 2026",
    ),
    Column(
        "organisation",
        "Cơ quan",
        "text",
        synonyms=("Đơn vị lập", "Cơ quan lập"),
        example="Ban Tổ chức Tỉnh ủy",
    ),
    Column("secrecy", "Độ mật", "text", blanks=()),
)
"""The rows of Tham số; a row ``rule.key`` beside them overrides the rule book."""
