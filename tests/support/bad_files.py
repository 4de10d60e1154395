"""Files with something wrong, and the fault they are refused with."""

import pytest
from openpyxl import Workbook

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.recognise import understand
from ohv_coworking.reading import ReadingOptions


def write(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def fault_of(path, options=None):
    with pytest.raises(InputFault) as fault:
        understand(path, options or ReadingOptions())

    assert fault.value.remedy or fault.value.expected
    return fault.value


def saved(path, rows, edit=lambda sheet: None):
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    edit(workbook.active)
    workbook.save(path)
    return path


TABLE = [["Ort", "Einwohner"], ["Oranienburg", 47000], ["Hennigsdorf", 26000], ["Velten", 12000]]
