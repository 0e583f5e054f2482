"""The words of the account's own pages, Czech and English; those of sign-in are allauth's."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from layers.catalogue import Text

_WORDS = {
    "product": Text("Digitální mapa veřejné správy", "Digital Map of Public Administration"),
    "skip": Text("Přejít na obsah", "Skip to the content"),
    "map": Text("Mapa", "Map"),
    "staff": Text("Správa dat", "Data management"),
    "other": Text("English", "Česky"),
    "account": Text("Můj účet", "My account"),
    "menu": Text("Účet", "Account"),
    "accesses": Text("Moje přístupy", "My accesses"),
    "rights": Text("Moje práva", "My rights"),
    "factor": Text("Druhý faktor", "Second factor"),
    "password": Text("Heslo", "Password"),
    "email": Text("E-mail", "E-mail"),
    "connections": Text("Jiná přihlášení", "Other sign-ins"),
    "sign_in": Text("Přihlásit se", "Sign in"),
    "sign_out": Text("Odhlásit se", "Sign out"),
    "scope_maps": Text(
        "Zobrazovat mapy a číst data s vašimi právy", "Show maps and read data with your rights"
    ),
    "login": Text("Uživatelské jméno nebo e-mail", "User name or e-mail"),
    "wait": Text("Chvíli počkejte", "Please wait a while"),
    "too_many": Text(
        "Pokusů bylo příliš mnoho. Zkuste to znovu za pár minut.",
        "There were too many attempts. Try again in a few minutes.",
    ),
    "no_mail": Text(
        "Server neodesílá e-maily. O nové heslo požádejte správce.",
        "This server sends no e-mails. Ask the administrator for a new password.",
    ),
    "no_account_yet": Text("Ještě nemáte účet?", "No account yet?"),
    "lead": Text(
        "Adresa, kterou vložíte do QGIS nebo ArcGIS, a mapy i data v něm mají vaše práva. Kdo ji "
        "zná, má je také: nesdílejte ji. Slouží jen ke čtení map a dat, účet jí ovládat nelze.",
        "An address to paste into QGIS or ArcGIS, where maps and data then have your rights. "
        "Whoever knows it has them too: do not share it. It only reads maps and data, "
        "never your account.",
    ),
    "new": Text("Nový přístup", "New access"),
    "name": Text("K čemu bude", "What it is for"),
    "name_hint": Text("Například: QGIS na úřadě", "For instance: QGIS at the office"),
    "expires": Text("Platí do (nepovinné)", "Valid until (optional)"),
    "whose": Text("Pro účet", "For the account"),
    "make": Text("Vytvořit přístup", "Make the access"),
    "made": Text("Přístup je vytvořen", "The access is made"),
    "once": Text(
        "Uložte si ho hned: už ho nikdy nezobrazíme.",
        "Keep it now: it is never shown again.",
    ),
    "wms": Text("WMS", "WMS"),
    "wmts": Text("WMTS", "WMTS"),
    "api": Text("OGC API – Features", "OGC API – Features"),
    "token": Text("Token (místo hesla)", "Token (in place of a password)"),
    "copy": Text("Kopírovat", "Copy"),
    "copied": Text("Zkopírováno", "Copied"),
    "existing": Text("Vytvořené přístupy", "Accesses made"),
    "none": Text("Zatím žádný.", "None yet."),
    "ending": Text("Končí na", "Ends with"),
    "created": Text("Vytvořen", "Made"),
    "expires_on": Text("Platí do", "Valid until"),
    "without_end": Text("bez omezení", "no end"),
    "last_used": Text("Naposledy použit", "Last used"),
    "never": Text("nikdy", "never"),
    "state": Text("Stav", "State"),
    "valid": Text("platí", "valid"),
    "revoked": Text("zrušen", "revoked"),
    "expired": Text("vypršel", "expired"),
    "revoke": Text("Zrušit", "Revoke"),
    "was_revoked": Text("Přístup je zrušen.", "The access is revoked."),
    "mistake": Text("Opravte prosím vyznačené údaje.", "Please correct what is marked."),
    "past": Text("Den už minul.", "The day is over."),
    "no_account": Text("Takový účet není.", "There is no such account."),
    "other_ways": Text("Jiné způsoby", "Other ways"),
    "basic": Text(
        "Jméno a heslo (HTTP Basic): vaše jméno, a místo hesla token. S účtem bez druhého faktoru "
        "lze i heslo.",
        "Name and password (HTTP Basic): your name, and the token in place of the password. An "
        "account without a second factor may use its password.",
    ),
    "oauth": Text(
        "OAuth2 v QGIS: tok Authorization Code PKCE, klient qgis, rozsah maps.",
        "OAuth2 in QGIS: flow Authorization Code PKCE, client qgis, scope maps.",
    ),
    "request_url": Text("Adresa žádosti", "Request URL"),
    "token_url": Text("Adresa tokenu", "Token URL"),
    "redirect_url": Text("Adresa návratu", "Redirect URL"),
    "factor_needed": Text(
        "Správa vyžaduje druhý faktor. Přidejte si ho a pokračujte.",
        "Data management needs a second factor. Add one and go on.",
    ),
}


def words(language: str) -> Mapping[str, str]:
    """All words in one language, by key."""
    return {key: text.in_language(language) for key, text in _WORDS.items()}


def in_pages(request: HttpRequest) -> dict[str, Any]:
    """The words for all templates, as those of allauth take no context of ours."""
    language = (get_language() or "cs")[:2]
    return {
        "words": words(language),
        "language": language,
        "registration_open": settings.REGISTRATION != "off",
        "has_foreign_sign_in": bool(settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]),
    }
