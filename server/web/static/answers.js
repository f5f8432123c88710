/* Puts what the server answered to a save into the page: versions, what others wrote, computed texts, messages. */
Object.assign(window.chengbao, (() => {
  "use strict";

  const stem = (name) => name.replace(/\.[^.]*$/, "");

  function write(place, text) {
    if (place && place.textContent !== text) place.textContent = text;
  }

  /* A field in use since the save was sent keeps its text and, with it, its old version (`x.v` for `x.part`):
     so the next save meets what the other wrote instead of burying it. */
  function takeOver(form, fields, carried) {
    const named = Array.from(form.elements).filter((field) => field.name in fields);
    const inUse = (field) => field === document.activeElement || field.value !== (carried.get(field.name) || "");
    const kept = named.filter((field) => field.type !== "hidden" && inUse(field)).map((field) => stem(field.name));
    named.filter((field) => !kept.includes(stem(field.name))).forEach((field) => { field.value = fields[field.name]; });
  }

  /* As the server marks a field whose value it cannot read. */
  function mark(field, wrong) {
    const row = field.closest(".cb-figure");
    if (wrong) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
    field.classList.toggle("govuk-input--error", wrong);
    if (row) row.classList.toggle("cb-figure--error", wrong);
  }

  /* Only fields with a place for messages are spoken of. */
  function remark(form, messages) {
    form.querySelectorAll("[data-message-for]").forEach((place) => {
      const name = place.dataset.messageFor;
      const text = messages.filter((message) => message.field === name).map((message) => message.text).join(" ");
      const field = form.querySelector(`[name="${CSS.escape(name)}"]`);
      write(place, text);
      if (field) mark(field, Boolean(text));
    });
  }

  /* `carried` is what the save was sent with. */
  function show(form, { fields = {}, outputs = {}, messages }, carried) {
    takeOver(form, fields, carried);
    Object.entries(outputs).forEach(([id, text]) => write(document.getElementById(id), text));
    if (messages) remark(form, messages);
  }

  return { show, write };
})());
