"""Signing in by the sign-in service of the house: with a real provider on loopback that is honest, wrong, slow to be believed, or gone."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi import FastAPI

from server import clock
from server.actions import entering
from server.actions.allowing import Actor
from server.report.security.traces import Trace
from server.report.who import Role
from server.settings import Settings
from server.storage import accounts, audit, people
from server.storage.audit import Entry, Wanted
from server.web.app import make_app
from server.web.site import Site
from tests.cast import BEGAN, LIN, PASSWORD, QIAN, ZHAO, Town
from tests.provider import CLIENT, FOREIGN, SECRET, Provider, providing
from tests.web.browser import Browser, Page
from tests.web.conftest import session

NAME = "云澜县统一认证"
REFUSED = f"{NAME}这一次没有登录成功"


@pytest.fixture
def provider() -> Iterator[Provider]:
    with providing(Provider()) as made:
        yield made


@pytest.fixture
def app(town: Town, provider: Provider, tmp_path: Path) -> FastAPI:
    settings = Settings(
        var=tmp_path,
        oidc_issuer=f"{provider.address}/",
        oidc_client=CLIENT,
        oidc_secret=SECRET,
        oidc_name=NAME,
        address="http://testserver",
    )
    return make_app(Site(settings, town.database, town.library))


def _there(browser: Browser, provider: Provider, asked: str = "") -> str:
    """The way back that the provider gives, as an address of ours."""
    answer = browser.fetch(f"/house?{asked}")
    assert answer.status_code == 303, answer.text[:500]
    assert answer.headers["location"].startswith(f"{provider.address}/authorize?tenant=1&")
    back = provider.authorize(answer.headers["location"])
    assert back.startswith("http://testserver/house/return?")
    return back.removeprefix("http://testserver")


def _through(browser: Browser, provider: Provider, asked: str = "") -> Page:
    return browser.get(_there(browser, provider, asked))


def _bound(town: Town, login: str, provider: Provider, subject: str = "u-1001") -> None:
    with town.database.write() as connection:
        accounts.set_subject(connection, town.ids[login], f"{provider.address} {subject}")


def _acts(town: Town) -> list[str]:
    with town.database.read() as connection:
        found = audit.lines(connection, Wanted(town.county, BEGAN, clock.now().replace(year=2100)), 100)
    return [each.act.value for each in reversed(found)]


def test_a_bound_person_signs_in_and_goes_on_to_where_they_were_going(town: Town, app: FastAPI, provider: Provider) -> None:
    _bound(town, LIN, provider)
    browser = Browser(app)
    page = browser.get(town.path())
    assert page.heading == "登录"
    assert [each.get("href") for each in page.root.iter("a") if each.get("id") == "house"] == [f"/house?next={town.path()}"]
    page = _through(browser, provider, f"next={town.path()}")
    assert (page.status, page.trail) == (200, (town.path(),))
    assert page.says("林晓")
    assert _acts(town) == ["house_asked", "sign_in"]


def test_the_secret_goes_in_the_form_where_the_house_wants_it_there(town: Town, app: FastAPI, provider: Provider) -> None:
    provider.methods = ("client_secret_post",)
    _bound(town, LIN, provider)
    assert _through(Browser(app), provider).says("林晓")


@pytest.mark.parametrize(
    ("claims", "named"),
    [
        ({"nonce": "guess"}, "nonce"),
        ({"nonce": None}, "no-nonce"),
        ({"aud": "somebody"}, "audience"),
        ({"aud": [CLIENT, "b"]}, "several"),
        ({"azp": "b"}, "azp"),
        ({"iss": "http://x"}, "issuer"),
        ({"exp": 1}, "late"),
        ({"exp": None}, "no-end"),
        ({"iat": 4_000_000_000}, "early"),
        ({"sub": None}, "nobody"),
        ({"sub": "长" * 300}, "long"),
        ({"sub": 5}, "number"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_token_that_is_not_for_this_very_errand_lets_nobody_in(
    town: Town, app: FastAPI, provider: Provider, claims: dict[str, object], named: str
) -> None:
    _bound(town, LIN, provider)
    provider.claims = claims
    browser = Browser(app)
    page = _through(browser, provider)
    assert page.status == 422, named
    assert page.says(REFUSED)
    assert browser.get("/").heading == "登录"
    assert _acts(town)[-2:] == ["house_asked", "house_failed"] or _acts(town) == []


@pytest.mark.parametrize("wrong", ["foreign", "none", "HS256", "RS512"])
def test_a_token_that_the_house_did_not_sign_lets_nobody_in(town: Town, app: FastAPI, provider: Provider, wrong: str) -> None:
    _bound(town, LIN, provider)
    if wrong == "foreign":
        provider.key = FOREIGN
    else:
        provider.algorithm = wrong
    page = _through(Browser(app), provider)
    assert page.status == 422
    assert page.says(REFUSED)


def test_an_errand_is_good_once_and_only_in_the_browser_that_went(town: Town, app: FastAPI, provider: Provider) -> None:
    _bound(town, LIN, provider)
    browser = Browser(app)
    back = _there(browser, provider)
    assert Browser(app).get(back).says(REFUSED)
    provider.codes["again"] = dict(provider.codes["code-0"])
    assert browser.get(back).says("林晓")
    replayed = browser.get(back.replace("code-0", "again"))
    assert (replayed.status, "again" in provider.codes) == (422, True)


def test_a_state_is_good_once_even_when_it_failed(town: Town, app: FastAPI, provider: Provider) -> None:
    _bound(town, LIN, provider)
    browser = Browser(app)
    back = _there(browser, provider)
    state = parse_qs(urlsplit(back).query)["state"][0]
    assert browser.get(f"/house/return?error=access_denied&state={state}").status == 422
    assert browser.get(back).says(REFUSED)


def test_a_code_that_was_used_lets_nobody_in(town: Town, app: FastAPI, provider: Provider) -> None:
    _bound(town, LIN, provider)
    browser, other = Browser(app), Browser(app)
    code = "code-0"
    assert browser.get(_there(browser, provider)).says("林晓")
    back = _there(other, provider)
    state = parse_qs(urlsplit(back).query)["state"][0]
    assert other.get(f"/house/return?code={code}&state={state}").says(REFUSED)


@pytest.mark.parametrize("state", ["", "x", "%E6%9E%97", "A" * 60, "A" * 5000])
def test_a_state_nobody_gave_leads_nowhere(town: Town, app: FastAPI, provider: Provider, state: str) -> None:
    page = Browser(app).get(f"/house/return?code=x&state={state}")
    assert page.status == 422
    assert page.says(REFUSED)
    assert provider.asked == []
    assert _acts(town) == []


def test_whoever_is_not_bound_is_told_what_to_do_and_nobody_new_is_made(town: Town, app: FastAPI, provider: Provider) -> None:
    provider.named = {"name": "林晓", "preferred_username": LIN, "email": "lin@example.org"}
    page = _through(Browser(app), provider)
    assert page.status == 422
    assert page.says("还没有在呈报绑定")
    with town.database.read() as connection:
        assert accounts.by_subject(connection, f"{provider.address} u-1001") is None


def test_the_house_gone_is_said_and_the_password_remains(town: Town, tmp_path: Path) -> None:
    gone = Settings(var=tmp_path, oidc_issuer="http://127.0.0.1:9", oidc_client=CLIENT, oidc_name=NAME)
    page = Browser(make_app(Site(gone, town.database, town.library))).get("/house")
    assert page.status == 503
    assert page.says(f"{NAME}暂时连不上")
    assert page.press("登录", {"login": LIN, "password": PASSWORD}).says("林晓")


@pytest.mark.parametrize("where", ["before", "after"])
def test_a_house_that_breaks_down_is_said(town: Town, app: FastAPI, provider: Provider, where: str) -> None:
    _bound(town, LIN, provider)
    browser = Browser(app)
    back = "/house" if where == "before" else _there(browser, provider)
    provider.status = 500
    page = browser.get(back)
    assert page.status == 503
    assert page.says(f"{NAME}暂时连不上")


def test_a_house_that_calls_itself_otherwise_is_not_believed(app: FastAPI, provider: Provider) -> None:
    provider.says = {"issuer": "https://elsewhere.example"}
    assert Browser(app).get("/house").status == 503


def test_one_binds_the_own_account_with_the_password_and_unbinds_it(town: Town, app: FastAPI, provider: Provider) -> None:
    browser = Browser(app, session(town, LIN))
    assert [each.get("href") for each in browser.get("/me").root.iter("a") if "for=bind" in each.get("href", "")] == ["/house?for=bind"]
    page = _through(browser, provider, "for=bind")
    assert page.heading == f"绑定{NAME}"
    assert page.says("林晓")
    wrong = page.press("绑定", {"password": "falsch"})
    assert wrong.status == 422
    assert wrong.says("原密码不对")
    done = wrong.press("绑定", {"password": PASSWORD})
    assert done.says(f"以后可以用{NAME}登录")
    other = Browser(app)
    assert _through(other, provider).says("林晓")
    assert done.press("解除绑定").says("请用登录名和密码登录")
    assert _through(Browser(app), provider).says("还没有在呈报绑定")
    assert [each for each in _acts(town) if "bound" in each] == ["account_bound", "account_unbound"]


def test_nobody_binds_what_belongs_to_somebody_else(town: Town, app: FastAPI, provider: Provider) -> None:
    _bound(town, ZHAO, provider)
    page = _through(Browser(app, session(town, LIN)), provider, "for=bind")
    assert page.status == 422
    assert page.says("已经绑定了另一位同事")


def test_a_proof_binds_only_the_account_and_the_browser_it_was_made_for(town: Town, app: FastAPI, provider: Provider) -> None:
    page = _through(Browser(app, session(town, LIN)), provider, "for=bind")
    proof = dict(page.form("绑定").pairs())["bound"]
    other = Browser(app, session(town, ZHAO))
    token = dict(other.get("/me").form("保存电话").pairs())["csrf"]
    for text in (proof, "", "x", proof[:-2]):
        answer = other.post("/house/bind", [("csrf", token), ("bound", text), ("password", PASSWORD)])
        assert answer.status == 422
        assert answer.says(REFUSED)


def test_somebody_invited_comes_in_by_the_house_without_a_password(town: Town, app: FastAPI, provider: Provider) -> None:
    with town.database.write() as connection:
        token = entering.invite(connection, Actor(town.ids[QIAN], "钱立", clock.now()), town.unit, "林晓", (Role.contributor,))
    browser = Browser(app)
    browser.get(f"/invitations/{token}")
    page = _through(browser, provider, f"for=join&next=/invitations/{token}")
    assert page.heading == "加入云澜县清溪镇人民政府"
    assert page.holds("linxiao")
    assert "password" not in page.form("加入").names
    taken = page.press("加入", {"login": LIN})
    assert (taken.status, taken.says("已有人使用")) == (422, True)
    done = taken.press("加入", {"login": "linxiao2"})
    assert done.says("林晓")
    with town.database.read() as connection:
        made = accounts.by_subject(connection, f"{provider.address} u-1001")
        assert made is not None
        assert people.roles_at(connection, made.id, town.unit, clock.now()) == (Role.contributor,)
    assert Browser(app).get("/").press("登录", {"login": "linxiao2", "password": ""}).status == 422
    mine = browser.get("/me")
    assert mine.says("没有单独的密码")
    assert mine.press("解除绑定").says("您还没有密码，解除后就不能登录了")


def test_somebody_known_who_was_invited_joins_with_the_account_they_have(town: Town, app: FastAPI, provider: Provider) -> None:
    _bound(town, LIN, provider)
    with town.database.write() as connection:
        token = entering.invite(connection, Actor(town.ids[QIAN], "钱立", clock.now()), town.unit, "林晓", (Role.editor,))
    page = _through(Browser(app), provider, f"for=join&next=/invitations/{token}")
    assert page.says("您已登录为林晓")
    assert page.press("用这个账号加入").status == 200


def test_what_was_typed_before_the_session_ran_out_survives_the_house(town: Town, app: FastAPI, provider: Provider) -> None:
    _bound(town, LIN, provider)
    browser = Browser(app, session(town, LIN))
    name = f"text.{town.section('problems').id}.body"
    form = browser.get(town.path("problems")).form("保存").type({name: "排查矛盾。"})
    with town.database.write() as connection:
        people.end_sessions(connection, town.ids[LIN], clock.now())
    page = form.press("保存")
    assert page.status == 401
    assert page.says("已在新窗口登录")
    _through(browser, provider)
    again = page.press("已在新窗口登录")
    kept = again.press("再次提交") if again.status == 403 else again
    assert kept.heading == "登录成功，刚才的内容还在"
    assert kept.press("继续保存").status == 200
    assert town.text("problems") == "排查矛盾。"


@pytest.mark.parametrize("path", ["/house", "/house/return?code=x&state=y"])
def test_without_a_house_there_is_nothing(town: Town, path: str, tmp_path: Path) -> None:
    browser = Browser(make_app(Site(Settings(var=tmp_path), town.database, town.library)))
    assert browser.get(path).status == 404
    assert "统一" not in browser.get("/sign-in").main
    token = dict(browser.get("/sign-in").form("登录").pairs())["csrf"]
    for address in ("/house/bind", "/house/unbind", "/house/kept"):
        assert browser.post(address, [("csrf", token)]).status == 404


def test_an_errand_for_nothing_is_not_found(app: FastAPI) -> None:
    assert Browser(app).get("/house?for=everything").status == 404


def test_after_many_failures_an_address_must_wait(town: Town, app: FastAPI, provider: Provider) -> None:
    _bound(town, LIN, provider)
    provider.key = FOREIGN
    browser = Browser(app)
    with town.database.write() as connection:
        for _ in range(29):
            audit.add(connection, Entry(clock.now(), Trace.house_failed, address="testclient"))
    assert _through(browser, provider).says(REFUSED)
    provider.key = Provider().key
    assert _through(browser, provider).says("请15分钟后再试")
