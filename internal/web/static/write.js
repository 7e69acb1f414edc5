// Writing reviews: the grid of a meeting, and one part of a sheet at a time on a phone. Both pages work without.
"use strict";

// A grid is moved through as a spreadsheet is: Enter goes to the next row, the arrows to the cells beside where there is
// no text left to move through, and what was copied from a spreadsheet fills as many cells as it has.
function grid(table) {
  const cells = [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll("textarea")]);
  const note = table.closest("form").querySelector(".saved");
  const at = (field) => {
    const row = cells.findIndex((fields) => fields.includes(field));
    return [row, row < 0 ? -1 : cells[row].indexOf(field)];
  };
  const go = (row, column) => {
    const field = cells[row] && cells[row][column];
    if (!field) return false;
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
    return true;
  };
  // One line that is not broken has nothing above or below its cursor.
  const flat = (field) => !field.value.includes("\n") && field.value.length * parseFloat(getComputedStyle(field).fontSize) < field.clientWidth;
  const steps = {
    Enter: [1, 0, () => true],
    ArrowDown: [1, 0, (field) => flat(field) || field.selectionStart === field.value.length],
    ArrowUp: [-1, 0, (field) => flat(field) || field.selectionEnd === 0],
    ArrowRight: [0, 1, (field) => field.selectionStart === field.value.length],
    ArrowLeft: [0, -1, (field) => field.selectionEnd === 0],
  };
  table.addEventListener("keydown", (event) => {
    const step = steps[event.key], field = event.target;
    if (!step || !field.matches("textarea") || event.isComposing || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!step[2](field)) return;
    const [row, column] = at(field);
    if (go(row + step[0], column + step[1]) || event.key === "Enter") event.preventDefault();
  });
  table.addEventListener("paste", (event) => {
    const field = event.target, text = event.clipboardData.getData("text/plain");
    if (!field.matches("textarea") || !/[\t\n]/.test(text.trimEnd())) return;
    event.preventDefault();
    const [row, column] = at(field), lines = spread(text);
    let filled = 0, over = 0;
    lines.forEach((line, i) => line.forEach((value, j) => {
      const into = cells[row + i] && cells[row + i][column + j];
      if (!into) { over++; return; }
      into.value = value;
      filled++;
    }));
    field.dispatchEvent(new Event("input", { bubbles: true }));
    note.textContent = say(`已粘贴 ${filled} 格`, `${filled} cells pasted`) + (over ? say(`，另有 ${over} 格超出表格，没有放入`, `, ${over} lie outside and were left out`) : "");
    note.classList.toggle("failed", over > 0);
  });
}

// spread reads what a spreadsheet copies: cells between tabs, rows between lines, in quotes what has either inside.
function spread(text) {
  const rows = [[""]];
  let quoted = false;
  text = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let i = 0; i < text.length; i++) {
    const row = rows[rows.length - 1], last = row.length - 1, c = text[i];
    if (quoted && c === '"' && text[i + 1] === '"') { row[last] += '"'; i++; }
    else if (quoted && c === '"') quoted = false;
    else if (!quoted && c === '"' && row[last] === "" && /"(\t|\n|$)/.test(text.slice(i + 1))) quoted = true;
    else if (!quoted && c === "\t") row.push("");
    else if (!quoted && c === "\n") rows.push([""]);
    else row[last] += c;
  }
  return rows.map((row) => row.map((value) => value.trim()));
}

// A sheet on a phone: one part at a time, then the answers to be checked, then the buttons that hand in. Everything stays in
// the one form.
function stepping(form) {
  if (!matchMedia("(max-width: 44rem)").matches) return;
  const steps = partsOf(form);
  if (steps.length < 3) return;
  const end = form.querySelector(".end"), answers = document.createElement("section"), bar = document.createElement("div");
  const button = (text, type, act) => {
    const b = Object.assign(document.createElement("button"), { type: "button", className: type, textContent: text });
    b.addEventListener("click", act);
    return b;
  };
  const count = Object.assign(document.createElement("span"), { className: "count" });
  const back = button(say("上一项", "Back"), "button", () => show(at - 1));
  const next = button(say("下一项", "Next"), "button strong", () => show(at + 1));
  const all = button(say("全部展开", "Show all"), "plain", () => unfold());
  let at = 0;
  bar.className = "stepper";
  bar.append(back, count, all, next);
  end.prepend(bar);
  answers.className = "answers";
  end.before(answers);
  fold(document.querySelector(".hand"));
  form.classList.add("stepped");

  function show(to, quiet) {
    at = Math.max(0, Math.min(to, steps.length));
    const now = steps[at];
    steps.forEach((step) => step.inside.forEach((el) => el.classList.toggle("now", step === now)));
    each(":scope > fieldset", (box) => {
      box.classList.toggle("current", !!now && now.box === box);
      box.classList.toggle("opening", !!now && now.box === box && steps.find((step) => step.box === box) === now);
    }, form);
    form.classList.toggle("checking", !now);
    answers.replaceChildren(...(now ? [] : check()));
    back.disabled = at === 0;
    next.hidden = !now;
    next.textContent = at === steps.length - 1 ? say("核对", "Check") : say("下一项", "Next");
    count.textContent = now ? `${at + 1} / ${steps.length}` : "";
    if (quiet) return;
    const field = now && now.inside.map((el) => el.querySelector("textarea, input:not([type=radio], [type=checkbox])")).find(Boolean);
    if (field && field.checkVisibility()) field.focus({ preventScroll: true });
    form.scrollIntoView({ block: "start" });
  }
  function check() {
    const head = Object.assign(document.createElement("h2"), { textContent: say("核对后再交", "Check before you hand in") });
    const list = document.createElement("ol");
    let box = null;
    steps.forEach((step, i) => step.fields().forEach(({ name, said, need }) => {
      if (!said && !need && !step.box.matches(".common")) return;
      if (box !== step.box) {
        box = step.box;
        list.append(Object.assign(document.createElement("li"), { className: "of", textContent: box.querySelector("legend").textContent }));
      }
      const line = button("", "", () => show(i)), missing = need && !said;
      line.append(Object.assign(document.createElement("b"), { textContent: name }),
        Object.assign(document.createElement("span"), { textContent: said || say("（没有写）", "(nothing written)"), className: missing ? "blank" : "" }));
      list.append(document.createElement("li"));
      list.lastChild.append(line);
    }));
    form.dispatchEvent(new Event("look"));
    return [head, list];
  }
  function unfold() {
    form.classList.remove("stepped", "checking");
    answers.remove();
    bar.remove();
  }
  // A link to a field, such as from the list of what is missing, opens the part in which it stands.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']"), field = link && document.getElementById(link.hash.slice(1));
    const to = field ? steps.findIndex((step) => step.inside.some((el) => el.contains(field))) : -1;
    if (to < 0 || !form.classList.contains("stepped")) return;
    event.preventDefault();
    show(to);
    field.focus();
  });
  form.addEventListener("keydown", (event) => { // Enter on the screen's keyboard goes on; it would press the first button
    if (event.key !== "Enter" || event.isComposing || !event.target.matches("input") || !form.classList.contains("stepped")) return;
    event.preventDefault();
    show(at + 1);
  });
  const wrong = steps.findIndex((step) => step.inside.some((el) => el.matches("[aria-invalid]") || el.querySelector("[aria-invalid]")));
  const written = steps.findLastIndex((step) => !step.box.matches(".common") && step.fields().some(({ said }) => said));
  show(wrong >= 0 ? wrong : written + (written < 0 ? 1 : 0), true);
}

// partsOf are the parts of a sheet's form: the common cells, then a question each with what it rests on; what need not be
// written stands together.
function partsOf(form) {
  const steps = [];
  each(":scope > fieldset", (box) => {
    const begin = (el) => {
      const step = { box, inside: [el] };
      step.fields = () => step.inside.flatMap(answersIn);
      steps.push(step);
    };
    if (box.matches(".common")) return begin(box);
    for (const el of box.children) {
      const before = steps[steps.length - 1], follows = before && before.box === box;
      if (el.matches(".pair") || (el.matches(".more") && !(follows && before.inside[0].matches(".more")))) begin(el);
      else if (follows && !el.matches("legend")) before.inside.push(el);
      else if (!el.matches("legend")) el.classList.add("ahead");
    }
  }, form);
  steps.forEach((step) => step.inside.forEach((el) => { if (el !== step.box) el.classList.add("step"); }));
  return steps;
}

// answersIn is what was asked and answered in a part of the form.
function answersIn(el) {
  const text = (node) => (node ? node.firstChild.textContent.trim() : "");
  const out = [];
  each("fieldset.choices", (choices) => {
    const said = [...choices.querySelectorAll(":checked")].map((box) => box.closest("label").innerText.trim()).join(say("、", ", "));
    out.push({ name: text(choices.querySelector("legend")), said, need: false });
  }, el);
  each(".field:not(.choices)", (field) => {
    const label = field.querySelector("label, .label") || (field.closest("details") || el).querySelector("summary");
    const inputs = [...field.querySelectorAll("textarea, input:not([type=hidden])")].filter((input) => !input.closest(".choices"));
    const said = inputs.map((input) => input.value.trim()).filter(Boolean).join("\n");
    if (inputs.length) out.push({ name: text(label), said, need: !!field.querySelector(".need") });
  }, el);
  return out;
}

// fold puts what stands beside the form behind one line.
function fold(aside) {
  if (!aside || !aside.childElementCount) return;
  const details = document.createElement("details"), summary = document.createElement("summary");
  summary.textContent = aside.getAttribute("aria-label");
  details.append(summary, ...aside.childNodes);
  aside.append(details);
}

each("table[data-grid]", grid);
each("form[data-steps]", stepping);
