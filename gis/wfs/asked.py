"""What a client asks for, the same whether by KVP or by XML."""

from dataclasses import dataclass

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from lxml import etree

from gis.wfs.problem import WfsError
from gis.wfs.xml import FES, MAX_BYTES, name_of, read

_VERSIONS = frozenset({"2.0.0", "2.0.2", "2.0"})


@dataclass(frozen=True, slots=True)
class Asked:
    """Parameters by their names in capitals; the filter is an element already."""

    parameters: dict[str, str]
    filter: etree._Element | None

    def text(self, name: str, default: str = "") -> str:
        return self.parameters.get(name, default)

    def needed(self, name: str) -> str:
        if not self.text(name):
            raise WfsError("MissingParameterValue", name, f"Chybí {name}.", f"{name} is missing.")
        return self.text(name)

    def number(self, name: str, *, default: int, high: int) -> int:
        """A whole number from 0, cut to `high`."""
        text = self.text(name, str(default))
        if not (text.isascii() and text.isdigit() and len(text) < 20):
            raise WfsError(
                "InvalidParameterValue",
                name,
                f"{name} musí být celé číslo od 0.",
                f"{name} must be a whole number from 0.",
            )
        return min(int(text), high)


def parse(request: HttpRequest) -> Asked:
    """Raises `WfsError`."""
    asked = _from_xml(_body(request)) if request.method == "POST" else _from_query(request)
    for name, value in asked.parameters.items():
        if "\0" in value:
            raise WfsError("InvalidParameterValue", name, "NUL není dovolen.", "NUL is forbidden.")
    if asked.text("SERVICE", "WFS").upper() != "WFS":
        raise WfsError("InvalidParameterValue", "SERVICE", "Jen WFS.", "WFS only.")
    if asked.text("VERSION", "2.0.0") not in _VERSIONS:
        raise WfsError("InvalidParameterValue", "VERSION", "Jen verze 2.0.", "Version 2.0 only.")
    return asked


def _from_query(request: HttpRequest) -> Asked:
    parameters: dict[str, str] = {}
    for name, values in request.GET.lists():
        known = name.upper()
        if known in parameters or len(values) > 1:
            raise WfsError(
                "InvalidParameterValue",
                known[:80],
                "Parametr smí být uveden jen jednou.",
                "The parameter may be given once.",
            )
        parameters[known] = values[0]
    text = parameters.pop("FILTER", "")
    return Asked(parameters, read(text.encode(), locator="FILTER") if text else None)


def _body(request: HttpRequest) -> bytes:
    content = request.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise RequestDataTooBig
    return content


def _from_xml(content: bytes) -> Asked:
    root = read(content, locator="REQUEST")
    found = {str(name).upper(): str(value) for name, value in root.attrib.items()}
    found["REQUEST"] = name_of(root)
    queries = [each for each in root if name_of(each) in {"Query", "StoredQuery"}]
    if len(queries) > 1:
        raise WfsError(
            "OptionNotSupported",
            "Query",
            "Najednou lze klást jen jeden dotaz.",
            "Only one query at a time is possible.",
        )
    names = [each.text or "" for each in root if name_of(each) in {"TypeName", "StoredQueryId"}]
    if names:
        key = "TYPENAMES" if found["REQUEST"] == "DescribeFeatureType" else "STOREDQUERY_ID"
        found[key] = ",".join(names)
    return Asked(*_query(queries[0], found)) if queries else Asked(found, None)


def _query(
    query: etree._Element, found: dict[str, str]
) -> tuple[dict[str, str], etree._Element | None]:
    own = {str(name).upper(): str(value) for name, value in query.attrib.items()}
    if name_of(query) == "StoredQuery":
        own = {"STOREDQUERY_ID": own.get("ID", "")}
        for parameter in query:
            own[str(parameter.get("name", "")).upper()] = (parameter.text or "").strip()
        return {**found, **own}, None
    shown = [each.text or "" for each in query if name_of(each) == "PropertyName"]
    if shown:
        own["PROPERTYNAME"] = ",".join(shown)
    if sorts := query.findall(f".//{{{FES}}}SortProperty"):
        own["SORTBY"] = ",".join(map(_sort_key, sorts))
    return {**found, **own}, query.find(f"{{{FES}}}Filter")


def _sort_key(element: etree._Element) -> str:
    """The name, and the direction if there is one."""
    texts = [str(text).strip() for text in element.itertext()]
    return " ".join(text for text in texts if text)
