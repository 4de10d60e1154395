"""The pictures of the README, taken of the built study: `python tests/support/pictures.py` after `make study`."""

import base64
import sys
import tempfile
import time
from pathlib import Path

from browser import open_page

ROOT = Path(__file__).resolve().parents[2]
# File of the picture: page, and the element at its upper edge.
TAKEN = {
    "studie.webp": ("studie.html", "#exhibit-summary-key_figures"),
    "karte.webp": ("studie.html", "#exhibit-location-site_map"),
}


def main() -> None:
    (ROOT / "pictures").mkdir(exist_ok=True)
    for name, (report, element) in TAKEN.items():
        with (
            tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile,
            open_page(ROOT / "reports" / report, Path(profile)) as page,
        ):
            page.resize(1000, 640)
            page.ask(
                f"(() => {{document.documentElement.style.scrollbarWidth = 'none'; const e = document.querySelector('{element}'); for (let p = e; p; p = p.parentElement) if (p.tagName == 'DETAILS') p.open = true; e.scrollIntoView(); return 1}})()"
            )
            time.sleep(1)
            taken = page.call("Page.captureScreenshot", format="webp", quality=60)["data"]
        (ROOT / "pictures" / name).write_bytes(base64.b64decode(taken))


if __name__ == "__main__":
    sys.exit(main())
