// What pages can do more when scripts run. Every page works without: see the package comment of web.go.
"use strict";
document.documentElement.classList.add("scripted");

const each = (selector, fn, root = document) => root.querySelectorAll(selector).forEach(fn);
const english = document.documentElement.lang === "en";
const say = (zh, en) => (english ? en : zh);

// A form with data-autosave sends itself there when typing has stopped, one save after the other, and says when it was
// last kept. The answer's Revision goes into the field of that name, so that two screens notice each other.
function autosave(form) {
  const note = form.querySelector(".saved") || form.appendChild(Object.assign(document.createElement("p"), { className: "saved" }));
  note.setAttribute("role", "status");
  const advice = form.querySelector("[data-check]");
  let timer = 0, busy = false, again = false, waiting = null, sure = false, tried = false;
  const tell = (text, failed) => { note.textContent = text; note.classList.toggle("failed", failed); };
  async function save() {
    if (busy) { again = true; return; }
    busy = true;
    again = false;
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body: new FormData(form), headers: mine(), redirect: "error" });
      const revision = answer.headers.get("Revision"); // of a grid also when a part of it was refused
      if (revision && form.elements.revision) form.elements.revision.value = revision;
      if (answer.ok) {
        tried = false;
        form.dataset.dirty = "";
        tell(say("已自动保存 ", "Saved ") + (answer.headers.get("Saved-At") || ""), false);
        if (advice) check();
      } else {
        tell(await answer.text(), true);
        if (answer.status >= 500) later(15000);
        else if (!tried && (answer.status === 401 || answer.status === 409)) {
          tried = true; // once: what somebody else changed is refused again
          here().then((yes) => { if (yes && !revision) save(); });
        }
      }
    } catch {
      tell(say("网络不通，还没有保存；恢复后会自动再存。", "No connection: not saved yet. It will be saved when the connection is back."), true);
      later(5000);
    }
    busy = false;
    if (waiting) send();
    else if (again) later(500);
  }
  // The form goes only while whoever opened the page is signed in; else it waits for him.
  async function send() {
    const button = waiting;
    waiting = null;
    let yes = false;
    try {
      yes = await here();
    } catch {
      tell(say("网络不通，没有提交；写的内容都在这一页。", "No connection: not handed in. What you wrote is still on this page."), true);
    }
    if (!yes) return;
    sure = true;
    form.requestSubmit(button);
  }
  // What is lacking, and what might be looked at again, as the server sees it.
  async function check() {
    const answer = await fetch(advice.dataset.check, { method: "POST", body: new FormData(form), headers: mine(), redirect: "error" }).catch(() => null);
    if (answer && answer.ok) advice.innerHTML = await answer.text();
  }
  if (advice) form.addEventListener("look", check);
  function later(ms) { clearTimeout(timer); timer = setTimeout(save, ms); }
  form.addEventListener("input", () => { form.dataset.dirty = "1"; later(2000); });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (sure) return;
    event.preventDefault();
    waiting = event.submitter;
    if (!busy) send(); // else the save under way comes first: this one would meet its own revision
  });
  addEventListener("pageshow", () => { sure = false; });
  addEventListener("online", () => { if (form.dataset.dirty) save(); });
  addEventListener("focus", async () => { // back from signing in again in another window
    if (note.classList.contains("failed") && !signing && await here().catch(() => false)) save();
  });
}

// mine are the headers of what the script of a page sends by itself: under which account the page was opened. In a browser
// in which another has signed in meanwhile it is refused.
const mine = () => ({ Autosave: "1", Account: document.body.dataset.account || "" });

// here says whether whoever opened the page is signed in, and gives its forms a token that is good. Where he is not, he signs
// in over the page, which keeps what was typed; where another is, what was typed goes from the page. Nothing is kept in the
// browser for that.
let signing = null;
async function here() {
  const status = await renew();
  if (status === 409) return drop();
  if (status === 401) return signing || (signing = signIn().finally(() => { signing = null; }));
  if (status >= 400) throw new Error(status);
  return true;
}

async function renew() {
  const answer = await fetch("/form-token", { headers: mine(), redirect: "error" });
  const token = await answer.text();
  if (answer.ok) each("input[name=token]", (field) => { field.value = token; });
  return answer.status;
}

function signIn() {
  const dialog = document.createElement("dialog"), form = document.createElement("form");
  const add = (tag, has, into = form) => into.appendChild(Object.assign(document.createElement(tag), has));
  dialog.className = "sign-in";
  dialog.setAttribute("aria-labelledby", "sign-in-head");
  add("h2", { id: "sign-in-head", textContent: say("登录已经失效，请再登录一次", "You are signed out: please sign in again") });
  add("p", { textContent: say("写的内容都在这一页，登录后接着写。", "What you wrote is still on this page.") });
  const field = (label, has) => {
    const box = add("label", { className: "field", textContent: label });
    return add("input", has, box);
  };
  field(say("登录名", "Login"), { name: "login", value: document.body.dataset.login || "", autocomplete: "username", required: true });
  const secret = field(say("密码", "Password"), { name: "password", type: "password", autocomplete: "current-password", required: true });
  const shared = add("label", { className: "tick" });
  add("input", { type: "checkbox", name: "shared", checked: true }, shared);
  add("span", { textContent: say("这是公用电脑", "This is a shared computer") }, shared);
  const fault = add("p", { className: "fault" });
  fault.setAttribute("role", "alert");
  const acts = add("div", { className: "acts" });
  add("button", { className: "button strong", textContent: say("登录，接着写", "Sign in and go on") }, acts);
  const later = add("button", { className: "button", type: "button", textContent: say("先不登录", "Not now") }, acts);
  dialog.append(form);
  document.body.append(dialog);
  dialog.showModal();
  secret.focus();
  return new Promise((done) => {
    later.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => { dialog.remove(); done(dialog.returnValue === "yes"); });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch("/login", { method: "POST", body, headers: { Autosave: "1" }, redirect: "error" }).catch(() => null);
      if (!answer || !answer.ok) {
        fault.textContent = answer ? await answer.text() : say("网络不通，请再试。", "No connection: please try again.");
        return;
      }
      const status = await renew().catch(() => 0);
      if (status === 409) drop();
      dialog.close(status === 200 ? "yes" : "");
    });
  });
}

// drop takes what one account typed off the page when another has signed in.
function drop() {
  const main = document.querySelector("main"), said = document.createElement("div");
  each("form", (form) => { form.dataset.dirty = ""; });
  said.className = "notice refused";
  said.setAttribute("role", "alert");
  said.append(Object.assign(document.createElement("p"), { textContent: say(
    "这个浏览器里现在登录的是另一个账号。这一页是别人打开的，他没有保存的内容已经清掉，不会以您的名义保存。",
    "Another account is signed in in this browser. Somebody else opened this page; what he had not saved is gone and is not saved in your name.") }),
  Object.assign(document.createElement("a"), { href: "/", className: "button", textContent: say("到首页", "To the home page") }));
  each("dialog", (dialog) => dialog.close());
  main.replaceChildren(said);
  document.body.dataset.account = "";
  return false;
}

// A text that is checked while it is typed: what the server says of it is put above the form.
function live(form) {
  const verdict = document.getElementById("verdict");
  let timer = 0, asked = 0;
  async function check() {
    const mine = ++asked, body = new FormData(form);
    body.delete("once");
    body.delete("file");
    const answer = await fetch(form.dataset.live, { method: "POST", body, headers: { Part: "1" }, redirect: "error" }).catch(() => null);
    if (answer && answer.ok && mine === asked) verdict.innerHTML = await answer.text();
  }
  form.addEventListener("input", (event) => {
    if (!event.target.matches("textarea") || !event.target.value.trim()) return;
    clearTimeout(timer);
    timer = setTimeout(check, 800);
  });
}

// A form that was typed into asks before it is left.
function guard(form) {
  form.addEventListener("input", () => { form.dataset.dirty = "1"; });
  form.addEventListener("submit", (event) => { if (!event.defaultPrevented) form.dataset.dirty = ""; });
  addEventListener("beforeunload", (event) => { if (form.dataset.dirty) event.preventDefault(); });
}

// A form with data-keep stays on this telephone until the server has it: what is typed is kept under the form's name,
// sent when the reader presses the button and there is a connection, and dropped when a page says by data-filed that its
// key was filed, or at signing out. Sent twice, it is filed once: its key says so.
const keptName = (form) => "kept " + form.dataset.keep;
function keep(form) {
  const note = form.querySelector(".saved"), name = keptName(form);
  const fields = [...form.elements].filter((field) => field.name && field.name !== "token");
  const tell = (text, failed) => { note.textContent = text; note.classList.toggle("failed", failed); };
  const unsent = say("尚未发出，已保存在这台手机上。有网络时请再点一次。", "Not sent yet, kept on this telephone. Press the button again when there is a connection.");
  const before = JSON.parse(localStorage.getItem(name) || "null");
  if (before) {
    fields.forEach((field) => { if (before[field.name] !== undefined) field.value = before[field.name]; });
    tell(unsent, true);
  }
  form.addEventListener("input", () => {
    localStorage.setItem(name, JSON.stringify(Object.fromEntries(fields.map((field) => [field.name, field.value]))));
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const yes = await here().catch(() => null);
    if (yes === null) tell(unsent, true);
    else if (yes) form.submit();
  });
}

function forget(filed) {
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith("kept ") && (!filed || JSON.parse(localStorage.getItem(name)).key === filed)) localStorage.removeItem(name);
  }
}

// A list grows by Enter in the single-line fields of its last line; an empty line is not doubled.
function grow(list) {
  const filled = (line) => [...line.querySelectorAll("input:not([type=hidden]), textarea")].some((field) => field.value.trim());
  list.addEventListener("keydown", (event) => {
    const line = event.target.closest("li");
    if (event.key !== "Enter" || event.isComposing || event.shiftKey || !line || event.target.matches("button, select")) return;
    if (event.target.matches("textarea") && !event.target.hasAttribute("data-enter")) return;
    event.preventDefault();
    let next = line.nextElementSibling;
    if (!next) {
      if (!filled(line)) return;
      next = line.cloneNode(true);
      each("input, textarea, select", (field) => {
        if (field.type === "checkbox" || field.type === "radio") field.checked = false;
        else field.value = "";
        if (field.id) field.id += "-";
      }, next);
      each("label[for]", (label) => { label.htmlFor += "-"; }, next);
      list.append(next);
    }
    next.querySelector("input:not([type=hidden]), textarea").focus();
  });
}

// j and k, or the arrows, move through the rows of a table by their first links.
function keys(table) {
  const rows = () => [...table.tBodies[0].rows].filter((row) => row.querySelector("a"));
  document.addEventListener("keydown", (event) => {
    if (event.target.matches("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    const inside = table.contains(document.activeElement);
    if (!step || (event.key.startsWith("Arrow") && !inside)) return;
    const all = rows();
    const at = all.findIndex((row) => row.contains(document.activeElement));
    const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
    if (next) { event.preventDefault(); next.querySelector("a").focus(); }
  });
}

async function copy(button) {
  const from = document.querySelector(button.dataset.copy);
  const text = "value" in from ? from.value : from.innerText;
  try {
    await navigator.clipboard.writeText(text);
  } catch { // plain HTTP, old browsers: select, and let the reader press the keys
    const range = document.createRange();
    range.selectNodeContents(from);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    if ("select" in from) from.select();
    if (!document.execCommand("copy")) return;
  }
  const before = button.textContent;
  button.textContent = say("已复制，可以粘贴", "Copied, ready to paste");
  setTimeout(() => { button.textContent = before; }, 2500);
}

// A button with data-fill puts its answers into the fields of its form, as if they had been typed.
function fill(button) {
  for (const [name, answers] of Object.entries(JSON.parse(button.dataset.fill))) {
    const fields = [...button.form.elements].filter((field) => field.name === name);
    const boxes = fields.filter((field) => ["radio", "checkbox"].includes(field.type));
    for (const box of boxes) box.checked = answers.includes(box.value);
    const others = answers.filter((answer) => !boxes.some((box) => box.value === answer));
    for (const field of fields) if (!boxes.includes(field)) field.value = others.join("、");
    if (fields.length) fields[0].dispatchEvent(new Event("input", { bubbles: true }));
  }
}

// A QR code brings the code of a slip behind the #, which is never sent: it goes into the form and out of the history.
function fromHash(form) {
  const code = decodeURIComponent(location.hash.slice(1));
  if (!code) return;
  form.elements.code.value = code;
  history.replaceState(null, "", location.pathname);
}

// A <details data-part="/address"> fetches what is in it when it is opened. Where that fails the link in it stays.
function part(details) {
  const inside = details.querySelector(".below");
  details.addEventListener("toggle", async function open() {
    details.removeEventListener("toggle", open);
    const answer = await fetch(details.dataset.part, { headers: { Part: "1" }, redirect: "error" }).catch(() => null);
    if (!answer || !answer.ok) return;
    inside.innerHTML = await answer.text();
    start(inside);
  });
}

// On a phone a table that would be cut stands as cards, each cell under the name of its column; one with heads over several
// columns can't.
function cards(table) {
  const heads = table.tHead ? [...table.tHead.rows] : [];
  if (heads.length !== 1 || table.matches(".map, .grid, .stats, .turnout") || [...heads[0].cells].some((head) => head.colSpan > 1)) return;
  for (const body of table.tBodies) for (const row of body.rows) {
    if ([...row.cells].some((cell) => cell.colSpan > 1)) return;
    [...row.cells].forEach((cell, i) => {
      const head = heads[0].cells[i];
      if (i && cell.tagName === "TD" && head && head.innerText.trim()) cell.dataset.label = head.innerText.trim();
    });
  }
  table.classList.add("cards", "cut");
}

// A table in a .sheet that fits scrolls with the page, so that its head can stay; one that is wider becomes cards on a phone,
// or it can be reached by the keys and says that columns follow.
function sheet(box) {
  if (!box.clientWidth) return; // folded away; it is looked at when it is opened
  const over = () => box.scrollWidth > box.clientWidth, table = box.querySelector(":scope > table");
  if (table && table.matches(".cut")) table.classList.remove("cards", "cut");
  if (table && over() && matchMedia("(max-width: 44rem)").matches) cards(table);
  const wide = over();
  box.classList.toggle("fits", !wide);
  box.classList.toggle("wide", wide);
  let hint = box.previousElementSibling;
  if (!hint || !hint.classList.contains("follows")) hint = null;
  if (!wide) {
    box.removeAttribute("tabindex");
    if (hint) hint.remove();
    return;
  }
  box.tabIndex = 0;
  if (!hint) {
    hint = Object.assign(document.createElement("p"), { className: "hint follows" });
    hint.textContent = say("右边还有列：左右滑动，或按左右键。", "More columns follow: scroll sideways, or use the arrow keys.");
    box.before(hint);
  }
}
addEventListener("resize", () => each(".sheet", sheet));
addEventListener("toggle", (event) => each(".sheet", sheet, event.target), true);

function start(root) {
  each(".sheet", sheet, root);
  each("form[data-hash]", fromHash, root);
  each("form[data-autosave]", autosave, root);
  each("form[data-guard]", guard, root);
  each("form[data-live]", live, root);
  each("[data-filed]", (mark) => forget(mark.dataset.filed), root);
  each("form[data-keep]", keep, root);
  each("form[action='/logout']", (form) => form.addEventListener("submit", () => forget()), root);
  each("[data-grow]", grow, root);
  each("details[data-part]", part, root);
  each("table[data-keys]", keys, root);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy], [data-print], [data-fill]");
  if (button && button.dataset.copy) copy(button);
  else if (button && button.dataset.fill) fill(button);
  else if (button) print();
});
document.addEventListener("keydown", (event) => { // / leads to the search box, but where one writes
  const box = document.querySelector("[data-seek]");
  if (!box || event.key !== "/" || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  event.preventDefault();
  box.select();
});
document.addEventListener("keydown", (event) => { // Alt+letter follows the link or presses the button that bears it
  if (!event.altKey || event.ctrlKey || event.metaKey || event.key.length !== 1) return;
  const target = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (target) { event.preventDefault(); target.click(); }
});
start(document);
