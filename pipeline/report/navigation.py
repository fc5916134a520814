"""Where a page stands in the navigation: few groups, so that it is found among many."""

from dataclasses import dataclass

from pipeline.language import N_, _
from pipeline.report.pages.base import Page

FRONT = "index"
# Title of each group and the names of its pages, in order. A name that no page has is passed over.
GROUPS: dict[str, tuple[str, ...]] = {
    N_("Findings"): (
        "05_russia_against_turkey",
        "03_the_first_check",
        "04_how_complaints_end",
        "08_time_to_decision",
        "09_the_policy_of_2022",
        "07_countries_side_by_side",
        "10_what_followed_a_refusal",
    ),
    N_("How sure"): ("06_what_could_change_the_answer", "claims", "linking", "changes"),
    N_("Published"): ("published", "cases"),
    N_("Records"): ("01_what_the_records_hold", "02_who_asks", "data_quality"),
    N_("Method"): ("method", "definitions", "numbers", "dictionary"),
}
NOTEBOOKS, OTHERS = "Findings", "Records"  # where a page goes that no group names


@dataclass(frozen=True)
class Group:
    """One group of pages with its title in the language now spoken."""

    title: str
    pages: list[Page]


def groups(pages: list[Page]) -> list[Group]:
    """The groups that have a page; every listed page but the front page is in one."""
    listed = {page.name: page for page in pages if page.is_listed and page.name != FRONT}
    named = {name for names in GROUPS.values() for name in names}
    found = []
    for title, names in GROUPS.items():
        mine = [listed[name] for name in names if name in listed]
        mine += [page for page in listed.values() if page.name not in named and _home(page) == title]
        if mine:
            found.append(Group(_(title), mine))
    return found


def _home(page: Page) -> str:
    return NOTEBOOKS if page.template.startswith("notebook") else OTHERS
