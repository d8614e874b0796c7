import re

from lms.certificates import serials


def test_a_serial_is_26_unambiguous_signs() -> None:
    made = {serials.new() for _ in range(500)}

    assert len(made) == 500
    assert all(re.fullmatch("[0-7][0-9a-hjkmnp-tv-z]{25}", serial) for serial in made)


def test_every_sign_but_the_first_takes_every_value() -> None:
    made = [serials.new() for _ in range(2000)]

    for place in range(1, serials.LENGTH):
        assert {serial[place] for serial in made} == set(serials.ALPHABET)


def test_it_is_printed_in_groups_and_read_back_from_them() -> None:
    serial = "1wasvvynb9ej569k8kq435kazq"

    printed = serials.grouped(serial)

    assert printed == ["1WAS", "VVYN", "B9EJ5", "69K8", "KQ43", "5KAZQ"]
    assert serials.read(" ".join(printed)) == serials.read("-".join(printed)) == serial


def test_letters_that_look_like_numerals_are_taken_for_them() -> None:
    assert serials.read(" OoIiLl ") == "001111"
