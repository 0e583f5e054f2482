"""Takes the pictures of the page /desktop/ in QGIS of the distribution, over a running product.

    .venv/bin/python docs/pictures/make.py http://127.0.0.1:8000

Needs `qgis` and `xvfb`. The pictures of ArcGIS, which does not run here, are drawn by hand.
"""

import os
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from PIL import Image

THEME, PLACE = "plan", (-688_200, -978_000, -685_900, -976_400)
"""What is on the map, and where: E min, N min, E max, N max in EPSG:5514, in the demo region."""
HERE = Path(__file__).parent
PICTURES = HERE.parents[1] / "gis" / "static" / "gis" / "desktop"
MAX_BYTES = 60_000
_QUALITIES = (85, 75, 65, 55)


def take(product: str, language: str, folder: Path) -> None:
    """PNG files of QGIS's windows, in the folder."""
    file = f"{product}/desktop/theme/{THEME}.qlr?lang={language}"
    urllib.request.urlretrieve(file, folder / "theme.qlr")  # noqa: S310 the operator's own address
    qgis = ["qgis", "--nologo", "--noversioncheck", "--lang", language]
    told = {"PICTURES": str(folder), "PRODUCT": product, "PLACE": ",".join(map(str, PLACE))}
    subprocess.run(
        ["xvfb-run", "-a", "-s", "-screen 0 1400x900x24", *qgis,
         "--profiles-path", str(folder), "--code", str(HERE / "in_qgis.py")],
        env=os.environ | told | {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)},
        check=True,
        timeout=300,
    )  # fmt: skip


def pack(picture: Path, target: Path) -> None:
    """As WebP, as good as the limit lets it be."""
    with Image.open(picture) as image:
        for quality in _QUALITIES:
            image.convert("RGB").save(target, quality=quality, method=6)
            if target.stat().st_size <= MAX_BYTES:
                return
    raise SystemExit(f"{target} has more than {MAX_BYTES} bytes.")


def main(product: str) -> None:
    PICTURES.mkdir(exist_ok=True)
    for language in ("cs", "en"):
        with tempfile.TemporaryDirectory() as folder:
            take(product.rstrip("/"), language, Path(folder))
            for picture in sorted(Path(folder).glob("*.png")):
                pack(picture, PICTURES / f"qgis-{picture.stem}.{language}.webp")


if __name__ == "__main__":
    main(sys.argv[1])
