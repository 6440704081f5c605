"""The closed lists of words that cells may hold, with the codes they stand for."""

from __future__ import annotations

from luanchuyen.models.post import MODES
from luanchuyen.sheets.form.column import Word

SEX = (
    Word("male", "Nam", ("m", "nam giới")),
    Word("female", "Nữ", ("f", "nu", "nữ giới")),
)
STATUS = (
    Word("vacant", "trống", ("khuyết", "đang trống", "đang khuyết", "thiếu")),
    Word("ending", "sắp trống", ("due", "sắp khuyết", "sẽ trống", "dự kiến trống")),
    Word("held", "có người", ("đủ", "đang có người", "đã có người")),
    Word("frozen", "giữ nguyên", ("không thay đổi",)),
)
NON_LOCAL = (
    Word("required", "bắt buộc", ("có", "x")),
    Word("preferred", "ưu tiên", ("khuyến khích", "cơ bản")),
    Word("no", "không", ("ko", "không yêu cầu", "không bắt buộc")),
)
PURPOSE = (
    Word("training", "đào tạo", ("đào tạo, bồi dưỡng", "đào tạo bồi dưỡng", "rèn luyện", "đào tạo, rèn luyện")),
    Word(
        "non_local",
        "không là người địa phương",
        ("không phải người địa phương", "bố trí không là người địa phương"),
    ),
    Word("two_term", "hết hai nhiệm kỳ", ("hết 2 nhiệm kỳ", "quá hai nhiệm kỳ", "2 nhiệm kỳ", "hai nhiệm kỳ")),
    Word("reinforce", "tăng cường", ("tăng cường cán bộ", "củng cố")),
    Word("return", "trở về", ("luân chuyển về", "bố trí về", "về", "sau luân chuyển")),
    Word("other", "khác", ("mục đích khác",)),
)
FORM = (
    Word("rotation", "luân chuyển", ("lc",)),
    Word("transfer", "điều động", ("đđ", "điều động, bổ nhiệm")),
    Word("secondment", "biệt phái", ("bp",)),
)
CAREER_FORM = (
    *FORM,
    Word("appointment", "bổ nhiệm", ("bn", "bầu", "bầu cử", "chỉ định")),
    Word("reappointment", "bổ nhiệm lại", ("tái cử", "bầu lại")),
)
DIRECTION = (
    Word("down", "xuống", ("trên xuống", "từ trên xuống", "xuống cơ sở")),
    Word("up", "lên", ("dưới lên", "từ dưới lên")),
    Word("lateral", "ngang", ("ngang cấp",)),
    Word("in", "vào", ("từ ngoài vào", "nơi khác đến")),
    Word("out", "ra", ("ra ngoài", "đi nơi khác")),
)
MODE = tuple(Word(mode, usual, tuple(others)) for mode, (usual, *others) in MODES.items())
DISCIPLINE = (
    Word("reprimand", "khiển trách", ("kt",)),
    Word("warning", "cảnh cáo", ("cc",)),
    Word("removal", "cách chức", ("giáng chức",)),
)
LOCK = (
    Word("fixed", "cố định", ("chốt", "giữ", "bắt buộc")),
    Word("forbidden", "cấm", ("loại", "không bố trí", "không")),
)
DECISION = (
    Word("agree", "đồng ý"),
    Word("exclude", "thay người khác"),
    Word("stay", "ở lại"),
    Word("stay", "không nhận"),
    Word("leave_empty", "không bố trí"),
)
"""What a committee writes at a line of a plan, beside who is chosen; the same in every language."""
AT_MOST = "nhiều nhất {most} người"
"""How a limit that was decided earlier is told in the same column."""
CHANGE = (
    Word("set", "đặt", ("đổi số", "đặt số")),
    Word("off", "tắt", ("tắt quy định",)),
    Word("soft", "mềm", ("nới", "chuyển mềm")),
    Word("without_cadre", "bớt cán bộ", ("without cadre", "không có cán bộ")),
    Word("without_post", "bớt chức danh", ("without post", "không có chức danh")),
    Word("add", "thêm nguồn", ("thêm quy hoạch", "thêm")),
    Word("fix", "cố định", ("chốt",)),
    Word("forbid", "cấm", ("loại",)),
    Word("weight", "trọng số", ()),
    Word("budget", "kinh phí", ("kinh phí hỗ trợ", "ngân sách")),
    Word("as_of", "ngày chốt", ("ngày chốt số liệu",)),
)
YES = frozenset({"có", "x", "✓", "✔", "√", "1", "true", "y", "yes", "đúng", "đ", "c"})
NO = frozenset({"không", "ko", "k", "khong", "0", "false", "n", "no", "sai", "s"})
NOTHING = ("-", "–", "—", "không có", "không", "ko", "chưa", "chưa có", "khong", "chưa qua đào tạo")
