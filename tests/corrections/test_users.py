from __future__ import annotations

from pathlib import Path

import pytest

from docstruct.corrections.users import User, Users
from docstruct.errors import CorrectionError


@pytest.fixture
def users(tmp_path: Path) -> Users:
    return Users(tmp_path / "a" / "users.sqlite")


def test_nobody_is_known_without_a_file(users: Users) -> None:
    assert (users.names(), users.get("王"), users.authenticate("x")) == ((), None, None)
    assert not users.path.exists()


def test_token_names_its_person(users: Users) -> None:
    token = users.add("王")
    users.add("李", adjudicator=True)
    assert users.authenticate(token) == User(name="王")
    assert users.get("李") == User(name="李", adjudicator=True)


def test_token_itself_is_not_stored(users: Users) -> None:
    token = users.add("王")
    assert token.encode() not in users.path.read_bytes()


def test_list_is_for_its_owner_only(users: Users) -> None:
    users.add("王")
    assert users.path.stat().st_mode & 0o077 == 0


def test_token_ends_with_its_person(users: Users) -> None:
    token = users.add("王")
    users.remove("王")
    assert users.authenticate(token) is None
    assert users.add("王") != token


def test_second_person_of_a_name_is_refused(users: Users) -> None:
    users.add("王")
    with pytest.raises(CorrectionError, match="already"):
        users.add(" 王 ")


@pytest.mark.parametrize("name", ["", "  ", "a\x1b[2J"])
def test_name_that_cannot_be_printed_is_refused(users: Users, name: str) -> None:
    with pytest.raises(CorrectionError, match="no name"):
        users.add(name)


def test_removing_a_stranger_names_who_there_is(users: Users) -> None:
    users.add("王")
    with pytest.raises(CorrectionError, match="王"):
        users.remove("李")
