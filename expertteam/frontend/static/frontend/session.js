/*
 * Warns two minutes before somebody is logged out, and saves the draft first.
 * The server keeps the time (login/sessions.py); what is asked here is no sign of life, unless somebody presses the button.
 */
(function () {
  "use strict";

  const WARNING = 120;
  const dialog = document.getElementById("session");
  let timer;
  // By our own clock, for when the server cannot be asked.
  let ends;
  let quiet = false;

  function later(seconds) {
    window.clearTimeout(timer);
    timer = window.setTimeout(check, Math.max(seconds, 0) * 1000);
  }

  async function ask(options) {
    const response = await fetch(dialog.querySelector("form").action, options);
    return response.json();
  }

  function check() {
    return ask({ headers: { "X-Idle": "1" } }).then(act, askAgain);
  }

  function askAgain() {
    if (Date.now() >= ends) {
      sayEnded();
    } else {
      later(15);
    }
  }

  function act(state) {
    ends = Date.now() + state.seconds * 1000;
    if (state.seconds <= 0) {
      sayEnded();
    } else if (state.seconds > WARNING + 1) {
      dialog.close();
      later(state.seconds - WARNING);
    } else {
      warn(state);
      later(state.seconds + 1);
    }
  }

  function warn(state) {
    saveDrafts();
    const end = new Date(Date.now() + state.seconds * 1000);
    const time = end.toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" });
    dialog.querySelector("[data-session-time]").textContent = time;
    dialog.querySelector("[data-session-final]").hidden = !state.final;
    dialog.querySelector("button").textContent = state.final ? "Ik heb het gelezen" : "Blijf ingelogd";
    dialog.dataset.final = state.final ? "1" : "";
    open();
  }

  function sayEnded() {
    window.clearTimeout(timer);
    document.getElementById("session-title").textContent = "U bent uitgelogd";
    document.getElementById("session-text").hidden = true;
    dialog.querySelector("[data-session-final]").hidden = true;
    dialog.querySelector("[data-session-ended]").hidden = false;
    dialog.querySelector("button").hidden = true;
    dialog.querySelector("[data-session-login]").hidden = false;
    dialog.classList.add("et-dialog--ended");
    open();
    wipe();
  }

  // What stood on the screen is no longer for whoever walks by, nor for whoever looks into the page.
  function wipe() {
    document.title = "U bent uitgelogd";
    for (const part of Array.from(document.body.children)) {
      if (part !== dialog) {
        part.remove();
      }
    }
  }

  function open() {
    if (!dialog.open) {
      dialog.showModal();
    }
  }

  function saveDrafts() {
    for (const form of document.querySelectorAll("form[data-touched]")) {
      quiet = true;
      form.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  document.addEventListener("input", function (event) {
    const form = event.target.closest("form");
    if (form && form.querySelector("[data-autosave]")) {
      form.dataset.touched = "1";
    }
  });

  document.addEventListener("htmx:configRequest", function (event) {
    if (quiet && event.detail.elt.matches("[data-autosave]")) {
      event.detail.headers["X-Idle"] = "1";
      quiet = false;
    }
  });

  function start() {
    dialog.addEventListener("cancel", function (event) {
      if (dialog.classList.contains("et-dialog--ended")) {
        event.preventDefault();
      }
    });
    dialog.querySelector("form").addEventListener("submit", function (event) {
      event.preventDefault();
      if (dialog.dataset.final) {
        dialog.close();
        return;
      }
      ask({ method: "POST", body: new FormData(event.target) }).then(act, askAgain);
    });
    // A laptop that slept, or a tab that comes back: the timers stood still.
    document.addEventListener("visibilitychange", function () {
      if (!document.hidden) {
        check();
      }
    });
    ends = Date.now() + Number(dialog.dataset.left) * 1000;
    later(Number(dialog.dataset.left) - WARNING);
  }

  if (dialog) {
    start();
  }
})();
