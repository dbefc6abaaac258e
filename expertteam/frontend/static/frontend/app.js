/*
 * Small improvements; every page works without this file.
 * - the error summary gets the focus, and its links focus the field;
 * - a form with data-once is not sent twice by a double click;
 * - a list that is filtered says its new count; a draft that was not saved says so.
 */
(function () {
  "use strict";

  function focusSummary(root) {
    const summary = root.querySelector("[data-error-summary]");
    if (summary) {
      summary.focus();
    }
  }

  function say(text) {
    const region = document.getElementById("announce");
    if (region) {
      region.textContent = text;
    }
  }

  document.addEventListener("DOMContentLoaded", function () {
    focusSummary(document);
  });

  document.addEventListener("click", function (event) {
    const link = event.target.closest("[data-error-summary] a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (field) {
      event.preventDefault();
      field.focus();
      field.scrollIntoView({ block: "center" });
    }
  });

  // The button is disabled after the browser took its name and value along.
  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (!form.matches("form[data-once]") || event.defaultPrevented) {
      return;
    }
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    window.setTimeout(function () {
      for (const button of form.querySelectorAll("button[type=submit]")) {
        button.disabled = true;
      }
    }, 0);
  });

  // Back from the next page: the form may be sent again.
  window.addEventListener("pageshow", function (event) {
    if (!event.persisted) {
      return;
    }
    for (const form of document.querySelectorAll("form[data-once][data-sent]")) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("button[type=submit]")) {
        button.disabled = false;
      }
    }
  });

  document.addEventListener("htmx:afterSwap", function (event) {
    const count = event.target.querySelector && event.target.querySelector("[data-count]");
    if (count) {
      say(count.textContent);
    }
  });

  // A login page or an error in place of the answer means that nothing was saved.
  document.addEventListener("htmx:beforeSwap", function (event) {
    if (event.detail.target.matches("[data-autosave]") && !event.detail.xhr.responseText.includes("data-saved")) {
      event.detail.shouldSwap = false;
      showUnsaved(event.detail.target);
    }
  });

  document.addEventListener("htmx:sendError", function (event) {
    if (event.detail.elt.matches("[data-autosave]")) {
      showUnsaved(event.detail.elt);
    }
  });

  function showUnsaved(status) {
    const text = document.createElement("span");
    text.dataset.failed = "";
    text.textContent = "Het concept is nu niet opgeslagen. Kopieer uw tekst en laad de pagina opnieuw.";
    status.replaceChildren(text);
  }
})();
