// Conveniences only: every page works without this file.
(() => {
  "use strict";
  const narrow = matchMedia("(max-width: 46rem)");
  // On a phone the filters are folded away until asked for.
  for (const fold of document.querySelectorAll("details.fold")) if (narrow.matches) fold.open = false;

  // Of a chart wider than the screen the latest end is seen first.
  for (const wide of document.querySelectorAll(".when-chart .scroll")) wide.scrollLeft = wide.scrollWidth;

  const typing = (el) => el && (el.matches("input, textarea, select") || el.isContentEditable);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "/") {
      event.preventDefault();
      document.querySelector("#top-q")?.focus();
      return;
    }
    const button = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (button) {
      event.preventDefault();
      button.focus();
      button.click();
    }
  });

  // Words picked in a text are shown, and with « w » put into the field typed in last.
  const words = document.querySelector("[data-words-into]");
  const form = words && document.getElementById(words.dataset.wordsInto);
  if (form) {
    const shown = form.querySelector("[data-words]");
    let field = form.querySelector("textarea");
    form.addEventListener("focusin", (event) => {
      if (event.target.matches("textarea, input[name=value]")) field = event.target;
    });
    document.addEventListener("selectionchange", () => {
      const chosen = getSelection();
      if (!chosen || chosen.isCollapsed || !words.contains(chosen.anchorNode)) return;
      shown.textContent = chosen.toString().replace(/\s+/g, " ").trim();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "w" || typing(event.target) || !shown.textContent || !field) return;
      const lines = field.tagName === "TEXTAREA" && field.value.trim() ? `${field.value.trim()}\n` : "";
      field.value = lines + shown.textContent;
    });
  }
})();
