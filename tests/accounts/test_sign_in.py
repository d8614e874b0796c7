from tests.people import PASSWORD, People
from tests.visitor import Visitor


def test_the_right_password_opens_the_account(visitor: Visitor, people: People) -> None:
    response = visitor.post("/login", {"email": people.trainee.email, "password": PASSWORD})

    assert response.location == "/"
    visitor.get("/settings")
    assert people.trainee.name in visitor.text()


def test_a_wrong_password_and_a_wrong_address_get_the_same_answer(
    visitor: Visitor, people: People
) -> None:
    sentence = "The address and the password do not fit together"
    for email in (people.trainee.email, "nobody@people.example"):
        visitor.post("/login", {"email": email, "password": "wrong words in a row"}, status=422)
        assert sentence in visitor.text()
