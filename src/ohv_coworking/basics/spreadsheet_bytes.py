"""A workbook as bytes that depend on its content only: no clock, no user, no order of writing."""

import io
import re
import zipfile
from datetime import datetime

from openpyxl import Workbook

# The first moment a zip archive can name.
FIRST_MOMENT = datetime(1980, 1, 1)
# openpyxl stamps the moment of saving over whatever was set before.
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def spreadsheet_bytes(workbook: Workbook, compressed: bool = True) -> bytes:
    """Return the xlsx file of `workbook`, the same bytes for the same content.

    Uncompressed, the bytes do not even depend on the zlib of the machine; for files under version control.
    """
    workbook.properties.creator = "O-H-V"
    workbook.properties.created = FIRST_MOMENT
    written, repacked = io.BytesIO(), io.BytesIO()
    workbook.save(written)
    method = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    stamp = FIRST_MOMENT.strftime(r"\g<1>%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(written) as given, zipfile.ZipFile(repacked, "w") as archive:
        for name in sorted(given.namelist()):
            content = given.read(name)
            if name == "docProps/core.xml":
                content = MODIFIED.sub(stamp, content)
            archive.writestr(zipfile.ZipInfo(name, FIRST_MOMENT.timetuple()[:6]), content, method)
    return repacked.getvalue()
