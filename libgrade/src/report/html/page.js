
"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const cards = all(".card");
  document.documentElement.classList.add("js");

  // -- marks: which pieces of text belong to which card ---------------------------
  const marksOfEvidence = new Map(); // "a1-e3" -> marks
  const numbers = all(".r");
  for (const answer of all(".answer")) {
    for (const mark of all("mark", answer)) {
      for (const evidence of mark.dataset.e.split(" ")) {
        const id = `${answer.id}-e${evidence}`;
        if (!marksOfEvidence.has(id)) marksOfEvidence.set(id, []);
        marksOfEvidence.get(id).push(mark);
      }
    }
  }
  const evidenceOfCard = new Map(
    cards.map((card) => [card.id, all("a.at", card).map((link) => link.hash.slice(1))]),
  );

  let lit = [];
  const light = (evidence) => {
    for (const item of lit) item.classList.remove("lit");
    lit = evidence.flatMap((id) => [document.getElementById(id), ...(marksOfEvidence.get(id) ?? [])]);
    for (const item of lit) item?.classList.add("lit");
    lit = lit.filter(Boolean);
  };

  // Beside a card that was chosen, its first place in the answer is in view.
  const bring = (id) => {
    const place = document.getElementById(id);
    const pane = place?.closest(".pane");
    if (!pane || pane.scrollHeight <= pane.clientHeight) return;
    const top = place.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    if (top < 0 || top > pane.clientHeight * 0.75) pane.scrollBy({ top: top - pane.clientHeight / 3 });
  };

  // -- following links: open what is closed, light what is meant --------------------
  const follow = (id) => {
    const target = id && document.getElementById(id);
    if (!target) return;
    for (let at = target; at; at = at.parentElement) {
      if (at.localName === "details") at.open = true;
    }
    if (evidenceOfCard.has(id)) {
      if (target.hidden) reset();
      light(evidenceOfCard.get(id));
      bring(evidenceOfCard.get(id)[0]);
    } else if (marksOfEvidence.has(id)) {
      light([id]);
    }
    target.scrollIntoView({ block: marksOfEvidence.has(id) ? "center" : "start" });
  };
  const idOf = (hash) => decodeURIComponent(hash.slice(1));
  addEventListener("hashchange", () => follow(idOf(location.hash)));
  addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (link && link.hash === location.hash) follow(idOf(link.hash));
  });
  for (const card of cards) {
    card.addEventListener("mouseenter", () => light(evidenceOfCard.get(card.id)));
    card.addEventListener("focusin", () => light(evidenceOfCard.get(card.id)));
    card.addEventListener("click", () => bring(evidenceOfCard.get(card.id)[0]));
  }

  // -- filter --------------------------------------------------------------------------
  const controls = document.querySelector(".controls");
  const radios = all("input[name=show]");
  const find = document.getElementById("find");
  const fold = document.getElementById("fold");
  const shown = document.getElementById("shown");
  const textOf = new Map(cards.map((card) => [card, card.textContent.toLowerCase()]));

  const filter = () => {
    const kind = radios.find((radio) => radio.checked).value;
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const card of cards) {
      const text = textOf.get(card);
      card.hidden = (kind !== "" && card.dataset.k !== kind) || !words.every((word) => text.includes(word));
      count += !card.hidden;
    }
    const filtered = kind !== "" || words.length > 0;
    for (const group of all(".group")) group.hidden = filtered && !group.querySelector(".card:not([hidden])");
    for (const rest of all(".avoided")) rest.hidden = filtered;
    const off = new Set();
    for (const [card, evidence] of evidenceOfCard) {
      if (document.getElementById(card).hidden) for (const id of evidence) off.add(id);
    }
    for (const number of numbers) {
      number.classList.toggle("off", document.getElementById(number.hash.slice(1)).hidden);
    }
    const on = new Set();
    for (const [id, marks] of marksOfEvidence) {
      for (const mark of marks) {
        if (!off.has(id)) on.add(mark);
        mark.classList.add("off");
      }
    }
    for (const mark of on) mark.classList.remove("off");
    shown.textContent = filtered ? `${count} of ${cards.length} shown` : "";
  };
  const reset = () => {
    radios[0].checked = true;
    find.value = "";
    filter();
  };
  if (controls) {
    for (const radio of radios) {
      const fits = cards.filter((card) => radio.value === "" || card.dataset.k === radio.value).length;
      radio.parentElement.querySelector("small").textContent = fits;
      radio.addEventListener("change", filter);
    }
    find.addEventListener("input", filter);
    find.addEventListener("keydown", (event) => {
      if (event.key === "Escape") reset();
    });
    fold.addEventListener("click", () => {
      const open = fold.textContent === "Open all";
      for (const card of cards) card.open = open;
      fold.textContent = open ? "Close all" : "Open all";
    });
    controls.hidden = false;
    filter();
  }

  // -- sorting ---------------------------------------------------------------------------
  const valueOf = (row, column) => {
    const cell = row.cells[column];
    const text = cell.dataset.v ?? cell.textContent.trim();
    const number = parseFloat(text.replace("\u2212", "-"));
    return cell.localName === "th" ? text : Number.isNaN(number) ? -Infinity : number;
  };
  const order = new Intl.Collator("en", { numeric: true });
  for (const table of all(".sortable")) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const text = column === 0;
        const was = head.getAttribute("aria-sort");
        const up = was === null ? text : was === "descending";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        const rows = [...table.tBodies[0].rows].map((row) => [valueOf(row, column), row]);
        rows.sort(([a], [b]) => (text ? order.compare(a, b) : a - b) * (up ? 1 : -1));
        table.tBodies[0].append(...rows.map(([, row]) => row));
      });
    });
  }

  // -- print: everything is open ------------------------------------------------------------
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all("details:not([open])");
    for (const item of closed) item.open = true;
  });
  addEventListener("afterprint", () => {
    for (const item of closed) item.open = false;
  });

  if (location.hash) follow(idOf(location.hash));
})();
