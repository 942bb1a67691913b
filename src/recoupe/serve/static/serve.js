// Conveniences only: every page works without this file.
(() => {
  "use strict";
  const narrow = matchMedia("(max-width: 46rem)");
  // On a phone the filters are folded away until asked for.
  for (const fold of document.querySelectorAll("details.fold")) if (narrow.matches) fold.open = false;

  // Of a chart wider than the screen its latest bar is seen first.
  for (const wide of document.querySelectorAll(".when-chart .scroll")) {
    const last = [...wide.querySelectorAll(".mark")].pop();
    if (last) wide.scrollLeft += last.getBoundingClientRect().right + 40 - wide.getBoundingClientRect().right;
  }

  const typing = (el) => el && (el.matches("input, textarea, select") || el.isContentEditable);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "/") {
      event.preventDefault();
      document.querySelector("#top-q")?.focus();
      return;
    }
    const key = CSS.escape(event.key);
    const button = document.querySelector(`li.now [data-act="${key}"]`) || document.querySelector(`[data-key="${key}"]`);
    if (button) {
      event.preventDefault();
      button.focus();
      button.click();
    }
  });

  for (const one of document.querySelectorAll(".with-script")) one.hidden = false;

  // In the queue « j » and « k » go from one to the next, « x » ticks it; what is decided leads back to its place.
  const items = [...document.querySelectorAll(".queue > li")];
  const stand = (at) => {
    const to = items[Math.max(0, Math.min(at, items.length - 1))];
    for (const one of items) one.classList.toggle("now", one === to);
    to.querySelector("h2 a").focus({ preventScroll: true });
    to.scrollIntoView({ block: "nearest" });
  };
  const now = () => items.findIndex((one) => one.classList.contains("now"));
  if (items.length) {
    const place = location.hash.match(/^#i(\d+)$/);
    if (place) stand(place[1] - 1);
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      if (event.key === "j") stand(now() + 1);
      if (event.key === "k") stand(now() - 1);
      if (event.key === "x") items[now()].querySelector("input[name=pick]").click();
    });
    for (const one of items)
      one.addEventListener("focusin", () => items.forEach((item) => item.classList.toggle("now", item === one)));
    document.querySelector(".queue").closest("form").addEventListener("submit", (event) => {
      const back = event.target.elements.back;
      if (now() > 0) back.value = `${back.value.split("#")[0]}#i${now() + 1}`;
    });
  }

  // « ? » shows the keys.
  document.addEventListener("keydown", (event) => {
    const keys = document.querySelector("#keys");
    if (event.key !== "?" || typing(event.target) || !keys) return;
    keys.open = !keys.open;
    if (keys.open) keys.querySelector("summary").focus();
  });

  // A quotation is copied with its source and the address of its place in the article.
  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const address = new URL(button.dataset.copy, location.href).href;
      await navigator.clipboard.writeText(`${button.dataset.quote ? `${button.dataset.quote} ` : ""}${address}`);
      button.dataset.done = "✓";
    });
  }

  // Words picked in a text go into a field: by its digit, or with « w » into the one typed in last.
  const text = document.querySelector("[data-words-into]");
  const form = text && document.getElementById(text.dataset.wordsInto);
  if (form) {
    const shown = document.querySelector(".picked");
    let field = form.querySelector("[data-words]");
    const row = (group) => {
      const last = group.querySelector(".pair:last-of-type");
      if (![...last.querySelectorAll("input")].some((one) => one.value)) return last;
      const next = last.cloneNode(true);
      for (const one of next.querySelectorAll("input")) one.value = "";
      last.after(next);
      return next;
    };
    const put = (into) => {
      if (!into || !shown.textContent) return;
      into.value = shown.textContent;
      into.dispatchEvent(new Event("input", { bubbles: true }));
      field = into;
    };
    form.addEventListener("focusin", (event) => {
      if (event.target.matches("[data-words]")) field = event.target;
    });
    // One row is always left empty.
    form.addEventListener("input", (event) => {
      const group = event.target.closest("[data-rows]");
      if (group) row(group);
    });
    document.addEventListener("selectionchange", () => {
      const chosen = getSelection();
      if (!chosen || chosen.isCollapsed || !text.contains(chosen.anchorNode)) return;
      shown.textContent = chosen.toString().replace(/\s+/g, " ").trim();
    });
    // Without a mouse: the arrows go from word to word, with Shift they take more of them.
    text.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const side = { ArrowRight: "right", ArrowLeft: "left" }[event.key];
      if (!side) return;
      event.preventDefault();
      const chosen = getSelection();
      if (!chosen.rangeCount || !text.contains(chosen.anchorNode)) chosen.collapse(text.querySelector("mark"), 0);
      else if (!event.shiftKey && !chosen.isCollapsed)
        side === "right" ? chosen.collapseToEnd() : chosen.collapseToStart();
      chosen.modify("extend", side, "word");
    });
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      if (event.key === "w") put(field);
      const group = /^[1-9]$/.test(event.key) && form.querySelector(`[data-put="${event.key}"]`);
      const there = group && [...group.querySelectorAll("[data-words]")].some((one) => one.value === shown.textContent);
      if (group && !there) put((group.matches("[data-rows]") ? row(group) : group).querySelector("[data-words]"));
    });
  }
})();
