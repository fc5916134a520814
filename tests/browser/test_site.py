"""The site in a real Chromium, from disk: nothing fetched, no error, every figure drawn, nobody shut out."""

import shutil
from urllib.parse import urlparse

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
if not CHROMIUM:
    pytest.skip("There is no Chromium here: the site is not tested in a browser.", allow_module_level=True)

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
VIOLATIONS = {"resultTypes": ["violations"]}  # all rules run; only what breaks one is told
PHONE, DESK = {"width": 320, "height": 800}, {"width": 1440, "height": 900}


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


# French pages are longer, and else made of the same templates: one of each kind.
FRENCH = ("index", "definitions", "claims", "data_quality", "linking", "method", "06_what_could_change_the_answer")


@pytest.fixture(scope="module")
def names(invented_site):
    """Every page of the site and some in French; the tests go through all of them in one browser."""
    return [path.name for path in sorted(invented_site.report.glob("*.html"))] + [f"fr/{name}.html" for name in FRENCH]


def visit(browser, site, name, **context):
    """A page, and what went wrong while it was opened."""
    page = browser.new_context(**context).new_page()
    wrong = []
    page.on("console", lambda message: wrong.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("requestfailed", lambda request: wrong.append(f"failed: {request.url}"))
    page.on("request", lambda request: wrong.append(request.url) if urlparse(request.url).scheme != "file" else None)
    page.goto((site.report / name).as_uri())
    if page.locator("figure.figure").count() and context.get("java_script_enabled", True):
        page.wait_for_function("document.documentElement.dataset.charts")
    return page, wrong


def is_one_of_many(name):
    """Pages that tell where numbers come from, made of one template: by night, the longest and one other will do."""
    return name.startswith("numbers_") and name not in ("numbers_way.html", "numbers_overturn_rate.html")


@pytest.mark.parametrize("size, scheme", [(PHONE, "light"), (DESK, "dark")], ids=["phone by day", "desk by night"])
def test_no_error_no_request_no_barrier_and_every_figure_drawn(browser, invented_site, names, size, scheme):
    from axe_playwright_python.sync_playwright import Axe

    found, drawn = {}, 0
    for name in names if scheme == "light" else [name for name in names if not is_one_of_many(name)]:
        page, wrong = visit(browser, invented_site, name, viewport=size, color_scheme=scheme)
        widths = page.eval_on_selector_all("img", "all => all.map(img => img.complete ? img.naturalWidth : 0)")
        drawn += len(widths)
        is_drawn = all(widths) and page.locator(".live svg").count() == page.locator("figure.figure").count()
        is_wide = page.evaluate("document.documentElement.scrollWidth") > size["width"]
        shape = [*([] if is_drawn else ["a figure is not drawn"]), *(["scrolls sideways"] if is_wide else [])]
        found[name] = [*wrong, *shape, *Axe().run(page, options=VIOLATIONS).generate_snapshot().splitlines()]
        page.context.close()
    assert {name: said for name, said in found.items() if said} == {}
    assert drawn >= 8


def test_a_mark_that_is_pointed_at_says_its_numbers(browser, invented_site):
    page, wrong = visit(browser, invented_site, "index.html", viewport=DESK)
    bars = page.locator("#figure-complaints_by_country .live .mark-rect.role-mark path")
    page.locator("#figure-complaints_by_country").scroll_into_view_if_needed()
    bars.nth(1).hover()
    tip = page.locator(".vg-tooltip.visible")
    tip.wait_for()
    assert tip.inner_text().splitlines() == ["Russia", "1,360 complaints"]
    page.mouse.move(2, 2)
    tip.wait_for(state="detached")
    assert wrong == []


def test_a_chart_is_one_image_with_the_words_of_its_picture_and_turns_narrow_with_the_screen(browser, invented_site):
    page, _ = visit(browser, invented_site, "index.html", viewport=DESK)
    live = page.locator("#figure-complaints_by_country .live")
    assert live.get_attribute("role") == "img"
    assert live.get_attribute("aria-label") == page.locator("#figure-complaints_by_country img").get_attribute("alt")
    assert live.locator("svg").get_attribute("width") == "720"
    page.set_viewport_size(PHONE)
    page.wait_for_function("document.documentElement.dataset.charts === 'narrow'")
    assert live.locator("svg").get_attribute("width") == "340"


def test_without_scripts_the_pictures_stand(browser, invented_site):
    page, wrong = visit(browser, invented_site, "index.html", viewport=DESK, java_script_enabled=False)
    pictures = page.locator("figure.figure img")
    assert pictures.count() >= 4 and all(picture.is_visible() for picture in pictures.all())
    assert page.locator(".live").count() == 0 and wrong == []


def test_a_table_of_numbers_opens_by_keyboard_and_can_be_scrolled(browser, invented_site):
    page, _ = visit(browser, invented_site, "index.html", viewport=PHONE)
    page.locator("#figure-complaints_by_country summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "table"
    assert page.locator("#figure-complaints_by_country table").is_visible()


def test_a_page_is_found_through_its_group_by_keyboard_and_one_group_is_open_at_a_time(browser, invented_site):
    page, _ = visit(browser, invented_site, "index.html", viewport=PHONE)
    groups = page.locator("nav.pages summary")
    groups.first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('details').open")
    groups.last.click()
    assert page.locator("nav.pages details[open]").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.click("nav.pages a[href='method.html']")
    assert page.url.endswith("method.html")


def test_a_phone_gets_the_narrow_picture(browser, invented_site):
    page, _ = visit(browser, invented_site, "index.html", viewport=PHONE, java_script_enabled=False)
    sources = page.eval_on_selector_all("img", "all => all.map(img => img.currentSrc)")
    assert sources and all(source.endswith(".narrow.svg") for source in sources)


def test_the_first_key_leads_past_the_navigation(browser, invented_site):
    page, _ = visit(browser, invented_site, "index.html", viewport=DESK)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('main').contains(document.activeElement)")


def test_a_definition_is_one_click_away(browser, invented_site):
    page, _ = visit(browser, invented_site, "index.html", viewport=DESK)
    page.click("table a[href='definitions.html#overturn_rate.on_merits']")
    assert page.url.endswith("definitions.html#overturn_rate.on_merits")
    assert page.locator("[id='overturn_rate.on_merits']").is_visible()


def test_in_print_there_is_no_navigation_and_the_banner_stays(browser, invented_site):
    page, _ = visit(browser, invented_site, "index.html", viewport=DESK)
    page.emulate_media(media="print")
    assert not page.locator("nav.pages").is_visible() and not page.locator("nav.all").is_visible()
    assert not page.locator(".live").first.is_visible() and page.locator("figure.figure img").first.is_visible()
    assert page.locator(".banner").is_visible()
