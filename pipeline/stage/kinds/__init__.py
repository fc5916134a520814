"""One module per record kind; KINDS holds them by the name of their table."""

from pipeline.stage.kinds.base import Kind
from pipeline.stage.kinds.complaints import COMPLAINTS
from pipeline.stage.kinds.documents import DOCUMENTS
from pipeline.stage.kinds.messages import MESSAGES
from pipeline.stage.kinds.reported_figures import REPORTED_FIGURES
from pipeline.stage.kinds.requests import REQUESTS
from pipeline.stage.kinds.snapshots import SNAPSHOTS

KINDS: dict[str, Kind] = {
    kind.record: kind for kind in (REQUESTS, COMPLAINTS, MESSAGES, DOCUMENTS, SNAPSHOTS, REPORTED_FIGURES)
}

__all__ = ["KINDS", "Kind"]
