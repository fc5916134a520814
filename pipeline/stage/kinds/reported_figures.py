"""Figures that a report prints: kept beside what is computed here, never mixed in."""

from pipeline.stage import fields
from pipeline.stage.kinds.base import Kind

REPORTED_FIGURES = Kind(
    record="reported_figures",
    reads={
        "reference": fields.reference,
        "measure": fields.line,
        "basis": fields.line,
        "instrument": fields.word("instrument"),
        "country": fields.country,
        "year": fields.count,
        "value": fields.measure,
        "unit": fields.line,
        "approximation": fields.line,
        "page": fields.count,
        "context": fields.line,
    },
    needs={"measure": "measure", "value": "value"},
    main_country="country",
)
