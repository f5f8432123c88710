/* The findings below a text: asked for anew after each save, never while something is being composed; and the place one was led to. */
(() => {
  "use strict";

  const WHOLE_REPORT = 3500; // the whole report is examined within this time behind a save
  const place = document.getElementById("field_findings");
  let composing = false, later = false, timer = 0;

  /* The server counts characters, the browser counts halves of some. */
  const unitsOf = (text, characters) => Array.from(text).slice(0, characters).join("").length;

  function lead() {
    const found = document.querySelector("[data-select]");
    const box = found && document.getElementById(found.dataset.select);
    if (!box) return;
    box.focus({ preventScroll: true });
    box.setSelectionRange(unitsOf(box.value, Number(found.dataset.start)), unitsOf(box.value, Number(found.dataset.end)));
    found.scrollIntoView({ block: "start" });
  }

  const busy = () => composing || place.contains(document.activeElement);

  function put(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("field_findings");
    if (!fresh) return;
    const open = place.querySelector("details[open]");
    if (fresh.innerHTML !== place.innerHTML) place.replaceChildren(...fresh.childNodes);
    const folded = place.querySelector("details");
    if (open && folded) folded.open = true;
    if (fresh.hasAttribute("data-again")) askIn(WHOLE_REPORT);
  }

  async function ask() {
    if (busy()) { later = true; return; }
    later = false;
    const answer = await fetch(place.dataset.findings, { credentials: "same-origin", headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer || !answer.ok || answer.redirected) return;
    const html = await answer.text();
    if (busy()) later = true;
    else put(html);
  }

  function askIn(wait) {
    clearTimeout(timer);
    timer = setTimeout(ask, wait);
  }

  if (place) {
    document.addEventListener("compositionstart", () => { composing = true; });
    document.addEventListener("compositionend", () => { composing = false; if (later) ask(); });
    place.addEventListener("focusout", () => { if (later) askIn(0); });
    document.addEventListener("chengbao:answer", (event) => { if (event.detail.status === "saved") ask(); });
  }
  window.addEventListener("load", () => setTimeout(lead, 0)); // going to #found takes the focus away, and does so last
})();
