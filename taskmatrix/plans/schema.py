"""The JSON Schema of plan files, for editors that complete and check while one types."""

from typing import Any

from taskmatrix.plans.format import TABLES, Field


def schema() -> dict[str, Any]:
    """Return the schema (draft 2020-12) of one file, made of the tables that the reader uses.

    TOML dates reach a schema as strings in the editors that use one, hence `day` is a string.
    """
    definitions = {name: _object(fields) for name, fields in TABLES.items() if name != "file"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "taskmatrix plan file, format 1",
        **_object(TABLES["file"]),
        # A file without [plan] holds only [[unit]].
        "dependentRequired": {key: ["plan"] for key in ("task", "target", "supervision")},
        "$defs": definitions,
    }


def _object(fields: dict[str, Field]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {key: field.shape.schema for key, field in fields.items()},
        "required": [key for key, field in fields.items() if field.required],
        "additionalProperties": False,
    }
