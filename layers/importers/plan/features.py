"""Features of a plan with the document they come from, its regulations and the document itself."""

from collections.abc import Iterator
from dataclasses import replace

from layers import originals
from layers.importers.plan.document import PlanDocument
from layers.importers.plan.regulation import Regulations
from layers.importers.plan.standard import PlanTable
from layers.importers.record import BadRecord, Record

DOCUMENTS, REGULATIONS = "plan_document", "plan_regulation"


def with_document(
    record: Record, spec: PlanTable, plan: PlanDocument, texts: Regulations
) -> Record:
    """The record under a code that no other plan has, with what follows from its values."""
    values = {key: value for key, value in record.attributes.items() if value is not None}
    derived = {**_derived(spec, values), **_regulation(values, plan, texts)}
    named = {"label": _label(spec, values, plan)} | values | derived
    return replace(
        record,
        code=code_of(record, spec, plan),
        attributes={
            **named,
            "document": plan.code,
            "document_title": plan.title,
            "document_state": plan.state,
        },
        valid_from=plan.valid_from,
        valid_to=plan.valid_to,
    )


def code_of(item: Record | BadRecord, spec: PlanTable, plan: PlanDocument) -> str:
    """`990002-UP:PlochyRZV_p:12`."""
    return f"{plan.code}:{spec.name}:{item.code}"


def _derived(spec: PlanTable, values: dict[str, object]) -> dict[str, object]:
    """The group of use and, for the map, group and stage in one sign; the kind of a change."""
    found: dict[str, object] = {}
    if spec.name == "PlochyRZV_p":
        group = str(values["type"])[0]
        found = {"group": group, "sign": f"{group}{values['stage']}"}
    elif spec.name == "PlochyZmen_p":
        found = {"change_kind": str(values["ident"])[0].upper()}
    return found


def _regulation(
    values: dict[str, object], plan: PlanDocument, texts: Regulations
) -> dict[str, object]:
    subject = texts.subject_for(*(str(values.get(key, "")) for key in ("ident", "index", "type")))
    if subject is None:
        return {}
    return {
        "regulation_code": regulation_code(plan, subject),
        "regulation": texts.summary(subject),
    }


def regulation_code(plan: PlanDocument, subject: str) -> str:
    """`990002-UP:BV`."""
    return f"{plan.code}:{subject}"


def _label(spec: PlanTable, values: dict[str, object], plan: PlanDocument) -> str:
    """What a person calls it: the territory by its plan, zones by index, others by number."""
    if spec.name == "ReseneUzemi_p":
        return plan.title
    if spec.name == "ZastaveneUzemi_p":
        return "Zastavěné území"
    named = (values.get(key) for key in ("index", "ident", "type", "kind"))
    return next((str(name) for name in named if name), spec.name)


def regulations(plan: PlanDocument, texts: Regulations) -> Iterator[Record]:
    """One record for each text."""
    for subject, regulation in sorted(texts.texts.items()):
        yield Record(
            REGULATIONS,
            regulation_code(plan, subject),
            {
                "label": f"Podmínky využití {subject}",
                "subject": subject,
                "text": regulation.text or texts.summary(subject),
                "has_text": bool(regulation.text),
                "file_name": regulation.file_name,
                "file_bytes": regulation.file_bytes,
                originals.FIELD: regulation.original,
                "document": plan.code,
                "document_title": plan.title,
            },
            valid_from=plan.valid_from,
            valid_to=plan.valid_to,
        )


def document_record(plan: PlanDocument, *, file_name: str, file_sha256: str) -> Record:
    """The document as a row of its own, kept when another replaces its features."""
    told = {
        "label": plan.title,
        "kind": plan.kind,
        "number": plan.number,
        "state": plan.state,
        "issued_on": plan.issued_on,
        "authority": plan.authority,
        "author": plan.author,
        "predecessor": plan.predecessor,
        "file_name": file_name,
        "file_sha256": file_sha256,
        "data_date": plan.data_date,
    }
    return Record(
        DOCUMENTS,
        plan.code,
        {key: value for key, value in told.items() if value},
        valid_from=plan.valid_from,
        valid_to=plan.valid_to,
    )
