"""Data files that come with an installed library, found without loading the library itself."""

from importlib.util import find_spec
from pathlib import Path


def beside(library: str, name: str) -> Path:
    """The file of this name in the folder of a library: to import one for a table may cost a second and pandas."""
    spec = find_spec(library)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(library)
    return Path(spec.origin).with_name(name)
