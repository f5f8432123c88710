"""Signing in by the sign-in service of the house, where there is one: there, back, and who that is here."""

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from server.actions import binding
from server.actions.allowing import Visitor
from server.report.problems import NotFound, Refused
from server.report.security.errands import Errand, derived
from server.report.security.house import Known, Trouble, Way
from server.report.security.problems import house_away, house_refused, house_taken, house_unknown
from server.storage import accounts
from server.web.depends import Ask, Asking
from server.web.forms import kept_pairs, local
from server.web.routes.account import account_page
from server.web.routes.entering import invitation_page, sign_in_page, signed_in
from server.web.unit_form import Wrong

router = APIRouter()
INVITED = "/invitations/"
UNPROCESSABLE, UNAVAILABLE = 422, 503
PURPOSES = ("sign_in", "bind", "join")


@router.get("/house")
def go(ask: Ask) -> Response:
    """Off to the house, with an errand that only this browser can bring back."""
    name, purpose = _house(ask), ask.query.get("for", "sign_in")
    if purpose not in PURPOSES:
        raise NotFound
    visitor = _visitor(ask)
    state = binding.errand(purpose, local(ask.query.get("next", "/")), visitor, ask.token)
    address = ask.site.house.address(_way(ask, state), state, ask.at)
    if isinstance(address, Trouble):
        return _trouble(ask, house_away(name), UNAVAILABLE)
    return ask.answer(RedirectResponse(address, 303))


@router.get("/house/return")
def come_back(ask: Ask) -> Response:
    """Back from the house: find out who that is, and go on with what it was for."""
    name, state = _house(ask), ask.query.get("state", "")
    try:
        errand = binding.back(ask.site.database, state, ask.token, _visitor(ask), name)
    except Refused as refused:
        return _trouble(ask, refused.message, UNPROCESSABLE)
    known = ask.site.house.who(ask.query["code"], _way(ask, state), ask.at) if "code" in ask.query else Trouble.doubtful
    if isinstance(known, Trouble):
        binding.failed(ask.site.database, _visitor(ask), known.value)
        away = known is Trouble.away
        return _trouble(ask, house_away(name) if away else house_refused(name), UNAVAILABLE if away else UNPROCESSABLE)
    return _bind(ask, known) if errand.purpose == "bind" else _in(ask, errand, known)


@router.post("/house/bind")
def bind(ask: Ask) -> Response:
    """Bind the account of the house to the own, after the password was asked once more."""
    name = _house(ask)
    with ask.site.database.read() as connection:
        actor = ask.actor(connection)
    subject = binding.subject_of(ask.form.get("bound"), actor.id, _visitor(ask), ask.token)
    if not subject:
        return account_page(ask, [Wrong("house", house_refused(name))], UNPROCESSABLE)
    try:
        binding.bind(ask.site.database, actor, subject, ask.form.get("password"), name)
    except Refused as refused:
        return _confirm(ask, ask.form.get("bound"), ask.form.line("shown"), [Wrong("password", refused.message)])
    return ask.go("/me?saved=bound")


@router.post("/house/unbind")
def unbind(ask: Ask) -> Response:
    """The account of the house opens this one no longer."""
    _house(ask)
    try:
        with ask.site.database.write() as connection:
            binding.unbind(connection, ask.actor(connection))
    except Refused as refused:
        return account_page(ask, [Wrong("house", refused.message)], UNPROCESSABLE)
    return ask.go("/me?saved=unbound")


@router.post("/house/kept")
def go_on(ask: Ask) -> Response:
    """What was typed before the session ran out, after somebody signed in by the house in another window."""
    _house(ask)
    following, kept = local(ask.form.get("next", "/")), ask.form.get("kept")
    with ask.site.database.read() as connection:
        ask.actor(connection)
    pairs = kept_pairs(kept)
    return ask.page("pages/kept.html", pairs=pairs, target=following) if pairs else ask.go(following)


def _house(ask: Asking) -> str:
    """What the house is called. Raises NotFound where there is none."""
    if not ask.site.house_name:
        raise NotFound
    return ask.site.house_name


def _visitor(ask: Asking) -> Visitor:
    return Visitor(ask.at, ask.address, ask.agent)


def _way(ask: Asking, state: str) -> Way:
    back = f"{ask.site.settings.address.rstrip('/') or ask.base}/house/return"
    return Way(back, derived(state, ask.token, "nonce"), derived(state, ask.token, "verifier"))


def _in(ask: Asking, errand: Errand, known: Known) -> Response:
    """Sign in whoever is known; somebody new only by the invitation they come from."""
    person = binding.came(ask.site.database, known.subject, _visitor(ask))
    if person:
        return signed_in(ask, person.id, errand.about)
    if errand.purpose == "join" and errand.about.startswith(INVITED):
        proof = binding.Proof(binding.proof(known.subject, 0, _visitor(ask), ask.token), known.name, known.login)
        return invitation_page(ask, errand.about.removeprefix(INVITED), [], proof=proof)
    binding.failed(ask.site.database, _visitor(ask), "unknown")
    return _trouble(ask, house_unknown(ask.site.house_name), UNPROCESSABLE)


def _bind(ask: Asking, known: Known) -> Response:
    with ask.site.database.read() as connection:
        actor = ask.actor(connection)
        taken = accounts.by_subject(connection, known.subject)
    if taken and taken.id != actor.id:
        return account_page(ask, [Wrong("house", house_taken(ask.site.house_name))], UNPROCESSABLE)
    if taken:
        return ask.go("/me?saved=bound")
    return _confirm(ask, binding.proof(known.subject, actor.id, _visitor(ask), ask.token), known.name or known.login, [])


def _confirm(ask: Asking, proof: str, shown: str, errors: list[Wrong]) -> Response:
    return ask.page("pages/house.html", UNPROCESSABLE if errors else 200, bound=proof, shown=shown, errors=errors)


def _trouble(ask: Asking, message: str, status: int) -> Response:
    with ask.site.database.read() as connection:
        ask.recognise(connection)
    if ask.session:
        return account_page(ask, [Wrong("house", message)], status)
    return sign_in_page(ask, [Wrong("house", message)], status)
