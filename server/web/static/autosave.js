/* Saves a <form data-autosave> while it is typed in: one save in flight, the last one queued, a submit wins, nothing is ever cleared. */
(() => {
  "use strict";

  const AFTER_TYPING = 1200, PATIENCE = 20000, SUBMIT_WAITS = 4000, FIRST_RETRY = 2000, LAST_RETRY = 60000;
  const TRY_AGAIN = [408, 425, 429];
  const { Copy, SAVING: SAY, addressOf, element, forgetAcknowledged, resting, rests, sent, show, write } = window.chengbao;
  const savers = new Map();
  let composing = false;

  const announce = (name, detail) => document.dispatchEvent(new CustomEvent(`chengbao:${name}`, { detail }));

  class Saver {
    constructor(form) {
      this.form = form;
      this.copy = new Copy(form);
      this.edits = 0; // how often the form was changed
      this.acknowledged = 0; // which of these the server has answered for
      this.failures = 0;
      this.flight = null;
      this.held = false; // signed out
      this.leaving = false; // submitted
      this.collided = false; // somebody else saved first
      this.copy.offer();
    }

    get unsaved() { return this.edits > this.acknowledged; }
    get conflict() { return this.part("#conflict > *"); }

    part(selector) {
      return this.form.querySelector(selector) || document.querySelector(selector);
    }

    rests(field) { return Boolean(this.conflict) && rests(field); }

    edited(event) {
      this.copy.keepSoon();
      if (event && this.rests(event.target)) return;
      this.edits += 1;
      this.unsay();
      if (!this.failures) this.saveIn(AFTER_TYPING);
    }

    typed() {
      const pairs = new URLSearchParams(new FormData(this.form));
      if (this.conflict) Array.from(pairs.keys()).filter((name) => this.rests({ name })).forEach((name) => pairs.delete(name));
      return pairs;
    }

    saveIn(wait) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), wait);
    }

    save() {
      if (!this.unsaved || this.flight || this.leaving || this.held || (this.conflict && !resting().length)) return;
      if (composing) { this.saveIn(AFTER_TYPING); return; }
      clearTimeout(this.timer);
      this.flight = this.send(this.edits).then(() => { this.flight = null; });
    }

    async send(edits) {
      this.abort = new AbortController();
      const limit = setTimeout(() => this.abort.abort(), PATIENCE);
      this.carried = this.typed();
      write(this.part("[data-save-status]"), SAY.saving);
      try {
        const answer = await fetch(addressOf(this.form), {
          method: "POST",
          credentials: "same-origin",
          headers: { "X-Autosave": "1", "Accept": "application/json" },
          body: this.carried,
          signal: this.abort.signal,
        });
        this.take(answer, await answer.json().catch(() => ({})), edits);
      } catch (error) {
        this.retry(SAY.failed);
      } finally {
        clearTimeout(limit);
      }
    }

    take(answer, told, edits) {
      if (answer.status === 401 || answer.redirected) this.hold(SAY.signedOut);
      else if (answer.status === 409 && told.status === "conflict") this.collide(told, edits);
      else if (answer.ok && told.status === "saved") this.saved(told, edits);
      else if (answer.ok || answer.status >= 500 || TRY_AGAIN.includes(answer.status)) this.retry(told.message || SAY.failed);
      else this.unsavedBecause(told.message || SAY.refused);
    }

    saved(told, edits) {
      this.acknowledged = edits;
      this.failures = 0;
      if (!this.conflict) this.alert("");
      write(this.part("[data-save-status]"), [this.conflict ? SAY.others : SAY.saved, told.at, told.cleaned].filter(Boolean).join(" "));
      if (this.unsaved) this.unsay();
      show(this.form, told, this.carried);
      announce("answer", told);
      if (this.unsaved) this.saveIn(AFTER_TYPING);
      else if (!this.conflict) this.copy.drop();
    }

    /* The panel comes above; my text stays in the box and the caret in it. That field rests until the panel is gone. */
    collide(told, edits) {
      this.acknowledged = edits;
      this.collided = true;
      this.panel(told.html);
      this.unsavedBecause(resting().length ? SAY.conflict : SAY.paused, { href: "#conflict", textContent: SAY.look });
      show(this.form, told, this.carried);
      announce("answer", told);
      this.copy.keep();
      if (this.unsaved) this.saveIn(AFTER_TYPING);
    }

    /* A second field in conflict comes below the first. */
    panel(html) {
      const place = this.part("#conflict");
      if (!place) return;
      const there = place.querySelector("[data-conflict]");
      const fresh = element("div", { innerHTML: html });
      if (there) there.parentNode.append(...fresh.querySelectorAll("[data-conflict]"));
      else place.innerHTML = html;
      if (window.htmx) window.htmx.process(place);
    }

    retry(message) {
      this.unsavedBecause(message);
      this.saveIn(Math.min(FIRST_RETRY * 2 ** this.failures, LAST_RETRY));
      this.failures += 1;
    }

    hold(message) {
      this.held = true;
      const href = document.body.dataset.signIn || "/sign-in";
      this.unsavedBecause(message, { href, target: "_blank", rel: "noopener", textContent: SAY.signIn });
      announce("signed-out");
    }

    release() {
      this.held = false;
      this.alert("");
      this.save();
    }

    submit(event) {
      const button = event.submitter;
      if (button && button.hasAttribute("data-save-here") && !this.conflict) this.saveHere(event);
      else if (this.flight) this.submitAfterFlight(event, button);
      else this.leave(event);
    }

    saveHere(event) {
      event.preventDefault();
      if (!this.flight) this.edits += 1;
      this.release();
    }

    leave(event) {
      clearTimeout(this.timer);
      this.copy.keep();
      this.leaving = true;
      sent(this.copy.key);
      setTimeout(() => { if (event.defaultPrevented) this.stay(); }, 0);
      setTimeout(() => this.stay(), PATIENCE);
    }

    /* A script took the submit over, or it gave a download: the page is still here. */
    stay() {
      this.leaving = false;
      sent(null);
    }

    /* The save in flight renews the versions this submit must carry; it is given a moment, then dropped. */
    submitAfterFlight(event, button) {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (this.waiting) return;
      this.waiting = setTimeout(() => this.abort.abort(), SUBMIT_WAITS);
      this.flight.then(() => {
        clearTimeout(this.waiting);
        this.waiting = 0;
        this.form.requestSubmit(button);
      });
    }

    /* “已保存” never stands over typing that is newer; an empty line says nothing to those who listen. */
    unsay() {
      const place = this.part("[data-save-status]");
      if (place && [SAY.saved, SAY.others].some((said) => place.textContent.startsWith(said))) write(place, "");
    }

    alert(text) {
      write(this.part("[data-save-alert]"), text);
    }

    unsavedBecause(text, link) {
      write(this.part("[data-save-status]"), SAY.unsaved);
      this.alert(text);
      if (link) this.part("[data-save-alert]").append(element("a", Object.assign({ className: "govuk-link" }, link)));
    }
  }

  /* ---- Wiring ---- */

  const saverOf = (target) => savers.get(target.form || (target.closest && target.closest("form")));
  const each = (act) => savers.forEach((saver, form) => (form.isConnected ? act(saver) : savers.delete(form)));
  const saveAll = () => each((saver) => saver.save());

  function on(name, act, capture) {
    document.addEventListener(name, (event) => {
      const saver = saverOf(event.target);
      if (saver) act(saver, event);
    }, capture);
  }

  function watch() {
    document.querySelectorAll("form[data-autosave]").forEach((form) => { if (!savers.has(form)) savers.set(form, new Saver(form)); });
  }

  function composed(saver, event) {
    composing = false;
    saver.edited(event);
  }

  document.addEventListener("compositionstart", () => { composing = true; });
  document.addEventListener("compositionend", () => { composing = false; });
  on("compositionend", composed);
  on("input", (saver, event) => { if (!event.isComposing) saver.edited(event); });
  on("change", (saver) => saver.save());
  on("focusout", (saver, event) => { if (composing) composed(saver, event); saver.save(); });
  document.addEventListener("keydown", (event) => {
    const choosing = event.isComposing || event.keyCode === 229;
    if (event.key === "Enter" && choosing && event.target.tagName === "INPUT") event.preventDefault();
  }, true);
  on("submit", (saver, event) => saver.submit(event), true);
  document.addEventListener("chengbao:signed-in", () => each((saver) => { if (saver.held) saver.release(); }));
  document.addEventListener("chengbao:stranger", () => each((saver) => { if (saver.held) saver.hold(SAY.stranger); }));
  document.addEventListener("visibilitychange", () => { if (document.hidden) saveAll(); });
  window.addEventListener("online", saveAll);
  window.addEventListener("beforeunload", (event) => each((saver) => {
    if (!(saver.unsaved || saver.collided) || saver.leaving) return;
    event.preventDefault();
    event.returnValue = "";
  }));
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  document.addEventListener("htmx:load", watch);

  forgetAcknowledged();
  watch();
})();
