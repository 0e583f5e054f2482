"""The made file of the technical map is one that the product takes whole."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from gis.bench import jvf_file
from layers.importers.gate import import_file
from layers.models import Feature


@pytest.mark.django_db
def test_made_file_passes_the_gate_and_its_checks(tmp_path: Path, settings: Any) -> None:
    settings.JVF_SCHEMAS = tmp_path
    run = import_file(jvf_file.write(tmp_path / "made.xml", records=250))

    assert Counter(Feature.objects.current().values_list("layer", flat=True)) == {
        "dtm_zps_survey": 170,
        "dtm_zps_line": 60,
        "dtm_zps_area": 20,
    }
    assert not any(check["count"] for check in run.protocol["checks"])
