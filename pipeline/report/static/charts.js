/* Charts that answer when they are pointed at. The picture stands until its chart is drawn, and wherever none is. */
(() => {
  "use strict";
  const phone = window.matchMedia("(max-width: 46rem)");
  const options = {
    mode: "vega-lite",
    renderer: "svg",
    ast: true, // expressions are interpreted, not compiled: the policy of the page allows no eval
    actions: false,
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true },
  };

  async function draw(figure) {
    const picture = figure.querySelector("picture");
    const chart = (window.article3 || {})[figure.id.replace("figure-", "")];
    if (!picture || !chart || !window.vegaEmbed) return;
    const live = document.createElement("div");
    live.className = "live";
    const spec = { ...(phone.matches ? chart.narrow : chart.wide), datasets: chart.datasets };
    await window.vegaEmbed(live, spec, options);
    describe(live, picture.querySelector("img").alt);
    figure.querySelectorAll(".live").forEach((old) => old.remove());
    picture.after(live);
    figure.classList.add("is-live");
  }

  /* To those who do not see it, one image with the words of the picture it replaces; its numbers are in the table. */
  function describe(live, alt) {
    live.querySelectorAll("*").forEach((part) => {
      ["role", "aria-label", "aria-roledescription", "aria-hidden"].forEach((name) => part.removeAttribute(name));
    });
    live.removeAttribute("aria-roledescription");
    live.setAttribute("role", "img");
    live.setAttribute("aria-label", alt);
  }

  /* One after the other, as they stand on the page; one that fails leaves its picture. */
  async function drawAll() {
    for (const figure of document.querySelectorAll("figure.figure")) {
      try {
        await draw(figure);
      } catch {
        figure.classList.remove("is-live");
      }
    }
    document.documentElement.dataset.charts = phone.matches ? "narrow" : "wide";
  }

  phone.addEventListener("change", drawAll);
  drawAll();
})();
