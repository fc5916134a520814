"""Rows of the usual files that stand in files of other formats instead: what `--formats all` means."""

from pipeline.rehearse.material import all_files, load
from pipeline.rehearse.plan import Files

OF_TWENTY = 20


def spread(files: Files) -> None:
    """Move rows from the file in `from` to each file of formats.yml, by their place of every twenty."""
    moved: Files = {}
    for base in dict.fromkeys(spec["from"] for spec in load("formats").values() if "from" in spec):
        takers = {
            place: name for name, spec in load("formats").items() if spec.get("from") == base for place in spec["takes"]
        }
        kept = []
        for number, row in enumerate(files[base]):
            name = takers.get(number % OF_TWENTY, base)
            path = name.replace("*", f"{number:05}")
            held = sum(len(rows) for other, rows in moved.items() if name == base or _is_of(other, name))
            if name == base or held >= all_files()[name].get("most", len(files[base])):
                kept.append(row)
            else:
                moved.setdefault(path, []).append(row)
        files[base] = kept
    files.update(moved)


def _is_of(path: str, name: str) -> bool:
    before, _, after = name.partition("*")
    return path == name or ("*" in name and path.startswith(before) and path.endswith(after))
