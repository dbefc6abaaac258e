/*
 * Reading a report with keys and mouse; the page works without this file, with plain fields.
 * Keys work only where a judgement or a text has the focus, so that they bother nobody who types.
 */
(function () {
  "use strict";

  const form = document.querySelector("form[data-reading]");
  if (!form) {
    return;
  }

  function field(name) {
    return form.elements.namedItem(name);
  }

  function say(text) {
    document.getElementById("announce").textContent = text;
  }

  function choose(judge, value) {
    const name = judge.dataset.judge;
    form.querySelector("[name='" + name + "-says'][value='" + value + "']").checked = true;
    show(judge);
    if (value === "rejected") {
      field(name + "-why").focus();
    }
  }

  // The mark in the text looks as it was judged; the reason is asked only where words must go.
  function show(judge) {
    const chosen = form.querySelector("[name='" + judge.dataset.judge + "-says']:checked");
    const mark = form.querySelector("[data-mark='" + judge.dataset.judge + "']");
    if (chosen && mark) {
      mark.dataset.says = chosen.value;
    }
    if (chosen && chosen.value === "rejected") {
      judge.querySelector("details").open = true;
    }
  }

  function widen(judge, side) {
    const box = field(judge.dataset.judge + "-" + side);
    const words = Math.min(Number(box.value || 0) + 1, Number(box.max));
    box.value = words;
    judge.querySelector("details").open = true;
    say(words + (words === 1 ? " woord" : " woorden") + (side === "before" ? " ervóór erbij" : " erná erbij"));
  }

  function step(judge, by) {
    const all = Array.from(form.querySelectorAll("[data-judge]"));
    const next = all[all.indexOf(judge) + by];
    if (next) {
      next.focus();
      next.scrollIntoView({ block: "nearest" });
    }
  }

  const judgeKeys = {
    a: function (judge) { choose(judge, "accepted"); },
    w: function (judge) { choose(judge, "rejected"); },
    j: function (judge) { step(judge, 1); },
    k: function (judge) { step(judge, -1); },
  };

  // Whole words, also when the mouse took half a one.
  function chosenWords(text) {
    const selection = window.getSelection();
    if (!selection.rangeCount || !text.contains(selection.anchorNode)) {
      return "";
    }
    return selection.toString().trim().replace(/\s+/g, " ");
  }

  function reject(text) {
    const words = chosenWords(text);
    if (!words) {
      say("Kies eerst woorden in de tekst.");
      return;
    }
    const own = text.closest("[data-paragraph]").querySelector("[data-own]");
    const free = Array.from(own.querySelectorAll("input[name$='-words']")).find(function (box) {
      return !box.value;
    });
    if (!free) {
      say("Er is geen plaats meer voor eigen woorden in deze alinea.");
      return;
    }
    own.open = true;
    free.value = words;
    field(free.name.replace(/words$/, "why")).focus();
  }

  function moveInText(text, event) {
    const selection = window.getSelection();
    const onward = event.key === "ArrowRight";
    if (!selection.rangeCount || !text.contains(selection.anchorNode)) {
      selection.collapse(text, 0);
    } else if (!event.shiftKey) {
      if (onward) {
        selection.collapseToEnd();
      } else {
        selection.collapseToStart();
        selection.modify("move", "backward", "word");
      }
    }
    selection.modify("extend", onward || !event.shiftKey ? "forward" : "backward", "word");
    say(chosenWords(text));
  }

  function onJudge(judge, event) {
    const key = event.key.toLowerCase();
    if (event.shiftKey && (key === "arrowleft" || key === "arrowright")) {
      event.preventDefault();
      widen(judge, key === "arrowleft" ? "before" : "after");
    } else if (judgeKeys[key]) {
      event.preventDefault();
      judgeKeys[key](judge);
    }
  }

  function onText(text, event) {
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      event.preventDefault();
      moveInText(text, event);
    } else if (event.key.toLowerCase() === "m") {
      event.preventDefault();
      reject(text);
    }
  }

  form.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    if (event.target.matches("[data-judge]")) {
      onJudge(event.target, event);
    } else if (event.target.matches("[data-text]")) {
      onText(event.target, event);
    }
  });

  form.addEventListener("change", function (event) {
    const judge = event.target.closest("[data-judge]");
    if (judge) {
      show(judge);
    }
  });

  // A click on a mark in the text goes to its judgement.
  form.addEventListener("click", function (event) {
    const mark = event.target.closest("[data-mark]");
    if (mark && window.getSelection().isCollapsed) {
      form.querySelector("[data-judge='" + mark.dataset.mark + "']").focus();
    }
  });

  // Buttons that only work with this script are made by it.
  function addButton(after, label, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "nl-button nl-button--secondary et-reading__button";
    button.textContent = label;
    // The words that were chosen with the mouse stay chosen.
    button.addEventListener("mousedown", function (event) { event.preventDefault(); });
    button.addEventListener("click", act);
    after.append(button);
  }

  for (const text of form.querySelectorAll("[data-text]")) {
    const bar = document.createElement("div");
    bar.className = "et-reading__bar";
    text.after(bar);
    addButton(bar, "Gekozen woorden afkeuren", function () { reject(text); });
  }
  for (const judge of form.querySelectorAll("[data-judge]")) {
    const wider = judge.querySelector(".et-judge__wider");
    addButton(wider, "+ woord ervóór", function () { widen(judge, "before"); });
    addButton(wider, "+ woord erná", function () { widen(judge, "after"); });
    show(judge);
  }
})();
