"""Records of a build are whole or of no weight, and what the system refuses is told in German."""

import errno

import pytest

from ohv_coworking.basics.build_records import read_record, write_record
from ohv_coworking.basics.disk_faults import disk_faults
from ohv_coworking.basics.errors import InputFault


def test_a_record_comes_back_as_written_and_leaves_nothing_beside_it(tmp_path):
    write_record(tmp_path / "record.json", {"after": ["a"]})

    assert {"after": ["a"]} == read_record(tmp_path / "record.json", ("after",))
    assert ["record.json"] == [file.name for file in tmp_path.iterdir()]


@pytest.mark.parametrize("content", ["", '{"after": ["a"', "[1]", '{"other": 1}', "\0", "[" * 100_000])
def test_a_broken_record_is_no_record(tmp_path, content):
    (tmp_path / "record.json").write_text(content)

    assert read_record(tmp_path / "record.json", ("after",)) is None
    assert read_record(tmp_path / "nothing.json", ()) is None


@pytest.mark.parametrize(
    ("number", "told"),
    [(errno.ENOSPC, "voll"), (errno.EACCES, "darf nicht"), (errno.EIO, "lässt sich nicht öffnen")],
)
def test_what_the_disk_refuses_is_told_with_place_and_cure(number, told):
    with pytest.raises(InputFault, match=told) as caught, disk_faults():
        raise OSError(number, "refused", "reports/studie.html")

    assert "reports/studie.html" in str(caught.value)
    assert caught.value.remedy


def test_a_missing_file_of_ours_keeps_its_trace():
    with pytest.raises(FileNotFoundError), disk_faults():
        raise FileNotFoundError(errno.ENOENT, "missing", "x")


def test_what_a_library_makes_of_a_full_disk_is_told_too():
    """The workbook's writer raises an error of its own when it closes the file; what is ours keeps its trace."""

    def closed(number: int) -> None:
        try:
            raise OSError(number, "x")
        except OSError as error:
            raise RuntimeError(error)  # noqa: B904

    with pytest.raises(InputFault, match="voll"), disk_faults():
        closed(errno.ENOSPC)
    with pytest.raises(RuntimeError), disk_faults():
        closed(errno.ENOENT)


def test_what_a_user_breaks_off_is_told_without_a_trace():
    with pytest.raises(InputFault, match="unterbrochen"), disk_faults():
        raise KeyboardInterrupt
