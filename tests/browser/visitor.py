"""Somebody in a browser: fills in forms by their labels and checks every page they come to."""

import re

from axe_playwright_python.sync_playwright import Axe

from workflows.demo.people import DOMAIN, PASSWORD

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
# A page that was found clean once for this title need not be searched again in the same run.
_clean: set[tuple] = set()


class Visitor:
    def __init__(self, browser, site, address, *, width):
        self.site = site
        self.address = address
        self.width = width
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, locale="nl-NL", timezone_id="Europe/Amsterdam"
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.complaints = []
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        self.page.on("request", self._on_request)
        self.log_in()

    def _on_console(self, message):
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def _on_request(self, request):
        if not request.url.startswith((self.site, "data:", "blob:")):
            self.complaints.append(f"asks another site: {request.url}")

    def log_in(self):
        self.page.goto(f"{self.site}/account/login/")
        self.check()
        self.page.get_by_label("E-mailadres").fill(f"{self.address}@{DOMAIN}")
        self.page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name="Inloggen").click()
        self.check()

    def go(self, path):
        self.page.goto(f"{self.site}{path}")
        self.check()
        return self

    def check(self):
        """Nothing for axe to find, nothing that scrolls sideways, no English error page."""
        key = (
            UUID.sub("", self.page.url.removeprefix(self.site)),
            self.page.title(),
            self.address,
            self.width,
        )
        if key in _clean:
            return
        found = Axe().run(self.page)
        assert not found.violations_count, f"{self.page.url}\n{found.generate_report()}"
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{self.page.url} scrolls {wide} pixels sideways"
        _clean.add(key)

    def open_task(self, reference, title):
        """Open a task from "Mijn taken" by its reference and title."""
        self.go("/")
        task = self.page.locator("article", has_text=reference).get_by_role("link", name=title, exact=True)
        task.click()
        self.check()
        return self

    def fill(self, **answers):
        """Fill in fields by the name they have in the form."""
        for name, value in answers.items():
            self._fill_one(name.replace("__", "-"), value)
        return self

    def _fill_one(self, name, value):
        fields = self.page.locator(f"main [name='{name}']")
        kind = fields.first.evaluate("e => e.tagName + ':' + (e.type || '')").lower()
        if kind.endswith((":radio", ":checkbox")):
            for wanted in value if isinstance(value, list) else [value]:
                self.page.locator(f"main [name='{name}'][value='{wanted}']").check()
        elif kind.startswith("select"):
            fields.first.select_option(value if isinstance(value, str) else [value])
        elif kind.endswith(":file"):
            fields.first.set_input_files(value)
        else:
            fields.first.fill(str(value))

    def write(self, answers):
        """Fill in text and date fields by their label, where names carry a prefix."""
        for label, value in answers.items():
            self.page.get_by_label(label).first.fill(value)
        return self

    def tick(self, *labels):
        """Tick boxes or choose options whose label holds each of these texts."""
        for label in labels:
            self.page.locator("main label", has_text=label).first.click()
        return self

    def choose(self, name, label):
        """Choose the option of a list whose text holds ``label``."""
        options = self.page.locator(f"main [name='{name}'] option")
        text = next(each for each in options.all_inner_texts() if label in each)
        self.page.locator(f"main [name='{name}']").select_option(label=text.strip())
        return self

    def press(self, button):
        self.page.get_by_role("button", name=button).first.click()
        self.page.wait_for_load_state()
        self.check()
        return self

    def press_link(self, link):
        self.page.get_by_role("link", name=link, exact=True).first.click()
        self.page.wait_for_load_state()
        self.check()
        return self

    def sees(self, text):
        assert text in self.page.inner_text("body"), f"{text!r} not on {self.page.url}"
        return self

    def does_not_see(self, text):
        assert text not in self.page.content(), f"{text!r} on {self.page.url}"
        return self

    def download(self, link):
        """The bytes behind a link that downloads or opens a file."""
        address = self.page.get_by_role("link", name=link).first.get_attribute("href")
        return self.fetch(address)

    def fetch(self, address):
        response = self.context.request.get(f"{self.site}{address}")
        assert response.ok, address
        return response.body()

    def leave(self):
        self.context.close()
        assert not self.complaints, self.complaints
