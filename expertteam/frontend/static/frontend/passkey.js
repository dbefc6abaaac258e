/*
 * Passkeys: a form with data-passkey asks the browser for one and sends its answer along.
 * The options of the server stand in the page as JSON; binary values travel as base64url.
 */
(function () {
  "use strict";

  function toBytes(text) {
    const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  }

  function toText(buffer) {
    const plain = String.fromCharCode(...new Uint8Array(buffer));
    return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  }

  function readable(options) {
    const known = (each) => ({ ...each, id: toBytes(each.id) });
    const given = { ...options, challenge: toBytes(options.challenge) };
    if (options.user) {
      given.user = { ...options.user, id: toBytes(options.user.id) };
    }
    for (const list of ["excludeCredentials", "allowCredentials"]) {
      if (options[list]) {
        given[list] = options[list].map(known);
      }
    }
    return given;
  }

  function sendable(credential) {
    const response = { clientDataJSON: toText(credential.response.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) {
        response[name] = toText(credential.response[name]);
      }
    }
    return {
      id: credential.id,
      rawId: toText(credential.rawId),
      type: credential.type,
      response: response,
      clientExtensionResults: credential.getClientExtensionResults(),
    };
  }

  async function ask(form) {
    const data = JSON.parse(document.getElementById("passkey-options").textContent);
    const options = data.creation_options || data.request_options;
    const publicKey = readable(options.publicKey);
    const credential = data.creation_options
      ? await navigator.credentials.create({ publicKey: publicKey })
      : await navigator.credentials.get({ publicKey: publicKey });
    form.elements.credential.value = JSON.stringify(sendable(credential));
    form.submit();
  }

  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (!form.matches("form[data-passkey]")) {
      return;
    }
    event.preventDefault();
    const status = form.querySelector("[data-passkey-status]");
    status.textContent = "";
    ask(form).catch(function () {
      status.textContent = "Het is niet gelukt met de passkey. Probeer het opnieuw of kies een andere manier.";
    });
  });
})();
