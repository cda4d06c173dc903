"use strict";
// Filters and keys of the page of findings. What is chosen stands in the address, so that it can be kept and sent.
(() => {
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const form = document.querySelector(".filters");
  if (!form) return;
  const { check, article, search } = form.elements;
  const help = document.querySelector("dialog");
  const severities = all("[data-toggle]", form);
  let current = null;
  let known = null;

  // Looked up when they are first needed, so that a long page opens at once.
  const rows = () => known ??= all(".row").map((element) => ({
    element,
    article: element.parentElement.id,
    text: element.textContent.toLowerCase(),
    issues: all("li", element),
    marks: all("mark", element),
  }));
  const isOn = (button) => button.getAttribute("aria-pressed") === "true";
  const turn = (button, on) => button.setAttribute("aria-pressed", String(on));

  function show() {
    const on = new Set(severities.filter(isOn).map((one) => one.dataset.toggle));
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows()) {
      const fits = (!article.value || row.article === article.value) && words.every((word) => row.text.includes(word));
      const shown = row.issues.filter((issue) => {
        const { severity, check: name } = issue.dataset;
        return !(issue.hidden = !(fits && on.has(severity) && (!check.value || name === check.value)));
      });
      row.element.hidden = shown.length === 0;
      for (const mark of row.marks)
        mark.classList.toggle("off", mark.dataset.of.split(" ").every((at) => row.issues[at].hidden));
      count += shown.length;
    }
    for (const section of all("main > section")) section.hidden = !section.querySelector(".row:not([hidden])");
    for (const [name, { value }] of Object.entries({ check, article }))
      for (const line of all(`.charts [data-${name}]`)) line.classList.toggle("chosen", line.dataset[name] === value);
    form.elements.shown.value = `${count} of ${form.dataset.total}`;
    if (current?.hidden) mark(null);
    return on;
  }

  function changed() {
    const on = show();
    const wanted = new URLSearchParams();
    if (on.size < severities.length) wanted.set("severity", [...on].join(" "));
    for (const field of [check, article, search]) if (field.value) wanted.set(field.name, field.value);
    const address = wanted.toString();
    history.replaceState(null, "", address ? `#?${address}` : location.pathname + location.search);
  }

  function read() {
    const [, wanted] = location.hash.match(/^#\?(.*)/) ?? [];
    if (wanted === undefined) return;
    const found = new URLSearchParams(wanted);
    const on = found.has("severity") ? found.get("severity").split(" ") : null;
    for (const one of severities) turn(one, !on || on.includes(one.dataset.toggle));
    for (const field of [check, article, search]) field.value = found.get(field.name) ?? "";
    show();
  }

  function mark(element) {
    current?.classList.remove("current");
    current = element;
    current?.classList.add("current");
  }

  function move(step) {
    const shown = rows().map((row) => row.element).filter((element) => !element.hidden);
    const at = shown.indexOf(current);
    const next = shown[at < 0 ? (step > 0 ? 0 : shown.length - 1) : at + step];
    if (!next) return;
    mark(next);
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }

  function choose(field, value) {
    field.value = field.value === value ? "" : value;
    changed();
  }

  function everything() {
    for (const one of severities) turn(one, true);
    check.value = article.value = search.value = "";
    changed();
  }

  function toggle(button) {
    turn(button, !isOn(button));
    changed();
  }

  const keys = {
    j: () => move(1), ArrowDown: () => move(1), k: () => move(-1), ArrowUp: () => move(-1),
    "/": () => search.focus(), "?": () => help.showModal(), Escape: everything,
  };
  severities.forEach((button, at) => (keys[at + 1] = () => toggle(button)));

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const typing = event.target.closest?.("input, select");
    if (typing && (event.key === "Escape" || (event.key === "Enter" && typing === search))) {
      event.preventDefault();
      typing.blur();
      if (event.key === "Enter") move(1);
    } else if (!typing && Object.hasOwn(keys, event.key)) {
      event.preventDefault();
      keys[event.key]();
    }
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", changed);
  form.addEventListener("click", ({ target }) => {
    if (target.dataset.toggle) toggle(target);
    else if (target.name === "everything") everything();
    else if (target.name === "help") help.showModal();
  });
  for (const line of all(".charts [data-check]"))
    line.querySelector("button").addEventListener("click", () => choose(check, line.dataset.check));
  for (const line of all(".charts [data-article]"))
    line.querySelector("button").addEventListener("click", () => choose(article, line.dataset.article));
  document.querySelector("main").addEventListener("click", ({ target }) => {
    const row = target.closest(".row");
    if (row) mark(row);
  });
  addEventListener("hashchange", read);
  form.hidden = false;
  read();
})();
