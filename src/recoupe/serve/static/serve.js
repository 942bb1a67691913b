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

  // Words picked in a text become the value of the form that asks for them.
  const words = document.querySelector("[data-words-into]");
  if (words) {
    document.addEventListener("selectionchange", () => {
      const chosen = getSelection();
      const form = document.getElementById(words.dataset.wordsInto);
      if (!chosen || chosen.isCollapsed || !form || !words.contains(chosen.anchorNode)) return;
      const field = form.querySelector("[data-words]");
      if (field) field.value = chosen.toString().replace(/\s+/g, " ").trim();
    });
  }
})();
