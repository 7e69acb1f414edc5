// What the driver asks of a page. It is evaluated as one expression: a function of the question and its arguments that
// answers {point}, {value} or {missing: "why"}. Things are named as people see them: a button by what is written on it,
// a field by its label, a part of the page by words that stand in it.
(ask, scope, words, value) => {
  const clean = (s) => (s || "").replace(/\s+/g, " ").trim();
  const shown = (el) => el.checkVisibility({ visibilityProperty: true });
  const all = (root, css) => [...root.querySelectorAll(css)].filter(shown);

  // part is the smallest piece of the page in which all the words of the scope stand.
  const part = () => {
    if (!scope) return document;
    const parts = all(document, "tr, li, article, section, fieldset, details, dialog, form, nav, header")
      .filter((el) => clean(el.innerText).includes(scope));
    return parts.find((el) => !parts.some((other) => other !== el && el.contains(other)));
  };

  // named picks the thing whose name is exactly the words, else the only one that begins with them or has them in its name.
  const named = (things, nameOf) => {
    const exact = things.filter((el) => nameOf(el) === words);
    // What is unfolded already is not meant when a button below bears the same words.
    if (exact.length > 0) return exact.find((el) => !el.matches("details[open] > summary")) || exact[0];
    const begun = things.filter((el) => nameOf(el).startsWith(words));
    if (begun.length === 1) return begun[0];
    const near = things.filter((el) => nameOf(el).includes(words));
    return near.length === 1 ? near[0] : null;
  };
  const names = (things, nameOf) => things.map(nameOf).filter(Boolean).slice(0, 30).join(" | ");

  const pressName = (el) => clean(el.getAttribute("aria-label") || el.innerText || el.value || el.title);
  const fieldName = (el) =>
    clean([...(el.labels || [])].map((l) => l.innerText).join(" ") || el.getAttribute("aria-label") || el.placeholder);

  const root = part();
  if (!root) return { missing: `no part of the page says “${scope}”` };

  const find = {
    press: [() => all(root, "a[href], button, summary, label, input[type=submit], input[aria-label], [role=button], [role=tab]"), pressName],
    field: [() => [...root.querySelectorAll("input, textarea, select")].filter((el) => el.type !== "hidden"), fieldName],
  };
  // takeToday does what people do before they send a form: a day that is asked for, still empty and offered as today, is taken
  // so. Where an empty day means something, its hint says so.
  const takeToday = (form) => {
    for (const offer of form.querySelectorAll("button[data-fill]")) {
      const [name, ...more] = Object.keys(JSON.parse(offer.dataset.fill));
      const field = form.elements[name]; // boxes of one name are a list, which has no type
      if (more.length || field?.type !== "date" || field.value || !offer.checkVisibility()) continue;

      const hint = field.closest(".field")?.querySelector(".hint")?.innerText || "";
      if (!hint.includes("空着")) offer.click();
    }
  };

  const pick = (kind) => {
    const [list, nameOf] = find[kind];
    const el = named(list(), nameOf);
    if (!el) return { missing: `nothing to ${kind} is called “${words}”; there is: ${names(list(), nameOf)}` };
    return { el };
  };

  switch (ask) {
    case "press": {
      if (document.readyState !== "complete") return { missing: "the page is still being loaded" }; // what is below may still move
      const { el, missing } = pick("press");
      if (missing) return { missing };
      if (el.disabled) return { missing: `“${words}” can't be pressed now` };
      if (el.form && el.type === "submit") takeToday(el.form);
      el.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
      const box = el.getClientRects()[0];
      const x = box.x + box.width / 2, y = box.y + box.height / 2;
      const top = document.elementFromPoint(x, y);
      if (top && !el.contains(top) && !top.contains(el)) return { missing: `“${words}” is covered by ${top.outerHTML.slice(0, 120)}` };
      return { point: [x, y] };
    }
    case "has":
      return { value: pick("press").el ? "yes" : "no" };
    case "write": { // into a field that takes keys: the driver types afterwards
      const { el, missing } = pick("field");
      if (missing) return { missing };
      if (el.disabled || el.readOnly) return { missing: `“${words}” can't be written in now` };
      el.scrollIntoView({ block: "center", behavior: "instant" });
      if (el.tagName === "SELECT") {
        const option = [...el.options].find((o) => clean(o.text) === value);
        if (!option) return { missing: `“${words}” does not offer “${value}”; there is: ${names([...el.options], (o) => clean(o.text))}` };
        el.value = option.value;
      } else if (["date", "month", "time", "number", "color"].includes(el.type)) {
        el.value = value;
      } else {
        el.focus();
        el.select();
        return { value: "type" };
      }
      el.dispatchEvent(new Event("input", { bubbles: true }));
      el.dispatchEvent(new Event("change", { bubbles: true }));
      return { value: "done" };
    }
    case "file": { // marks the field for files, so that the driver can hand it one
      document.querySelectorAll("[data-driver]").forEach((el) => el.removeAttribute("data-driver"));
      const { el, missing } = pick("field");
      if (missing) return { missing };
      el.setAttribute("data-driver", "file");
      return { value: "marked" };
    }
    case "read": {
      const { el, missing } = pick("field");
      if (missing) return { missing };
      return { value: el.type === "checkbox" || el.type === "radio" ? String(el.checked) : el.value };
    }
    case "text": {
      const el = words ? all(root, words)[0] : root.body || root;
      return el ? { value: clean(el.innerText) } : { missing: `no ${words} is shown` };
    }
    case "chinese": // what a page of another language says to be Chinese
      return { value: [...root.querySelectorAll("[lang|=zh]")].map((el) => clean(el.textContent)).join(" ") };
    case "sees":
      return clean((root.body || root).innerText).includes(words) ? { value: "yes" } : { missing: `the page does not say “${words}”` };
    case "table": {
      const table = all(root, "table").find((t) => !words || clean(t.innerText).includes(words));
      if (!table) return { missing: `no table says “${words}”` };
      return { rows: [...table.rows].map((row) => [...row.cells].map((cell) => clean(cell.innerText))) };
    }
    case "cursor": // is there somewhere to type
      return document.activeElement?.matches("input, textarea, select, [contenteditable]") ? { value: "yes" } : { missing: "the cursor is in no field" };
    case "focus": { // what the keyboard is at; empty on the page itself
      const el = document.activeElement;
      if (!el || el === document.body) return { value: "" };
      const seen = getComputedStyle(el); // within a date the browser itself marks year, month and day
      if (el.type !== "date" && (seen.outlineStyle === "none" || parseFloat(seen.outlineWidth) === 0)) return { missing: `one can't see that the cursor is at “${pressName(el) || fieldName(el)}”` };
      return { value: el.matches("input:not([type=submit], [type=button]), textarea, select") ? fieldName(el) : pressName(el) };
    }
    case "links": {
      const hrefs = [...root.querySelectorAll("a[href]:not([download])")].map((el) => new URL(el.href))
        .filter((to) => to.origin === location.origin && !/\.[a-z]+$|\/download$|\/scan$|\/copies\//.test(to.pathname));
      return { value: [...new Set(hrefs.map((to) => to.pathname + to.search))].join(" ") };
    }
    case "path":
      return { value: location.pathname + location.search };
    case "status":
      return { value: String(performance.getEntriesByType("navigation")[0].responseStatus) };
    case "width": // how much wider the content is than the window, once the page is drawn in it
      if (window.drawnAt !== innerWidth) {
        requestAnimationFrame(() => requestAnimationFrame(() => { window.drawnAt = innerWidth; }));
        return { missing: `the page is not drawn yet at a width of ${innerWidth}` };
      }
      return { value: String(document.documentElement.scrollWidth - document.documentElement.clientWidth) };
    case "height": // of the whole page, once its width has been asked for
      return { value: String(document.documentElement.scrollHeight) };
  }
  return { missing: "the driver was asked " + ask };
}
