/* The copy, in this browser, of what was typed and the server has not acknowledged: kept, compared, put back, forgotten. */
window.chengbao = (() => {
  "use strict";

  const SAVING = {
    saving: "正在保存…",
    saved: "已保存",
    unsaved: "尚未保存",
    failed: "没有存到服务器。您写的内容还在本页，请不要关闭；正在自动重试，也可以点“保存”。",
    refused: "没有保存上。您写的内容还在本页；请点“保存”再试，仍不行请联系管理员。",
    conflict: "有一处别人先保存了，这一处暂停自动保存，其他照常保存。请在页面上方选择留用哪一份：",
    paused: "这里别人先保存了，自动保存已暂停。请在页面上方选择留用哪一份：",
    others: "其他内容已保存",
    look: "去看看",
    signedOut: "登录已过期，您写的内容还在本页。请在新窗口登录，再回到本页，会接着保存：",
    stranger: "现在登录的是另一个人，本页的内容没有保存。请换回原来的账号：",
    signIn: "重新登录",
  };

  const SAY = {
    found: (at) => `发现上次没有保存到服务器的内容，写于 ${at}。`,
    restore: "恢复",
    discard: "丢弃",
  };
  const COPY_AFTER = 500;
  const STORE = "chengbao:";
  const SENT = "chengbao-sent";
  const TIME = { month: "long", day: "numeric", hour: "2-digit", minute: "2-digit" };
  const NOT_TYPED = ["hidden", "password", "file", "submit", "button", "fieldset", "output"];

  let signingOut = false;

  const element = (tag, properties) => Object.assign(document.createElement(tag), properties);
  const typed = (field) => field.name && !NOT_TYPED.includes(field.type);
  const ticked = (field) => field.type === "checkbox" || field.type === "radio";
  const valuesOf = (pairs, name) => pairs.filter((pair) => pair[0] === name).map((pair) => pair[1]);
  const addressOf = (form) => form.getAttribute("action") || location.pathname;

  /* What the server sent for a field, as the form would send it; nothing for a box not ticked. */
  function served(field) {
    if (ticked(field)) return field.defaultChecked ? [field.value] : [];
    if (field.tagName !== "SELECT") return [field.defaultValue];
    const options = Array.from(field.options);
    const chosen = options.filter((option) => option.defaultSelected);
    return (chosen.length || field.multiple ? chosen : options.slice(0, 1)).map((option) => option.value);
  }

  /* The server cleans what is typed (full-width digits, separators, units): that is no difference. */
  function same(mine, theirs) {
    const [a, b] = [mine, theirs].map((text) => text.normalize("NFKC").replace(/\s/g, ""));
    return a === b || (/^-?[\d.]+$/.test(b) && a.length < 20 && parseFloat(a.replace(/,/g, "")) === Number(b));
  }

  class Copy {
    constructor(form) {
      const owner = form.closest("[data-owner]");
      this.form = form;
      this.key = `${STORE}${owner ? owner.dataset.owner : ""}:${addressOf(form)}`;
      this.offered = null;
    }

    keepSoon() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.keep(), COPY_AFTER);
    }

    /* Keeps the form as it is now, beside an older copy that is still offered. */
    keep() {
      if (signingOut) return;
      clearTimeout(this.timer);
      const told = Array.from(new FormData(this.form)).filter(([name, value]) => name !== "csrf" && typeof value === "string");
      this.write({ at: new Date().toLocaleString("zh-CN", TIME), pairs: told });
    }

    drop() {
      clearTimeout(this.timer);
      this.write(null);
    }

    write(current) {
      this.current = current;
      try {
        if (current || this.offered) localStorage.setItem(this.key, JSON.stringify({ current, offered: this.offered }));
        else localStorage.removeItem(this.key);
      } catch (error) { /* full or forbidden: the page still has the text */ }
    }

    /* Offers, above the form, the latest copy that says something else than the server. */
    offer() {
      if (!this.find()) return;
      const box = element("div", { className: "cb-recover" });
      const words = element("p", { textContent: SAY.found(this.offered.at) });
      const button = (text, act) => {
        const onclick = () => { box.remove(); act(); };
        return element("button", { type: "button", className: "govuk-button govuk-button--secondary", textContent: text, onclick });
      };
      words.setAttribute("role", "alert");
      box.append(words, button(SAY.restore, () => this.restore()), button(SAY.discard, () => this.discard()));
      this.form.prepend(box);
    }

    find() {
      try {
        const kept = JSON.parse(localStorage.getItem(this.key)) || {};
        this.offered = [kept.current, kept.offered].find((copy) => copy && this.differs(copy)) || null;
        this.drop();
      } catch (error) { this.offered = null; }
      return this.offered;
    }

    differs(copy) {
      const fields = Array.from(this.form.elements).filter(typed);
      return [...new Set(fields.map((field) => field.name))].some((name) => {
        const theirs = [].concat(...fields.filter((field) => field.name === name).map(served));
        const mine = valuesOf(copy.pairs, name);
        return mine.length !== theirs.length || mine.some((value, i) => !same(value, theirs[i]));
      });
    }

    /* Hidden versions come back too: if somebody saved meanwhile, the server answers with both texts. */
    restore() {
      const mine = new Map(this.offered.pairs.map(([name]) => [name, valuesOf(this.offered.pairs, name)]));
      Array.from(this.form.elements).forEach((field) => {
        const values = mine.get(field.name) || [];
        if (ticked(field)) field.checked = values.includes(field.value);
        else if (values.length && (typed(field) || field.type === "hidden")) field.value = values.shift();
      });
      this.offered = null;
      this.form.dispatchEvent(new Event("input", { bubbles: true }));
    }

    /* What was typed since then stays kept. */
    discard() {
      this.offered = null;
      this.write(this.current);
    }
  }

  /* A submit leaves the page. The next page is the acknowledgement if a redirect brought someone signed in to it. */
  function sent(key) {
    try {
      if (key) sessionStorage.setItem(SENT, key);
      else sessionStorage.removeItem(SENT);
    } catch (error) { /* no storage: nothing to remember */ }
  }

  function forgetAcknowledged() {
    try {
      const key = sessionStorage.getItem(SENT);
      const arrival = performance.getEntriesByType("navigation")[0];
      if (key && arrival && arrival.redirectCount && document.body.dataset.owner) localStorage.removeItem(key);
    } catch (error) { /* no storage: nothing to forget */ }
    sent(null);
  }

  function forgetAll() {
    try {
      Object.keys(localStorage).filter((key) => key.startsWith(STORE)).forEach((key) => localStorage.removeItem(key));
    } catch (error) { /* no storage: nothing to forget */ }
  }

  document.addEventListener("input", () => { signingOut = false; }, true);
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-sign-out]")) return;
    signingOut = true;
    forgetAll();
  });

  /* What two people changed rests until one of them has chosen; a panel that names no field stops the whole form. */
  function resting() {
    return Array.from(document.querySelectorAll("#conflict [data-conflict]"), (panel) => `${panel.dataset.conflict}.`);
  }

  function rests(field) {
    const names = resting();
    return !names.length || names.some((name) => (field.name || "").startsWith(name));
  }

  return { Copy, SAVING, addressOf, element, forgetAcknowledged, resting, rests, sent };
})();
