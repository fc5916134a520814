"""Archives and attached files become files of their own; what would do harm is listed with a reason, not written."""

import tarfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from pipeline.errors import Fault
from pipeline.receive import members, run
from pipeline.receive.unpack.store import Caps, Store
from pipeline.rehearse.formats import office
from pipeline.rehearse.formats.ole import msg
from pipeline.rehearse.formats.packs import link, packed, seven_zipped, tarred, zipped
from pipeline.settings import Settings
from pipeline.warehouse import building, reading

SOURCE = "title: Invented\nnature: invented\nreceived: 2024-11-18\n"
PASSWORD = "open sesame"  # noqa: S105
TABLE = b"ref,country\n1,RUS\n"


@pytest.fixture
def desk(tmp_path) -> Settings:
    (tmp_path / "raw" / "first").mkdir(parents=True)
    (tmp_path / "raw/first/SOURCE.yml").write_text(SOURCE)
    return Settings(raw=tmp_path / "raw", derived=tmp_path / "derived")


def received(desk: Settings, **files: bytes) -> dict[str, tuple[str, str | None]]:
    """Status and reason by path, after putting files into the delivery (`a__zip` is a.zip)."""
    for name, content in files.items():
        (desk.raw / "first" / name.replace("__", ".")).write_bytes(content)
    with building(desk) as con:
        run(desk, con)
    with reading(desk) as con:
        rows = con.sql("select path, status, reason from audit.files where path <> 'SOURCE.yml'").fetchall()
    outside = [
        path for path in desk.derived.parent.rglob("*") if path.name.startswith("evil") and path.suffix != ".xlsx"
    ]
    assert outside == [], "something was written outside"
    return {row[0]: row[1:] for row in rows}


def content(desk: Settings, path: str) -> bytes:
    with reading(desk) as con:
        [(stored,)] = con.execute("select stored from raw.members where path = ?", [path]).fetchall()
    assert not Path(stored).is_absolute()
    return (desk.derived / stored).read_bytes()


READ = ("read", None)


@pytest.mark.parametrize(
    "name, pack",
    [
        ("a__zip", zipped),
        ("a__tar", tarred),
        ("a__tgz", lambda files: tarred(files, "gz")),
        ("a__tar.bz2", lambda files: tarred(files, "bz2")),
        ("a__tar.xz", lambda files: tarred(files, "xz")),
        ("a__7z", seven_zipped),
    ],
)
def test_every_kind_of_archive_within_another(desk, name, pack):
    inner = {"deep/b.csv": TABLE, "Реестр.csv": TABLE}
    name = name.replace("__", ".")
    (desk.raw / "first" / name).write_bytes(pack({"inner.zip": zipped(inner), "x/a.csv": TABLE}))
    assert received(desk) == {
        name: ("unpacked", None),
        f"{name}!/inner.zip": ("unpacked", None),
        f"{name}!/inner.zip!/deep/b.csv": READ,
        f"{name}!/inner.zip!/Реестр.csv": READ,
        f"{name}!/x/a.csv": READ,
    }
    assert content(desk, f"{name}!/inner.zip!/deep/b.csv") == TABLE
    assert received(desk)[name] == ("unpacked", None)


def test_a_file_packed_by_itself_is_one_member(desk):
    files = received(desk, a__csv__gz=packed(TABLE, "gz"), b__xz=packed(TABLE, "xz"))
    assert files["a.csv.gz!/a.csv"] == files["b.xz!/b"] == READ


def test_names_that_lead_out_and_links_are_refused(desk):
    hostile = {
        "../evil1": b"x",
        "/evil2": b"x",
        "a/../../evil3": b"x",
        "..\\evil4": b"x",
        "C:\\evil5": b"x",
        "aux.csv": b"x",
    }
    files = received(
        desk,
        a__zip=zipped({**hostile, "good.csv": TABLE}, links={"evil6": "/etc/passwd"}),
        b__tar=tarred(
            {**hostile, "good.csv": TABLE},
            odd=[link("l", "/etc/passwd"), link("h", "good.csv", tarfile.LNKTYPE), link("d", "", tarfile.CHRTYPE)],
        ),
    )
    read = {path for path, said in files.items() if said == READ}
    assert read == {"a.zip!/good.csv", "b.tar!/good.csv"}
    reasons = {said[1] for said in files.values() if said[0] == "skipped"}
    assert reasons == {
        "its name leads out of the archive",
        "its name is that of a place on the whole disk",
        "its name is that of a device",
        "a link: what it points to may lie anywhere",
        "no ordinary file",
    }
    assert len(files) == 2 + 2 + 7 + 9


def test_twins_by_case_form_or_folder_are_refused(desk):
    files = received(
        desk,
        a__zip=zipped({"A.csv": TABLE, "a.CSV": TABLE, "é.csv": TABLE, "e\u0301.csv": TABLE, "d": TABLE, "D/x": TABLE}),
    )
    assert [path for path, said in files.items() if said[0] == "read"] == ["a.zip!/A.csv", "a.zip!/d", "a.zip!/é.csv"]
    assert {said[1] for said in files.values() if said[0] == "skipped"} == {
        "another entry has the same name, but for case or the form of its letters"
    }


@pytest.mark.parametrize("pack, name", [(zipped, "a.zip"), (seven_zipped, "a.7z")])
def test_an_encrypted_archive_opens_with_the_variable_that_is_named(desk, monkeypatch, pack, name):
    (desk.raw / "first" / name).write_bytes(pack({"a.csv": TABLE}, password=PASSWORD))
    status, reason = received(desk)[name]
    assert status == "failed" and reason.startswith("encrypted") and "password_env" in reason
    (desk.raw / "first/SOURCE.yml").write_text(SOURCE + f"files:\n  {name}: {{password_env: FIRST_PASSWORD}}\n")
    assert received(desk)[name][1].startswith("encrypted: its password should be in FIRST_PASSWORD, which is not set")
    monkeypatch.setenv("FIRST_PASSWORD", "wrong")
    assert received(desk)[name][1].startswith("encrypted: the password given does not open it")
    monkeypatch.setenv("FIRST_PASSWORD", PASSWORD)
    assert received(desk)[f"{name}!/a.csv"] == READ
    for path in desk.derived.rglob("*"):
        assert not path.is_file() or PASSWORD.encode() not in path.read_bytes()


def test_a_bomb_is_stopped_by_the_bytes_that_come(desk, monkeypatch):
    monkeypatch.setattr(
        members.Left, "__init__", lambda left: left.__dict__.update(entries=50, bytes=5 << 20, ratio=300)
    )
    bomb = zipped({"zeros": b"\0" * (6 << 20)})
    files = received(
        desk, a__zip=bomb, b__gz=packed(b"\0" * (6 << 20), "gz"), c__zip=zipped({str(i): b"" for i in range(60)})
    )
    assert files["a.zip"][0] == files["b.gz"][0] == files["c.zip"][0] == "failed"
    assert "unpacks to more than" in files["a.zip"][1] and "more than 50 files" in files["c.zip"][1]
    assert len(files) == 3 and not list((desk.derived / "unpacked").glob("*"))


def test_a_ratio_no_honest_file_has_is_refused(tmp_path):
    store = Store(tmp_path, packed=1000, caps=Caps(10, 1 << 40, 300))
    with pytest.raises(Fault, match="300 times its size"):
        store.arrived(101 << 20)


def test_archives_too_deep_are_not_followed(desk):
    content = zipped({"a.csv": TABLE})
    for _ in range(8):
        content = zipped({"a.zip": content})
    files = received(desk, a__zip=content)
    assert [said[0] for said in files.values()] == ["unpacked"] * 6 + ["failed"]


def test_what_is_joined_to_an_archive_is_told(desk):
    """Two archives in one file: readers see one of them, and would pass over the other without a word."""
    two = {"a__zip": zipped, "b__tar": tarred, "c__tar__gz": lambda files: tarred(files, "gz")}
    joined = {name: pack({"one.csv": TABLE}) + pack({"two.csv": TABLE}) for name, pack in two.items()}
    found = received(desk, **joined)
    assert all("not read" in str(found[name][1]) for name in ("a.zip", "b.tar", "c.tar.gz")), found


def test_names_other_systems_keep_for_devices_are_refused_and_a_file_without_one_costs_itself(desk):
    found = received(desk, a__zip=zipped({"": b"x", "aux .csv": b"x", "COM\u00b9.txt": b"x", "good.csv": TABLE}))
    said = [found[f"a.zip!/{name}"][0] for name in ("good.csv", "aux .csv", "COM\u00b9.txt", "?")]
    assert said == ["read", "skipped", "skipped", "skipped"]


def test_a_damaged_entry_costs_that_entry(desk):
    whole = bytearray(zipped({"a.csv": TABLE * 50, "b.csv": TABLE}))
    whole[60] ^= 0xFF
    files = received(desk, a__zip=bytes(whole), b__tar=tarred({"a.csv": TABLE, "b.csv": TABLE * 200})[:1800])
    assert files["a.zip!/a.csv"][0] == "failed" and files["a.zip!/b.csv"] == READ
    assert files["b.tar!/a.csv"] == READ
    assert "b.tar!/b.csv" not in files or files["b.tar!/b.csv"][0] == "failed"


def test_attached_files_are_files_of_their_own(desk):
    inner, mail = EmailMessage(), EmailMessage()
    inner["Subject"] = "Inner"
    inner.set_content("words")
    mail["Subject"], mail["From"] = "Outer", "a@example.org"
    mail.set_content("words")
    for name in ("list.xlsx", "list.xlsx", "../../evil.xlsx"):
        book = office.xlsx({"A": [["a", "b"], ["1", "2"]]})
        mail.add_attachment(book, maintype="application", subtype="octet-stream", filename=name)
    mail.add_attachment(inner)
    streams = {
        "__substg1.0_0037001F": "Subject".encode("utf-16-le"),
        "__attach_version1.0_#00000000/__substg1.0_3707001F": "a.csv".encode("utf-16-le"),
        "__attach_version1.0_#00000000/__substg1.0_37010102": TABLE,
    }
    files = received(desk, a__eml=mail.as_bytes(), b__msg=msg(streams))
    assert set(files) == {
        *("a.eml", "a.eml!/list.xlsx", "a.eml!/list (2).xlsx", "a.eml!/evil.xlsx", "a.eml!/part 4.eml"),
        *("b.msg", "b.msg!/a.csv"),
    }
    assert set(files.values()) == {READ}


def test_what_came_out_of_a_file_that_is_gone_is_thrown_away(desk):
    received(desk, a__zip=zipped({"a.csv": TABLE}))
    (desk.raw / "first/a.zip").unlink()
    (desk.derived / "custody.json").unlink()
    received(desk)
    assert list((desk.derived / "unpacked").glob("*")) == []
