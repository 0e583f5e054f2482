"""The words of the page where a user asks for access, Czech and English."""

from layers.catalogue import Text

_WORDS = {
    "title": Text("Moje práva", "My rights"),
    "lead": Text(
        "Role otevírá vrstvy a údaje, které nejsou pro všechny, na vašem území. Požádejte o ni a "
        "napište, k čemu ji potřebujete; rozhodne správce práv.",
        "A role opens layers and fields that are not for everyone, on your territory. Ask for it "
        "and say what you need it for; who looks after rights decides.",
    ),
    "held": Text("Role, které máte", "Roles that you have"),
    "none_held": Text(
        "Žádnou zvláštní; vidíte, co všichni přihlášení.",
        "None beyond what all signed-in users have.",
    ),
    "asked": Text("Vaše žádosti", "Your requests"),
    "none_asked": Text("Zatím žádná.", "None yet."),
    "new": Text("Požádat o roli", "Ask for a role"),
    "none_offered": Text("O žádnou roli teď nelze žádat.", "No role may be asked for now."),
    "send": Text("Odeslat žádost", "Send the request"),
    "sent": Text("Žádost je podána.", "The request is sent."),
    "withdraw": Text("Vzít zpět", "Withdraw"),
    "withdrawn": Text("Žádost je vzata zpět.", "The request is withdrawn."),
    "role": Text("Role", "Role"),
    "where": Text("Území", "Territory"),
    "everywhere": Text("bez území", "no territory"),
    "by_group": Text("skupina", "group"),
    "until": Text("Platí do", "Valid until"),
    "without_end": Text("bez omezení", "no end"),
    "state": Text("Stav", "State"),
    "reason": Text("Odůvodnění", "Reason"),
    "created": Text("Podána", "Sent"),
    "purpose": Text("K čemu přístup potřebujete", "What you need the access for"),
    "municipality_codes": Text("Obce", "Municipalities"),
    "municipality_codes_hint": Text(
        "Více obcí vyberete s klávesou Ctrl.", "Hold Ctrl to choose several."
    ),
    "orp_codes": Text("Správní obvody ORP", "Districts of planning offices (ORP)"),
    "area_file": Text("Vlastní území (GeoJSON)", "An area of your own (GeoJSON)"),
    "area_file_hint": Text(
        "Nepovinné: plochy ve WGS 84, nebo s uvedeným EPSG:5514.",
        "Optional: areas in WGS 84, or with EPSG:5514 stated.",
    ),
    "no_place": Text(
        "Vyberte obec, ORP, nebo nahrajte vlastní území.",
        "Choose a municipality or an ORP, or upload an area.",
    ),
    "state_waiting": Text("čeká na rozhodnutí", "waits for a decision"),
    "state_accepted": Text("přijata", "accepted"),
    "state_rejected": Text("zamítnuta", "rejected"),
    "state_withdrawn": Text("vzata zpět", "withdrawn"),
}


def words(language: str) -> dict[str, str]:
    """All of them in one language, by key."""
    return {key: text.in_language(language) for key, text in _WORDS.items()}
