"""First run, sign-in, sign-out, invitations, and the session's end put off."""

import hmac

from fastapi import APIRouter
from starlette.responses import Response

from server.actions import binding, entering
from server.actions.allowing import Visitor
from server.actions.binding import Proof
from server.actions.entering import NewPerson
from server.actions.passwords import LONGEST, SHORTEST, digest
from server.report.problems import NotFound, Refused, gate_closed, need, password_length, too_long
from server.storage import invitations, people
from server.web.depends import Ask, Asking
from server.web.forms import kept_pairs, local
from server.web.unit_form import Wrong, liaison_from, unit_errors, unit_from, unit_values

router = APIRouter()


@router.get("/first-run")
def show_first_run(ask: Ask) -> Response:
    """The first page of a fresh program."""
    _still_empty(ask)
    return _first_run(ask, [])


@router.post("/first-run")
def first_run(ask: Ask) -> Response:
    """Make the first administrator and unit, and sign in."""
    _still_empty(ask)
    errors = [*_person_errors(ask), *unit_errors(ask.form, ask.site.library)]
    if ask.site.gate and not hmac.compare_digest(ask.form.line("gate").encode(), ask.site.gate.encode()):
        errors.insert(0, Wrong("gate", gate_closed()))
    if errors:
        return _first_run(ask, errors, 422)
    person = entering.checked(ask.form.line("login"), ask.form.line("name"), ask.form.get("password"))
    unit = unit_from(ask.form, ask.site.library)
    with ask.site.database.write() as connection:
        person_id = entering.first_run(connection, person, unit, ask.at, liaison_from(ask.form))
    return signed_in(ask, person_id, "/")


@router.get("/sign-in")
def show_sign_in(ask: Ask) -> Response:
    """Name and password."""
    with ask.site.database.read() as connection:
        if not people.any_person(connection):
            return ask.go("/first-run")
    return sign_in_page(ask, [], reset=ask.query.get("reset") == "1")


@router.post("/sign-in")
def sign_in(ask: Ask) -> Response:
    """Start a session and go where the person was going."""
    try:
        typed = (ask.form.line("login"), ask.form.get("password"))
        person = entering.sign_in(ask.site.database, *typed, ask.at, ask.address, ask.agent)
    except Refused as refused:
        return sign_in_page(ask, [Wrong("login", refused.message)], 422)
    return signed_in(ask, person.id, local(ask.form.get("next", "/")), ask.form.get("kept"))


@router.post("/sign-out")
def sign_out(ask: Ask) -> Response:
    """End this session."""
    with ask.site.database.write() as connection:
        actor = ask.actor(connection)
        entering.sign_out(connection, actor, ask.session.id if ask.session else 0)
    return ask.go("/sign-in")


@router.get("/session/extend")
def extend(ask: Ask) -> Response:
    """Put the end of the session off by its full length."""
    with ask.site.database.write() as connection:
        actor = ask.actor(connection)
        until = ask.at + ask.lasts
        people.extend_session(connection, ask.session.id if ask.session else 0, until)
        owner = actor.id
    return ask.json({"expires": int(until.timestamp()), "now": int(ask.at.timestamp()), "csrf": ask.csrf, "owner": owner})


@router.get("/invitations/{token}")
def show_invitation(ask: Ask, token: str) -> Response:
    """What an invited person sees."""
    return invitation_page(ask, token, [])


@router.post("/invitations/{token}")
def accept(ask: Ask, token: str) -> Response:
    """Take an invitation up: with the account one is signed in with, or with a new one."""
    if ask.form.get("do") == "join":
        with ask.site.database.write() as connection:
            entering.join(connection, ask.actor(connection), token)
        return ask.go("/")
    subject = _proved(ask)
    proof = Proof(ask.form.get("bound"), "", "") if subject else None
    errors = _name_errors(ask) if subject else _person_errors(ask)
    if errors:
        return invitation_page(ask, token, errors, 422, proof)
    person = _new_person(ask, subject)
    try:
        with ask.site.database.write() as connection:
            if subject:
                binding.free(connection, subject, ask.site.house_name)
            person_id = entering.accept(connection, token, person, ask.at, ask.address, ask.agent)
    except Refused as refused:
        return invitation_page(ask, token, [Wrong("login", refused.message)], 422, proof)
    return signed_in(ask, person_id, "/")


def sign_in_page(ask: Asking, errors: list[Wrong], status: int = 200, *, reset: bool = False) -> Response:
    """Name and password, and where one was going with what."""
    following = local(ask.form.get("next") or ask.query.get("next") or "/")
    values = {"next": following, "kept": ask.form.get("kept"), "login": ask.form.line("login"), "reset": reset}
    return ask.page("pages/sign_in.html", status, errors=errors, **values)


def signed_in(ask: Asking, person_id: int, following: str, kept: str = "") -> Response:
    """A new session in a new cookie; what was typed before a session ran out is offered for saving."""
    with ask.site.database.write() as connection:
        token = entering.start_session(connection, person_id, ask.at, ask.lasts, ask.agent, ask.address)
    pairs = kept_pairs(kept)
    ask.token, ask.fresh = token, False
    with ask.site.database.read() as connection:
        ask.actor(connection)
    response = ask.page("pages/kept.html", pairs=pairs, target=following) if pairs else ask.go(following)
    ask.set_cookie(response, token)
    return response


def _still_empty(ask: Asking) -> None:
    with ask.site.database.read() as connection:
        if people.any_person(connection):
            raise NotFound


def _first_run(ask: Asking, errors: list[Wrong], status: int = 200) -> Response:
    kinds = [(kind.key, kind.name) for kind in ask.site.library.kinds.values()]
    values = unit_values(ask.form)
    person = {name: ask.form.line(name) for name in ("login", "name", "gate")}
    return ask.page("pages/first_run.html", status, errors=errors, kinds=kinds, unit=values, person=person, gated=bool(ask.site.gate))


def invitation_page(ask: Asking, token: str, errors: list[Wrong], status: int = 200, proof: Proof | None = None) -> Response:
    """What an invited person sees; `proof`: who came from the house for it."""
    with ask.site.database.read() as connection:
        invited = invitations.by_token(connection, digest(token), ask.at)
        ask.recognise(connection)
    if not invited:
        raise NotFound
    person = {"login": ask.form.line("login"), "name": ask.form.line("name") or invited[0].name}
    if proof and not ask.form.has("login"):
        person = {"login": proof.login, "name": proof.name or invited[0].name}
    return ask.page("pages/invitation.html", status, invited=invited, person=person, errors=errors, token=token, proof=proof)


def _proved(ask: Asking) -> str:
    """Who somebody new is to the house, when they came from there; "" for whoever sets a password."""
    bound = ask.form.get("bound") if ask.site.house_name else ""
    return binding.subject_of(bound, 0, Visitor(ask.at, ask.address, ask.agent), ask.token) if bound else ""


def _new_person(ask: Asking, subject: str) -> NewPerson:
    login, name = ask.form.line("login"), ask.form.line("name")
    return NewPerson(login, name, "", subject) if subject else entering.checked(login, name, ask.form.get("password"))


def _name_errors(ask: Asking) -> list[Wrong]:
    errors = [Wrong(name, need(label)) for name, label in (("name", "姓名"), ("login", "登录名")) if not ask.form.line(name)]
    if len(ask.form.line("login")) > entering.LONGEST_LOGIN:
        errors.append(Wrong("login", too_long("登录名", entering.LONGEST_LOGIN)))
    return errors


def _person_errors(ask: Asking) -> list[Wrong]:
    errors = _name_errors(ask)
    password, again = ask.form.get("password"), ask.form.get("again")
    if not SHORTEST <= len(password) <= LONGEST:
        errors.append(Wrong("password", password_length(SHORTEST, LONGEST)))
    elif password != again:
        errors.append(Wrong("again", need("两次相同的密码")))
    return errors
