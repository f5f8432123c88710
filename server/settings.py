"""Every environment variable the program reads, typed, with its default."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Read from the environment with the prefix CHENGBAO_; the README lists them."""

    model_config = SettingsConfigDict(env_prefix="CHENGBAO_", frozen=True)

    host: str = "127.0.0.1"
    port: int = 8000
    database: str = ""
    var: Path = ROOT / "var"
    data: Path = ROOT / "data"
    docx_templates: Path = ROOT / "docx_templates"
    secure_cookies: bool = False
    session_hours: int = 12
    workers: int = 1
    proxies: str = ""
    log_days: int = Field(default=365, ge=180)
    digest: Literal["sha256", "sm3"] = "sha256"
    gate: str = ""
    address: str = ""
    smtp_host: str = ""
    smtp_port: int = 0
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_from: str = ""
    smtp_security: Literal["starttls", "ssl", "none"] = "starttls"
    oidc_issuer: str = ""
    oidc_client: str = ""
    oidc_secret: SecretStr = SecretStr("")
    oidc_name: str = "统一身份认证"
    wecom_base: str = "https://qyapi.weixin.qq.com"
    wecom_key: SecretStr = SecretStr("")
    dingtalk_base: str = "https://oapi.dingtalk.com"
    dingtalk_key: SecretStr = SecretStr("")
    dingtalk_secret: SecretStr = SecretStr("")
    feishu_base: str = "https://open.feishu.cn"
    feishu_key: SecretStr = SecretStr("")
    feishu_secret: SecretStr = SecretStr("")

    @property
    def database_url(self) -> str:
        """The SQLAlchemy address; SQLite in the var folder unless set."""
        return self.database or f"sqlite:///{(self.var / 'chengbao.db').as_posix()}"

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return self.host in ("127.0.0.1", "localhost", "::1")
