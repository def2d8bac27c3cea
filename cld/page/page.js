"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (id) => document.getElementById(id);
  const root = document.documentElement;
  root.classList.add("js");
  for (const part of all("[data-live]")) part.hidden = false;

  // -- light and dark --

  const theme = one("theme");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => root.dataset.theme ? root.dataset.theme === "dark" : dark.matches;
  const nameTheme = () => { theme.textContent = isDark() ? "Light" : "Dark"; };
  theme.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    nameTheme();
  });
  dark.addEventListener("change", nameTheme);
  nameTheme();

  // -- loops and the parts of the picture --

  // Names that the picture gives its parts begin with "cld-"; no name of the page does.
  const VARIABLE = ".cld-variable", LINK = ".cld-link", LOOP = ".cld-loop", LINE = ".cld-line";
  const PARTS = `${VARIABLE}, ${LINK}, ${LOOP}`;
  const stage = document.querySelector(".stage");
  const svg = document.querySelector(".stage svg");
  const status = one("lit"), toLit = document.querySelector("[data-zoom=lit]");
  const list = document.querySelector(".cards");
  const cards = list ? [...list.children] : [];
  // Hiding thousands of cards one by one takes a browser minutes: a huge list is removed meanwhile.
  const huge = list?.matches(".huge");
  function away(change) {
    if (!huge) return change();
    const at = scrollY;
    list.hidden = true;
    list.getBoundingClientRect();
    change();
    list.hidden = false;
    scrollTo(scrollX, at);
  }
  const link = (number) => one(`cld-picture-link-${number}`);
  const linksOf = new Map(), through = new Map(), badgeOf = new Map(), variables = new Map();
  for (const part of svg ? all(VARIABLE, svg) : []) variables.set(part.dataset.cldName, part);
  const ends = (part) => [variables.get(part.dataset.cldFrom), variables.get(part.dataset.cldTo)];

  function add(part, card) {
    const known = through.get(part);
    if (!known) through.set(part, new Set([card]));
    else known.add(card);
  }
  away(() => cards.forEach((card) => {
    const links = svg ? (card.dataset.links || "").split(" ").map(link).filter(Boolean) : [];
    linksOf.set(card, links);
    for (const part of links) {
      add(part, card);
      for (const end of ends(part)) if (end) add(end, card);
    }
    const badge = svg && card.dataset.badge && one(`cld-picture-loop-${card.dataset.badge}`);
    if (badge) {
      badgeOf.set(card, badge);
      add(badge, card);
    }
    // Without this script the head of a card is a link to it; with it, a button that pins it.
    const head = card.querySelector(".pin"), button = document.createElement("button");
    button.type = "button";
    button.className = "pin";
    button.setAttribute("aria-pressed", "false");
    button.append(...head.childNodes);
    head.replaceWith(button);
  }));

  // -- highlighted loops: those that are pinned, under the pointer or in focus --

  const pinned = new Set();
  let over = null, stuck = null;

  const title = (card) => {
    const name = card.querySelector(".name"), id = card.querySelector(".pin b").textContent;
    const type = card.querySelector(".type").textContent;
    return name ? `${id} ${name.textContent}, ${type}` : `${id}, ${type}`;
  };
  function round(card) {
    const names = linksOf.get(card).map((part) => part.dataset.cldFrom);
    if (!names.length) return "";
    const middle = names.length > 8 ? [...names.slice(0, 7), "…"] : names;
    return `: ${[...middle, names[0]].join(" → ")}`;
  }
  function told(lit, part) {
    const many = [...lit];
    const count = many.length === 1 ? "1 loop" : `${many.length} loops`;
    if (part) {
      const said = part.querySelector("title").textContent;
      return part.matches(LOOP) ? said : `${said}: ${many.length ? count : "no loops"} listed here`;
    }
    if (!many.length) return "";
    if (many.length === 1) return title(many[0]) + round(many[0]);
    const more = many.length > 3 ? ` and ${many.length - 3} more` : "";
    return many.slice(0, 3).map(title).join("; ") + more;
  }

  let shown = new Set(), marked = new Set();
  function light() {
    const part = over?.part || stuck;
    const pointed = new Set([...(over?.cards || []), ...(stuck && through.get(stuck) || [])]);
    const lit = new Set([...pinned, ...pointed]);
    const parts = new Set(part ? [part] : []);
    for (const card of lit) {
      if (badgeOf.has(card)) parts.add(badgeOf.get(card));
      for (const each of linksOf.get(card)) {
        parts.add(each);
        for (const end of ends(each)) if (end) parts.add(end);
      }
    }
    for (const each of shown) if (!parts.has(each)) each.classList.remove("lit");
    for (const each of parts) if (!shown.has(each)) each.classList.add("lit");
    for (const each of marked) if (!pointed.has(each)) each.classList.remove("marked");
    for (const each of pointed) if (!marked.has(each)) each.classList.add("marked");
    shown = parts;
    marked = pointed;
    if (!svg) return;
    svg.classList.toggle("lighting", parts.size > 0);
    toLit.disabled = !pinned.size && !stuck;
    const said = told(lit, part);
    if (status.textContent !== said) status.textContent = said;
  }
  function point(what) {
    over = what;
    light();
  }
  function pin(card, on = !pinned.has(card)) {
    if (on) pinned.add(card);
    else pinned.delete(card);
    card.classList.toggle("pinned", on);
    card.querySelector(".pin").setAttribute("aria-pressed", String(on));
  }
  function unpinAll() {
    for (const card of [...pinned]) pin(card, false);
    over = stuck = null;
    light();
  }

  const cardAt = (target) => target.closest?.(".card");
  const linked = (item) => all("a.to", item).map((a) => cardAt(one(a.hash.slice(1)) || item)).filter(Boolean);
  const touched = (event) => event.pointerType === "touch";
  function under(target) {
    const link = target.closest?.("a.to");
    if (link) return linked(link.parentElement).filter((card) => `#${card.id}` === link.hash);
    const card = cardAt(target);
    if (card) return [card];
    const item = target.closest?.(".said > li");
    return item ? linked(item) : [];
  }
  const side = document.querySelector(".side");
  side.addEventListener("pointerover", (event) => {
    if (touched(event)) return;
    const found = under(event.target);
    point(found.length ? { cards: found } : null);
  });
  side.addEventListener("pointerleave", (event) => { if (!touched(event)) point(null); });
  side.addEventListener("focusin", (event) => {
    if (!event.target.matches(":focus-visible")) return;
    const found = under(event.target);
    point(found.length ? { cards: found } : null);
  });
  side.addEventListener("focusout", () => point(null));
  side.addEventListener("click", (event) => {
    const link = event.target.closest("a.to");
    if (link) return go(link.hash);
    const card = cardAt(event.target);
    if (!card || event.target.closest("a") || getSelection()?.toString()) return;
    pin(card);
    light();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") unpinAll();
  });

  /** Pin the loop that an address names, and unpin all others. */
  function go(hash) {
    const card = cards.find((each) => `#${each.id}` === hash);
    if (!card) return;
    unpinAll();
    pin(card, true);
    light();
    reveal(card);
  }
  addEventListener("hashchange", () => go(location.hash));

  // -- finding and sorting loops --

  const FEW = 40;
  const find = one("find"), sort = one("sort"), count = one("shown"), more = one("all");
  const kinds = all("[data-kind]");
  const number = (card, key, missing) => key in card.dataset ? Number(card.dataset[key]) : missing;
  const orders = {
    listed: () => 0,
    short: (a, b) => number(a, "length") - number(b, "length"),
    long: (a, b) => number(b, "length") - number(a, "length"),
    soon: (a, b) => number(a, "delay", 1e300) - number(b, "delay", 1e300),
    late: (a, b) => number(b, "delay", -1) - number(a, "delay", -1),
  };
  const texts = new Map();
  let expanded = false;

  const choose = () => away(chosen);
  function chosen() {
    const words = (find?.value || "").toLowerCase().split(/\s+/).filter(Boolean);
    const off = kinds.filter((each) => each.getAttribute("aria-pressed") === "false");
    const without = new Set(off.map((each) => each.dataset.kind));
    let fit = 0;
    for (const card of cards) {
      if (words.length && !texts.has(card)) texts.set(card, card.textContent.toLowerCase());
      const fits = !without.has(card.dataset.type) && words.every((word) => texts.get(card).includes(word));
      card.hidden = !fits;
      fit += fits;
    }
    const some = words.length > 0 || without.size > 0;
    const short = !expanded && !some && cards.length > FEW;
    [...list.children].forEach((card, at) => card.classList.toggle("beyond", short && at >= FEW));
    count.textContent = some ? `${fit} of ${cards.length} loops` : "";
    more.hidden = some || cards.length <= FEW;
    more.textContent = expanded ? `Show the first ${FEW}` : `Show all ${cards.length.toLocaleString("en")} loops`;
  }
  function reveal(card) {
    if (card.hidden) {
      find.value = "";
      for (const each of kinds) each.setAttribute("aria-pressed", "true");
    }
    expanded ||= cards.length > FEW && [...list.children].indexOf(card) >= FEW;
    if (find) choose();
    card.scrollIntoView({ block: "nearest" });
    // Of a huge list most is laid out when it comes near: then it is known where the card is.
    requestAnimationFrame(() => card.scrollIntoView({ block: "nearest" }));
  }
  const visible = () => [...list.children].filter((card) => card.checkVisibility());
  if (list) {
    list.addEventListener("keydown", (event) => {
      const here = event.target.closest(".pin");
      if (!here || !["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) return;
      const seen = visible(), at = seen.indexOf(cardAt(here));
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: seen.length - 1 }[event.key];
      event.preventDefault();
      seen[Math.max(0, Math.min(to, seen.length - 1))].querySelector(".pin").focus();
    });
  }
  if (find) {
    find.addEventListener("input", choose);
    for (const each of kinds) {
      each.addEventListener("click", () => {
        each.setAttribute("aria-pressed", String(each.getAttribute("aria-pressed") === "false"));
        choose();
      });
    }
    sort.addEventListener("change", () => {
      list.append(...[...cards].sort(orders[sort.value]));
      choose();
    });
    more.addEventListener("click", () => {
      expanded = !expanded;
      choose();
    });
    choose();
  } else if (more) more.hidden = true;

  // -- the picture: pointing, zooming, panning --

  if (svg) {
    const put = (part, name, values, before = null) => {
      const made = document.createElementNS(svg.namespaceURI, name);
      for (const key in values) made.setAttribute(key, values[key]);
      part.insertBefore(made, before);
    };
    for (const part of all(LINK, svg)) {
      const line = part.querySelector(LINE), d = line.getAttribute("d");
      put(part, "path", { class: "flow", d }, line.nextSibling);
      put(part, "path", { class: "hit", d });
    }
    // All are measured before any is changed: in between, a browser lays out the page again.
    const measured = all(`${VARIABLE}, ${LOOP}`, svg).map((part) => [part, part.getBBox()]);
    for (const [part, { x, y, width, height }] of measured) {
      put(part, "rect", { class: "hit", x: x - 2, y: y - 2, width: width + 4, height: height + 4 });
    }

    const partAt = (event) => event.target.closest(PARTS);
    svg.addEventListener("pointerover", (event) => {
      if (touched(event)) return;
      const part = partAt(event);
      point(part ? { part, cards: through.get(part) || [] } : null);
    });
    svg.addEventListener("pointerleave", (event) => { if (!touched(event)) point(null); });
    let moved = false;
    svg.addEventListener("click", (event) => {
      if (moved) return;
      const part = partAt(event);
      const [card] = part?.matches(LOOP) ? through.get(part) || [] : [];
      if (card) {
        pin(card);
        if (pinned.has(card)) reveal(card);
      } else stuck = part === stuck ? null : part;
      light();
    });

    const { x, y, width, height } = svg.viewBox.baseVal;
    const whole = { x, y, width, height };
    let view = { ...whole };
    const within = (value, least, most) => Math.max(least, Math.min(value, Math.max(least, most)));
    function look(next) {
      view = {
        width: next.width,
        height: next.height,
        x: within(next.x, whole.x, whole.x + whole.width - next.width),
        y: within(next.y, whole.y, whole.y + whole.height - next.height),
      };
      svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
      stage.classList.toggle("zoomed", view.width < whole.width * 0.999);
    }
    // Points of the screen to a point of the picture, and the place of the pointer in it.
    const place = (clientX, clientY) => new DOMPoint(clientX, clientY).matrixTransform(svg.getScreenCTM().inverse());
    function zoom(factor, at = { x: view.x + view.width / 2, y: view.y + view.height / 2 }) {
      const size = within(view.width / factor, Math.min(whole.width, 120), whole.width);
      const by = size / view.width;
      look({
        width: size,
        height: view.height * by,
        x: at.x - (at.x - view.x) * by,
        y: at.y - (at.y - view.y) * by,
      });
    }
    const fit = () => look({ ...whole });
    const shift = (x, y) => look({ ...view, x: view.x + x, y: view.y + y });
    function lit() {
      const boxes = [...shown].map((part) => part.getBBox());
      const left = Math.min(...boxes.map((box) => box.x)), top = Math.min(...boxes.map((box) => box.y));
      const right = Math.max(...boxes.map((box) => box.x + box.width));
      const bottom = Math.max(...boxes.map((box) => box.y + box.height));
      const size = Math.max(right - left, (bottom - top) * whole.width / whole.height, 120) * 1.1;
      const wide = Math.min(size, whole.width), high = wide * whole.height / whole.width;
      look({ width: wide, height: high, x: (left + right - wide) / 2, y: (top + bottom - high) / 2 });
    }
    const actions = { in: () => zoom(1.4), out: () => zoom(1 / 1.4), fit, lit };
    for (const button of all("[data-zoom]")) button.addEventListener("click", actions[button.dataset.zoom]);
    stage.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom(Math.exp(-event.deltaY / 250), place(event.clientX, event.clientY));
    }, { passive: false });

    stage.tabIndex = 0;
    stage.setAttribute("role", "group");
    stage.setAttribute("aria-label", stage.dataset.label);
    stage.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const step = view.width / 10;
      const keys = {
        "+": actions.in, "=": actions.in, "-": actions.out, 0: fit,
        ArrowLeft: () => shift(-step, 0), ArrowRight: () => shift(step, 0),
        ArrowUp: () => shift(0, -step), ArrowDown: () => shift(0, step),
      };
      if (!(event.key in keys) || (event.key.startsWith("Arrow") && !stage.matches(".zoomed"))) return;
      event.preventDefault();
      keys[event.key]();
    });

    // One pointer moves the picture, two zoom it.
    const fingers = new Map();
    const middle = () => {
      const [a, b = a] = fingers.values();
      return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, apart: Math.hypot(a.x - b.x, a.y - b.y) };
    };
    stage.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      if (!fingers.size) moved = false;
      fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    });
    addEventListener("pointermove", (event) => {
      const last = fingers.get(event.pointerId);
      if (!last) return;
      const step = Math.hypot(event.clientX - last.x, event.clientY - last.y);
      if (!moved && fingers.size === 1 && step < 5) return;
      moved = true;
      stage.classList.add("dragged");
      const before = middle(), from = place(before.x, before.y);
      fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      const after = middle();
      if (fingers.size > 1 && before.apart > 0) zoom(after.apart / before.apart, from);
      const to = place(after.x, after.y);
      shift(from.x - to.x, from.y - to.y);
    });
    for (const kind of ["pointerup", "pointercancel"]) {
      addEventListener(kind, (event) => {
        fingers.delete(event.pointerId);
        if (!fingers.size) stage.classList.remove("dragged");
      });
    }
    let before = view;
    addEventListener("beforeprint", () => {
      before = view;
      fit();
    });
    addEventListener("afterprint", () => look(before));
  }

  light();
  go(location.hash);
})();
