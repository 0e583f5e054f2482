"""Files sent by the form: what is taken, what is refused, what stays behind."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from layers.models import Delivery
from tests.gis.staff.conftest import upload
from tests.layers.importers.made_vfr import MadeParcel, write_full
from tests.layers.importers.vfk.made import MAP_BLOCKS, REGISTER_BLOCKS, MadeVfk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("inbox")]


def left(inbox: Path) -> list[Path]:
    """Passing files that should not be there."""
    return list(inbox.glob(".new-*"))


def test_uploaded_file_is_received_and_queued(boss: Client, tmp_path: Path, inbox: Path) -> None:
    answer = upload(boss, write_full(tmp_path, [MadeParcel(1)]), source="ruian")
    delivery = Delivery.objects.get()
    assert answer.url == f"/admin/data/deliveries/{delivery.pk}/"
    assert (delivery.state, delivery.source) == ("checking", "ruian")
    assert (inbox / delivery.stored).is_file()
    assert delivery.audit.get().who == "ada"
    assert delivery.jobs.count() == 1
    assert not left(inbox)


def test_several_files_are_a_delivery_each_and_a_shapefile_is_one(
    boss: Client, tmp_path: Path, inbox: Path
) -> None:
    parts = []
    for suffix in ("shp", "shx", "dbf", "prj"):
        part = tmp_path / f"zony.{suffix}"
        part.write_bytes(suffix.encode())
        parts.append(part)
    upload(boss, write_full(tmp_path, [MadeParcel(1)]), *parts)
    shape = Delivery.objects.get(file_name="zony.zip")
    with zipfile.ZipFile(inbox / shape.stored) as archive:
        assert archive.namelist() == ["zony.dbf", "zony.prj", "zony.shp", "zony.shx"]
    assert Delivery.objects.count() == 2
    assert not left(inbox)


def test_map_and_register_parts_of_a_unit_are_one_delivery(
    boss: Client, tmp_path: Path, inbox: Path
) -> None:
    made = MadeVfk()
    made.parcel(1)
    whole = made.write(tmp_path / "cele.vfk")
    lines = made.write(tmp_path / "mapa.vfk", blocks=MAP_BLOCKS)
    register = made.write(tmp_path / "popis.vfk", blocks=REGISTER_BLOCKS)
    upload(boss, lines, whole, register)
    parts = Delivery.objects.get(file_name="mapa + popis.zip")
    with zipfile.ZipFile(inbox / parts.stored) as archive:
        assert archive.namelist() == ["mapa.vfk", "popis.vfk"]
    assert set(Delivery.objects.values_list("file_name", flat=True)) == {
        "cele.vfk", "mapa + popis.zip",
    }  # fmt: skip
    assert not left(inbox)


def test_archive_of_register_files_is_a_delivery_each(boss: Client, tmp_path: Path) -> None:
    bundle = tmp_path / "obce.zip"
    with zipfile.ZipFile(bundle, "w") as archive:
        for day in ("20260131", "20260228"):
            file = write_full(tmp_path, [MadeParcel(1)], day=day)
            archive.write(file, f"slozka/{file.name}")
    answer = upload(boss, bundle)
    assert answer.url == "/admin/data/"
    names = set(Delivery.objects.values_list("file_name", flat=True))
    assert names == {"20260131_OB_990001_UKSH.xml", "20260228_OB_990001_UKSH.xml"}


def test_too_large_upload_is_refused_before_it_is_read(
    boss: Client, tmp_path: Path, settings: Any
) -> None:
    settings.UPLOAD_LIMIT_BYTES = 1_000_000
    big = tmp_path / "velky.csv"
    big.write_bytes(b"a" * 1_100_000)
    answer = upload(boss, big)
    assert answer.status_code == 413
    assert "Soubory jsou větší než 1 MB" in answer.content.decode()
    assert not Delivery.objects.exists()


def test_full_disk_is_said_and_leaves_nothing(
    boss: Client, tmp_path: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """HOSTILE 42."""
    monkeypatch.setattr(
        "gis.staff.upload.tempfile.NamedTemporaryFile",
        lambda **_: Path("/dev/full").open("wb"),  # noqa: SIM115  the handler closes it
    )
    answer = upload(boss, write_full(tmp_path, [MadeParcel(1)]))
    assert answer.status_code == 507
    assert "Na disku serveru není místo" in answer.content.decode()
    assert not Delivery.objects.exists()


def test_upload_without_a_token_is_refused(ada: Any, tmp_path: Path) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)
    assert upload(client, write_full(tmp_path, [MadeParcel(1)])).status_code == 403
    assert not Delivery.objects.exists()


def test_upload_without_a_file_asks_for_one(boss: Client) -> None:
    answer = boss.post("/admin/data/upload", {}, follow=True)
    assert "Vyberte alespoň jeden soubor" in answer.content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "'; DROP TABLE layers_delivery; --.csv",
        "><script>alert(1)</script>.csv",
        "$(touch hacked).csv",
        "`id`.csv",
        "-rf.csv",
        "..%2f..%2fetc%2fpasswd.csv",
        "../../etc/passwd.csv",
        "a" * 900 + ".csv",
        "\u202egpj.csv",
        "žluťoučký kůň.csv",
    ],
)
def test_odd_file_name_stays_in_the_inbox_and_is_shown_escaped(
    boss: Client, inbox: Path, name: str
) -> None:
    """HOSTILE 41."""
    sent = SimpleUploadedFile("x.csv", b"a;b\n1;2\n")
    sent._name = name  # type: ignore[attr-defined]  # past Django's own cleaning on our side
    answer = boss.post("/admin/data/upload", {"files": sent})
    assert answer.status_code == 302
    delivery = Delivery.objects.get()
    stored = (inbox / delivery.stored).resolve()
    assert stored.is_file() and stored.is_relative_to(inbox.resolve())
    page = boss.get(answer.url).content.decode()
    assert "<script>alert" not in page
    assert not [path for path in inbox.parent.rglob("*") if path.name in {"hacked", "passwd.csv"}
                and not path.is_relative_to(inbox)]  # fmt: skip


def test_name_of_ten_kilobytes_is_refused(boss: Client, inbox: Path) -> None:
    """HOSTILE 41."""
    sent = SimpleUploadedFile("x.csv", b"a;b\n")
    sent._name = "a" * 10_000 + ".csv"  # type: ignore[attr-defined]
    assert boss.post("/admin/data/upload", {"files": sent}).status_code == 400
    assert not Delivery.objects.exists()
    assert not left(inbox)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["../../utek.xml", "vnitrni.zip"])
def test_hostile_archive_is_refused_by_its_check(
    boss: Client, tmp_path: Path, work: Callable[[], None], name: str
) -> None:
    """HOSTILE 33."""
    evil = tmp_path / "zlo.zip"
    with zipfile.ZipFile(evil, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, b"\0" * 2_000_000)
        archive.writestr("b.xml", "<a/>")
    upload(boss, evil)
    work()
    assert Delivery.objects.get().state == "refused"
    assert not list(tmp_path.rglob("utek.xml"))
