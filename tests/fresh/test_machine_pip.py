from __future__ import annotations

from pathlib import Path

from tests.fresh.machine_pip import folders, settings, take_files


def test_the_environment_wins_over_the_command_s_section_and_that_over_the_global_one() -> None:
    listed = ":env:.timeout='3'\nglobal.timeout='1'\ninstall.timeout='2'\nglobal.retries='9'\n"
    assert settings(listed) == {"PIP_TIMEOUT": "3", "PIP_RETRIES": "9"}
    assert settings("install.timeout='2'\nglobal.timeout='1'") == {"PIP_TIMEOUT": "2"}


def test_a_setting_of_several_lines_becomes_one_line() -> None:
    listed = "global.extra-index-url='\\nfile:///a/simple\\nfile:///b/simple'"
    assert settings(listed) == {"PIP_EXTRA_INDEX_URL": "file:///a/simple file:///b/simple"}


def test_settings_of_other_commands_are_left_out() -> None:
    assert settings("download.dest='/tmp'") == {}


def test_folders_are_found_and_for_an_index_its_parent(tmp_path: Path) -> None:
    (tmp_path / "mirror" / "simple").mkdir(parents=True)
    (tmp_path / "wheels").mkdir()
    found = {
        "PIP_FIND_LINKS": f"{tmp_path}/wheels {tmp_path}/gone",
        "PIP_EXTRA_INDEX_URL": f"https://index.example/simple file://{tmp_path}/mirror/simple",
    }
    assert folders(found) == [tmp_path / "wheels", tmp_path / "mirror"]


def test_files_are_copied_and_named_by_their_copies(tmp_path: Path) -> None:
    (tmp_path / "ca.crt").write_text("ours")
    taken = take_files({"PIP_CERT": f"{tmp_path}/ca.crt", "PIP_RETRIES": "9"}, tmp_path / "to")
    assert taken == {"PIP_CERT": "/machine/ca.crt", "PIP_RETRIES": "9"}
    assert (tmp_path / "to" / "ca.crt").read_text() == "ours"
