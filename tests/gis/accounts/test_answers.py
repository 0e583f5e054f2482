"""Answers to requests with a credential: private, and telling nobody where they came from."""

import json

from gis.accounts.answers import made_private, refusal
from gis.accounts.errors import BadPassword, TooManyAttempts
from layers.catalogue import Text


def test_public_answer_becomes_private() -> None:
    made = dict(made_private([("Cache-Control", "public, max-age=60"), ("Vary", "Cookie")]))
    assert made == {
        "Cache-Control": "private, no-cache",
        "Vary": "Cookie, Authorization",
        "Referrer-Policy": "no-referrer",
    }


def test_what_is_not_stored_stays_so_and_vary_is_not_doubled() -> None:
    made = dict(made_private([("cache-control", "no-store"), ("Vary", "Authorization, Cookie")]))
    assert made["cache-control"] == "no-store"
    assert made["Vary"] == "Authorization, Cookie"


def test_refusal_says_why_in_the_language_of_the_client() -> None:
    error = BadPassword(Text("Nesouhlasí.", "They do not fit."))
    czech, english = refusal(error, {}), refusal(error, {"HTTP_ACCEPT_LANGUAGE": "en-GB"})

    assert json.loads(czech.body)["detail"] == "Nesouhlasí."
    assert json.loads(english.body)["detail"] == "They do not fit."
    assert dict(czech.headers)["WWW-Authenticate"].startswith("Basic ")


def test_who_guesses_is_told_when_to_try_again() -> None:
    made = refusal(TooManyAttempts(Text("a", "b")), {})
    assert made.line == "429 Too Many Requests"
    assert dict(made.headers)["Retry-After"] == "60"
