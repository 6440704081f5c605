"""An office's own form that reaches out, runs something or hides a file is refused by name, with its place."""

from __future__ import annotations

import io
import zipfile

import pytest
from office_forms import field, form, packed, parts, with_body, with_link

from luanchuyen.models.errors import FileError, FormError
from luanchuyen.reports.submission.inspection import MOST_BYTES, inspect
from luanchuyen.reports.submission.office_form import office_form

OBJECT = '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office"/></w:object></w:r></w:p>'
DRAWN = (
    '<w:p><w:r><w:pict><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="http://x/y.png"/></w:pict></w:r></w:p>'
)


def refused(data: bytes) -> list[tuple[str, object]]:
    """(what, kind) of everything that is found."""
    with pytest.raises(FormError) as caught:
        inspect(data)
    told = caught.value.values["problems"]
    assert isinstance(told, tuple)
    return [(problem.key.removeprefix("submission."), problem.values.get("kind")) for problem in told]


def retyped(old: bytes, new: bytes) -> bytes:
    """A form whose table of types says otherwise."""
    told = parts(form())
    assert old in told["[Content_Types].xml"]
    told["[Content_Types].xml"] = told["[Content_Types].xml"].replace(old, new)
    return packed(told)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (field("{", "INCLUDE", 'PICTURE "http://x/y.png"', "}"), "INCLUDEPICTURE"),
        (field("{", ' includetext "C:\\\\a.docx" ', "|", "}"), "INCLUDETEXT"),
        (field("{", "DDEAUTO c:\\\\cmd.exe", "}"), "DDEAUTO"),
        (field("{", "DDE x y"), "DDE"),
        (field("{", "IF 1 = ", "{", "LINK Excel.Sheet", "}", "}"), "LINK"),
        (field("{", "{", "QUOTE 68 68 69", "}", " x", "}"), "\N{OBJECT REPLACEMENT CHARACTER}"),
        (field("{", 'HYPERLINK "\\\\\\\\host\\\\share"', "}"), "HYPERLINK"),
        (field("MACROBUTTON x"), "MACROBUTTON"),
        ('<w:p><w:fldSimple w:instr=" INCLUDETEXT x "/></w:p>', "INCLUDETEXT"),
    ],
)
def test_fields_that_reach_out_are_named_however_they_are_split(code: str, kind: str) -> None:
    assert refused(with_body(code)) == [("field", kind)]


def test_harmless_fields_and_links_pass() -> None:
    codes = field("{", " PAGE ", "|", "}") + field("{", "= 1 + 1", "}") + field("{", 'HYPERLINK "https://x.vn"', "}")
    inspect(with_body(codes))
    inspect(with_link("hyperlink", "https://x.vn"))


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (with_link("attachedTemplate", "file:///C:/Normal.dotm"), ("reaches_out", "attachedTemplate")),
        (with_link("image", "http://x/y.png"), ("reaches_out", "image")),
        (with_link("image", "\\\\host\\share\\y.png", "Internal"), ("reaches_out", "image")),
        (with_link("hyperlink", "file:///C:/x"), ("reaches_out", "hyperlink")),
        (with_link("oleObject", "embeddings/a.bin", "Internal"), ("strange_part", "oleObject")),
        (with_link("aFChunk", "a.html", "Internal"), ("strange_part", "aFChunk")),
        (with_body("<w:altChunk/>"), ("hidden_file", "altChunk")),
        (with_body(OBJECT), ("embedded", "OLEObject")),
        (with_body(DRAWN), ("reaches_out", "imagedata")),
    ],
    ids=lambda value: value[1] if isinstance(value, tuple) else "",
)
def test_what_reaches_out_or_hides_a_file_is_named(data: bytes, found: tuple[str, str]) -> None:
    assert refused(data) == [found]


def test_macros_and_other_kinds_of_file_are_named() -> None:
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    assert refused(retyped(main, b"application/vnd.ms-word.document.macroEnabled.main+xml")) == [("macros", None)]
    assert refused(retyped(main, main.replace(b"document.main", b"template.main"))) == [("is_template", None)]
    sheet = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    workbook = parts(retyped(main, sheet))
    rels = b'<Relationship Id="s" Type="http://x/worksheet" Target="sheet1.xml"/></Relationships>'
    name = "word/_rels/document.xml.rels"
    workbook[name] = workbook[name].replace(b"</Relationships>", rels)
    assert refused(packed(workbook)) == [("not_word", None)]
    told = parts(form())
    told["word/vbaProject.bin"] = b"\x00"
    types = b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    told["[Content_Types].xml"] = told["[Content_Types].xml"].replace(b"</Types>", types)
    assert refused(packed(told)) == [("macros", None)]


def bomb() -> bytes:
    """A small file that unpacks to very much."""
    stream = io.BytesIO(form())
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/x.bin", b"\x00" * (8 * 2**20))
    return stream.getvalue()


def doctyped() -> bytes:
    """A form whose text declares an entity."""
    told = parts(form())
    text = told["word/document.xml"]
    told["word/document.xml"] = text.replace(b"<w:document", b'<!DOCTYPE x [<!ENTITY a "b">]><w:document', 1)
    return packed(told)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"\xd0\xcf\x11\xe0 EncryptedPackage", "old_or_locked"),
        (b"Kinh gui", "not_word"),
        (packed({"xl/workbook.xml": b"<a/>"}), "not_word"),
        (form()[:-200], "damaged"),
        (packed({**parts(form()), "word/document.xml": b"<w:document>"}), "damaged"),
        (packed({**parts(form()), "word/document.xml": b"<w:document/>"}), "damaged"),
        (bomb(), "bomb"),
        (doctyped(), "unsafe"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_no_sound_form_is_refused_before_it_is_parsed(data: bytes, found: str) -> None:
    assert refused(data) == [(found, None)]


def test_a_form_that_cannot_be_read_is_a_matter_of_files(tmp_path: io.StringIO) -> None:
    for name, key in (("khong-co.docx", "no_file"), (".", "unreadable"), ("lon.docx", "too_big")):
        place = f"{tmp_path}/{name}"
        if key == "too_big":
            with open(place, "wb") as stream:
                stream.truncate(MOST_BYTES + 1)
        with pytest.raises(FileError) as caught:
            office_form(place)
        assert caught.value.key == f"submission.{key}"
