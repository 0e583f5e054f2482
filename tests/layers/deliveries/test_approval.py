"""A delivery from its receipt to the map and back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User

from layers.deliveries import decisions, state
from layers.errors import RefusedImport
from layers.importers.gate import import_file
from layers.importers.rollback import roll_back
from layers.models import DifferenceRow, ImportRun, ImportSource, Parcel
from tests.layers.deliveries.conftest import deliver, fresh
from tests.layers.importers.made_vfr import BOW_TIE, MadeParcel, write_change, write_full

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("inbox")]
Work = Callable[[], None]


def codes() -> set[int]:
    return set(Parcel.objects.current().values_list("code", flat=True))


def test_checked_delivery_waits_and_shows_what_it_would_change(tmp_path: Path, work: Work) -> None:
    import_file(write_full(tmp_path, [MadeParcel(1), MadeParcel(2), MadeParcel(3)]))
    newer = write_full(tmp_path, [MadeParcel(1), MadeParcel(2, area_m2=5), MadeParcel(4)],
                       day="20260228")  # fmt: skip

    delivery = deliver(newer)
    work()

    delivery = fresh(delivery)
    assert delivery.state == "ready"
    assert codes() == {1, 2, 3}
    rows = DifferenceRow.objects.filter(run=delivery.preview, layer="cadastre_parcel")
    assert {(row.kind, row.code) for row in rows} == {
        ("changed", "2"), ("added", "4"), ("removed", "3"),
    }  # fmt: skip
    assert rows.get(kind="changed").changes == {"area_m2": [10_000, 5]}
    assert rows.get(kind="removed").geom is not None


def test_approved_delivery_is_published_as_it_was_seen(
    tmp_path: Path, work: Work, ada: User
) -> None:
    delivery = deliver(write_full(tmp_path, [MadeParcel(1), MadeParcel(2, outline=BOW_TIE)]))
    work()
    decisions.approve(fresh(delivery), ada)
    work()

    delivery = fresh(delivery)
    assert delivery.state == "published"
    assert codes() == {1}
    assert delivery.run is not None
    assert [line.what for line in delivery.audit.all()] == [
        "přijato", "zkontrolováno", "schváleno", "zveřejněno",
    ]  # fmt: skip
    assert delivery.audit.get(what="schváleno").who == "ada"
    assert {line.file_sha256 for line in delivery.audit.all()} == {delivery.file_sha256}


def test_delivery_comes_back_when_the_data_changed_meanwhile(
    tmp_path: Path, work: Work, ada: User
) -> None:
    import_file(write_full(tmp_path, [MadeParcel(1)]))
    delivery = deliver(write_full(tmp_path, [MadeParcel(1, area_m2=5)], day="20260331"))
    work()
    import_file(write_full(tmp_path, [MadeParcel(1, area_m2=5)], day="20260228"))

    decisions.approve(fresh(delivery), ada)
    work()

    delivery = fresh(delivery)
    assert delivery.state == "ready"
    assert delivery.outcome["cadastre_parcel"]["unchanged"] == 1
    assert "mezitím" in delivery.audit.last().note or "změnila" in str(
        [line.note for line in delivery.audit.all()]
    )


def test_same_counts_of_other_objects_are_not_what_was_approved(
    tmp_path: Path, work: Work, ada: User
) -> None:
    import_file(write_full(tmp_path, [MadeParcel(1), MadeParcel(2)]))
    delivery = deliver(
        write_full(tmp_path, [MadeParcel(1, area_m2=5), MadeParcel(2)], day="20260331")
    )
    work()
    import_file(
        write_full(tmp_path, [MadeParcel(1, area_m2=5), MadeParcel(2, area_m2=7)], day="20260228")
    )

    decisions.approve(fresh(delivery), ada)
    work()

    assert fresh(delivery).state == "ready"
    assert Parcel.objects.current().get(code=2).area_m2 == 7


def test_returned_delivery_keeps_its_reason_and_can_be_checked_again(
    tmp_path: Path, work: Work, ada: User
) -> None:
    delivery = deliver(write_full(tmp_path, [MadeParcel(1)]))
    work()
    with pytest.raises(RefusedImport, match="důvod"):
        state.send_back(delivery.pk, "ada", "  ")
    state.send_back(delivery.pk, "ada", "Chybí k.ú. Horní Ves.")
    assert fresh(delivery).reason == "Chybí k.ú. Horní Ves."
    assert not codes()

    decisions.check_again(fresh(delivery), ada)
    work()
    assert fresh(delivery).state == "ready"


def test_delivery_is_approved_once(tmp_path: Path, work: Work, ada: User) -> None:
    delivery = deliver(write_full(tmp_path, [MadeParcel(1)]))
    work()
    decisions.approve(delivery, ada)
    with pytest.raises(RefusedImport, match="nelze schválit"):
        decisions.approve(delivery, ada)


def test_who_brought_a_file_may_not_approve_it_under_four_eyes(
    tmp_path: Path, work: Work, ada: User, settings: Any
) -> None:
    delivery = deliver(write_full(tmp_path, [MadeParcel(1)]))
    delivery.created_by = ada
    delivery.save()
    work()
    settings.FOUR_EYES = True
    with pytest.raises(RefusedImport, match="někdo jiný"):
        decisions.approve(fresh(delivery), ada)
    settings.FOUR_EYES = False
    decisions.approve(fresh(delivery), ada)
    assert fresh(delivery).audit.get(what="schváleno").note == "schválil týž, kdo nahrál"


def test_trusted_source_publishes_alone_unless_too_much_is_lost(tmp_path: Path, work: Work) -> None:
    first = deliver(write_full(tmp_path, [MadeParcel(code) for code in range(1, 11)]))
    work()
    source = fresh(first).source
    ImportSource.objects.create(name=source, publishes_alone=True)

    second = deliver(write_full(tmp_path, [MadeParcel(code) for code in range(1, 12)],
                                day="20260228"))  # fmt: skip
    work()
    assert fresh(second).state == "published"

    third = deliver(write_full(tmp_path, [MadeParcel(1)], day="20260331"))
    work()
    assert fresh(third).state == "ready"
    assert len(codes()) == 11


def test_refused_file_says_why(tmp_path: Path, work: Work) -> None:
    change = write_change(
        tmp_path, [MadeParcel(1)], day="20260202", predecessor="20260201_ST_ZKSH.xml.gz"
    )
    delivery = deliver(change)
    junk = tmp_path / "dopis.docx"
    junk.write_bytes(b"not data")
    other = deliver(junk)
    work()
    assert fresh(delivery).state == "refused"
    assert "který není načten" in fresh(delivery).reason
    assert fresh(other).state == "refused"
    assert "dopis.docx" in fresh(other).reason


def test_rollback_by_a_click_takes_the_delivery_with_it(
    tmp_path: Path, work: Work, ada: User
) -> None:
    delivery = deliver(write_full(tmp_path, [MadeParcel(1)]))
    work()
    decisions.approve(fresh(delivery), ada)
    work()
    run = fresh(delivery).run
    assert run is not None

    decisions.roll_back(run, ada)
    work()

    assert fresh(delivery).state == "rolled_back"
    assert not codes()
    assert ImportRun.objects.filter(rollback_of=run).exists()


def test_rollback_from_the_command_line_is_seen_too(tmp_path: Path, work: Work, ada: User) -> None:
    delivery = deliver(write_full(tmp_path, [MadeParcel(1)]))
    work()
    decisions.approve(fresh(delivery), ada)
    work()
    run = fresh(delivery).run
    assert run is not None
    roll_back(run.pk)
    assert fresh(delivery).state == "rolled_back"


def test_same_file_twice_is_one_delivery(tmp_path: Path) -> None:
    file = write_full(tmp_path, [MadeParcel(1)])
    assert deliver(file).pk == deliver(file).pk
