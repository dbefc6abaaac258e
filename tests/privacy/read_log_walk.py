"""Walks the site and compares every answer with the rows that it left in the read log.

Rows are looked for on a second connection to the database, which sees what is committed and nothing else,
at the moment the site hands over its answer: before the web server could send a byte of it.
"""

import re
from collections import Counter, defaultdict
from contextlib import contextmanager
from functools import partial

import psycopg
from django.db import connection, transaction
from django.urls import NoReverseMatch, get_resolver, reverse

from tests.privacy.canary import text_of
from tests.privacy.test_canary import client_of, named_patterns

ROWS = "SELECT id, allowed, object_type, object_id FROM audit_readevent WHERE id > %s ORDER BY id"
# The banner of somebody's own emergency access repeats the number they typed; that they took it is on record.
BANNER = re.compile(r'<aside class="et-emergency".*?</aside>', re.DOTALL)
REFUSED = {403, 404}
# Not one of ours: they would have to be made up for each.
ODD = {
    "account_closed": "/account/signup/",
    "account_confirm_email": "/account/confirm-email/x/",
    "account_reset_password_from_key": "/account/password/reset/key/1-x/",
    "link_account": "/account/koppelen/onbekend/",
    "mfa_edit_webauthn": "/account/beveiliging/webauthn/keys/1/edit/",
    "mfa_remove_webauthn": "/account/beveiliging/webauthn/keys/1/remove/",
    "openid_connect_login": "/account/oidc/onbekend/login/",
    "openid_connect_callback": "/account/oidc/onbekend/login/callback/",
}
# A post here ends the walk of whoever makes it.
ENDS = {"account_logout", "log_out_everywhere"}
OTHER_METHODS = ("put", "options", "patch", "delete")
# In the usual size one person in so many asks for a page that shows nothing, or for a case of others.
ONE_IN = 7


@contextmanager
def second_connection():
    """Sees what is committed, and nothing of the transaction a test is in."""
    given = connection.get_connection_params()
    for unwanted in ("context", "cursor_factory", "prepare_threshold"):
        given.pop(unwanted, None)
    with psycopg.connect(**given, autocommit=True) as outside:
        yield outside


@contextmanager
def undone():
    """Whatever a request changed is taken back; its rows are seen from inside only."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def routes() -> tuple[dict[str, str], dict[str, str]]:
    """Every name with its address, and every name with a route that takes an id."""
    plain, of_one = {}, {}
    for name, route in named_patterns(get_resolver()):
        if "uuid:" in route:
            of_one[name] = route
            continue
        try:
            plain[name] = ODD.get(name) or reverse(name)
        except NoReverseMatch:
            plain[name] = reverse(name, kwargs={"slug": "inspection"})
    return plain, of_one


def address_of(name, route, public_id) -> str:
    arguments = {"public_id": public_id} | ({"slug": "situatie"} if "<slug:slug>" in route else {})
    return reverse(name, kwargs=arguments)


class Walk:
    """Asks for pages; keeps what showed or refused something, and what of that left no row.

    ``quiet`` are the names of pages that show nothing of a case. In the usual size a few ask for those, what
    one person saw is tried by the others with one id, and searches, exports, posts and PDFs are asked for
    once. In full size everybody asks everything.
    """

    def __init__(self, world, outside, *, quiet, full):
        self.world, self.outside, self.quiet, self.full = world, outside, quiet, full
        self.words = re.compile(f"({'|'.join(map(re.escape, world.known))})(?!\\d)", re.IGNORECASE)
        self.plain, self.of_one = routes()
        self.seen, self.missed = Counter(), []
        self.shown, self.posts, self.drawn = defaultdict(set), Counter(), set()
        self.people = self.last = 0
        self._rows(committed=True)

    def person(self, user):
        """Everything one person can ask for: lists with search and exports, and records of every kind."""
        client, mine = client_of(user), self.world.own(user)
        others = [case for case in self.world.cases if case not in mine]
        self.people += 1
        for turn, (name, address) in enumerate(self.plain.items()):
            if self._has_turn(turn, quiet=name in self.quiet):
                self._list(client, user, name, address)
        for turn, (name, route) in enumerate(self.of_one.items()):
            for public_id in self._own(turn, name, self.world.ids(route, mine, user)):
                self._record(client, user, name, address_of(name, route, public_id))
            foreign = self.world.ids(route, others, user)
            for public_id in foreign if self.full else foreign[: self._has_turn(turn, quiet=True)]:
                self._record(client, user, name, address_of(name, route, public_id), as_stranger=True)
        for public_id in self.world.tasks(user):
            address = reverse("workflows:task", args=[public_id])
            self.visit(partial(client.get, address), user, "workflows:task", address)

    def _has_turn(self, turn, *, quiet) -> bool:
        return self.full or not quiet or (turn + self.people) % ONE_IN == 0

    def _own(self, turn, name, own):
        """In the usual size all ids until somebody saw something, then one."""
        if self.full or not (name in self.shown or name in self.quiet):
            return own
        return own[: self._has_turn(turn, quiet=name in self.quiet)]

    def _list(self, client, user, name, address):
        first = name not in self.shown
        response = self.visit(partial(client.get, address), user, name, address)
        for query in self._questions(response) if self.full or (first and name in self.shown) else ():
            self.visit(partial(client.get, address, query), user, name, address)
        self._post(client, user, name, address, response)

    def _questions(self, response):
        """What a page offers to search and to export; in full size each is asked of every page."""
        body = b"" if response.streaming else response.content
        if self.full or b'name="q"' in body:
            yield {"q": "kanarie"}
        if self.full or b'name="number"' in body:
            yield {"number": "2"}
        if self.full or b"export=" in body:
            yield {"export": "xlsx"}
            yield {"export": "csv"}

    def _record(self, client, user, name, address, *, as_stranger=False):
        if name in self.drawn and not self.full:
            return
        first = name not in self.shown
        response = self.visit(partial(client.get, address), user, name, address)
        if response["Content-Type"] == "application/pdf":
            self.drawn.add(name)
        self._post(client, user, name, address, response, as_stranger=as_stranger)
        if self.full or (first and name in self.shown):
            for method in OTHER_METHODS if self.full else OTHER_METHODS[: name not in self.drawn]:
                self.visit(partial(getattr(client, method), address), user, name, address)
            self._head(client, user, name, address)

    def _head(self, client, user, name, address):
        """Who asks for the head alone has looked as well."""
        before = self.last
        response = self.visit(partial(client.head, address), user, name, address)
        if user in self.shown[name] and response.status_code == 200:
            self._judge("head", self.last > before, user, address)

    def _post(self, client, user, name, address, response, *, as_stranger=False):
        """Nonsense is posted, and a redirect followed to the page that tells what came of it."""
        asked = as_stranger or response.status_code in {200, 405}
        told = as_stranger or name in self.shown or name in self.quiet
        enough = not asked or (told and self.posts[name, as_stranger])
        if name in ENDS or ((enough or name in self.drawn) and not self.full):
            return
        self.posts[name, as_stranger] += 1
        with undone():
            ask = partial(client.post, address, {"kanarie": "x"})
            response = self.visit(ask, user, name, address, committed=False)
            if response.status_code == 302 and response.url.startswith("/"):
                self.visit(partial(client.get, response.url), user, "", response.url, committed=False)

    def visit(self, ask, user, name, address, *, committed=True):
        """``ask`` gives the response; nothing of its body is read before the rows are."""
        response = ask()
        rows = self._rows(committed)
        self.seen["requests"] += 1
        if response.status_code in REFUSED:
            self._judge("refused", any(not allowed for _, allowed, _, _ in rows), user, address)
        for word in self._words_in(response):
            self._judge("shown", self._is_named(word, rows), user, f"{address} {word}")
            if name:
                self.shown[name].add(user)
        return response

    def _rows(self, committed):
        if not committed:
            with connection.cursor() as cursor:
                cursor.execute(ROWS, [self.last])
                return cursor.fetchall()
        rows = self.outside.execute(ROWS, [self.last]).fetchall()
        self.last = rows[-1][0] if rows else self.last
        return rows

    def _words_in(self, response) -> set[str]:
        """Whatever a response tells of a case: its canary or its number, in a body, a header or a cookie."""
        around = f"{response.headers} {response.cookies.output()}"
        text = BANNER.sub("", text_of(response)) + around
        return {found.lower() for found in self.words.findall(text)}

    def _is_named(self, word, rows) -> bool:
        """The log of looks shows numbers of cases, and looking at it is on record as such."""
        ids = self.world.known[word]
        is_number = not word.startswith("kanarie")
        return any(
            allowed and (object_id in ids or (is_number and kind == "inzagelog"))
            for _, allowed, kind, object_id in rows
        )

    def _judge(self, what, is_on_record, user, address):
        self.seen[what] += 1
        if not is_on_record:
            self.missed.append((what, user.email, address))
