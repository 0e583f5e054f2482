"""Settings, values only: from the environment, documented in `.env.example`."""

import os
from pathlib import Path

from gis.environment import (
    database,
    flag,
    library,
    oauth_key,
    oidc_apps,
    origins,
    secret_key,
    words,
)

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("GIS_VAR", ROOT / "var"))

DEBUG = flag("GIS_DEBUG")
SECRET_KEY = secret_key(VAR)
ALLOWED_HOSTS = words("GIS_ALLOWED_HOSTS", "localhost 127.0.0.1 [::1]")
PUBLIC_URL = os.environ.get("GIS_PUBLIC_URL", "").rstrip("/")
OPERATOR_NAME = os.environ.get("GIS_OPERATOR_NAME", "")
OPERATOR_EMAIL = os.environ.get("GIS_OPERATOR_EMAIL", "")

GDAL_LIBRARY_PATH = library("rasterio", "libgdal")
GEOS_LIBRARY_PATH = library("shapely", "libgeos_c")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.gis",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.idp.oidc",
    "layers",
    "tiles",
    "gis.accounts",
    "gis.usage",
    "gis",
]
MIDDLEWARE = [
    "gis.traffic.TrafficMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "gis.security.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gis.accounts.middleware.IdentityMiddleware",
    "gis.rights.middleware.ViewingMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "gis.accounts.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "gis.urls"
WSGI_APPLICATION = "gis.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "gis" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gis.accounts.words.in_pages",
                "gis.rights.middleware.in_pages",
            ],
        },
    },
]

DATABASES = {
    "default": database("DATABASE_URL", "postgresql://dmvs_owner@/dmvs"),
    "reader": database("DATABASE_READER_URL", "postgresql://dmvs_reader@/dmvs", reads_only=True),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "dmvs_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

LANGUAGE_CODE = "cs"
LANGUAGES = [("cs", "Čeština"), ("en", "English")]
TIME_ZONE = "Europe/Prague"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
PORTAL_ROOT = ROOT / "frontend" / "dist"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
HTTPS = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = flag("GIS_HTTPS")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
CSRF_TRUSTED_ORIGINS = origins(PUBLIC_URL)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
REGISTRATION = os.environ.get("GIS_REGISTRATION", "off")
STAFF_SECOND_FACTOR = flag("GIS_STAFF_SECOND_FACTOR")
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("GIS_TRUSTED_PROXIES", "0"))
ACCOUNT_ADAPTER = "gis.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "gis.accounts.forms.LoginForm"}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none" if REGISTRATION == "off" else "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "DMVS: "
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_RATE_LIMITS = {"unknown_token": "20/m/ip"}
SOCIALACCOUNT_ADAPTER = "gis.accounts.adapter.ForeignAccountAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_EMAIL_REQUIRED = False  # whom the provider tells without one need not make one up
SOCIALACCOUNT_QUERY_EMAIL = True
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": oidc_apps(), "OAUTH_PKCE_ENABLED": True}}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "DMVS"
IDP_OIDC_ADAPTER = "gis.accounts.adapter.DesktopAdapter"
IDP_OIDC_PRIVATE_KEY = oauth_key(VAR)

EMAIL_HOST = os.environ.get("GIS_EMAIL_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'dummy'}.EmailBackend"
EMAIL_PORT = int(os.environ.get("GIS_EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("GIS_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("GIS_EMAIL_PASSWORD", "")
EMAIL_SECURITY = os.environ.get("GIS_EMAIL_SECURITY", "starttls")
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL_SECURITY == "starttls", EMAIL_SECURITY == "tls"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("GIS_EMAIL_FROM", "dmvs@localhost")

CATALOGUE_FOLDERS = [ROOT / "layers" / "catalogue", *map(Path, words("GIS_CATALOGUE_FOLDERS"))]
REMOTE_CATALOGUE = VAR / "catalogue"
REMOTE_HOSTS = words("GIS_REMOTE_HOSTS")
REMOTE_PRIVATE_HOSTS = words("GIS_REMOTE_PRIVATE_HOSTS")
VFK_PERSONAL_DATA = flag("GIS_VFK_PERSONAL_DATA")
JVF_SCHEMAS = Path(os.environ.get("GIS_JVF_SCHEMAS", VAR / "jvf"))
TILES_ROOT = VAR / "tiles"
RASTERS_ROOT = Path(os.environ.get("GIS_RASTERS", VAR / "rasters"))
DOCUMENTS_ROOT = Path(os.environ.get("GIS_DOCUMENTS", VAR / "documents"))
EXPORT_FOLDER = VAR / "export"
RELEASES_FOLDER = Path(os.environ.get("GIS_RELEASES", VAR / "releases"))
RELEASE_KEPT_DAYS = int(os.environ.get("GIS_RELEASE_KEPT_DAYS", "14"))
RENDER_SOCKET = os.environ.get("GIS_RENDER_SOCKET", "")
RENDERERS = int(os.environ.get("GIS_RENDERERS", os.cpu_count() or 2))
DEMO_FOLDER = VAR / "demo"

JOB_LOST_AFTER_S = float(os.environ.get("GIS_JOB_LOST_AFTER_S", "30"))
INBOX = Path(os.environ.get("GIS_INBOX", VAR / "inbox"))
WATCHED_FOLDERS = [*map(Path, words("GIS_WATCHED_FOLDERS"))]
UPLOAD_LIMIT_BYTES = int(os.environ.get("GIS_UPLOAD_LIMIT_MB", "2048")) * 1_000_000
FOUR_EYES = flag("GIS_FOUR_EYES")

PRINT_PIXELS = int(os.environ.get("GIS_PRINT_MEGAPIXELS", "18")) * 1_000_000
PRINT_SHEETS = int(os.environ.get("GIS_PRINT_SHEETS", "60"))
PRINTS_FOLDER = Path(os.environ.get("GIS_PRINTS", VAR / "prints"))
PRINT_KEPT_DAYS = int(os.environ.get("GIS_PRINT_KEPT_DAYS", "3"))
EXTRACT_DAYS = int(os.environ.get("GIS_EXTRACT_DAYS", "3650"))
EXTRACTS_FOLDER = Path(os.environ.get("GIS_EXTRACTS", VAR / "extracts"))
EXTRACT_BATCH_DAYS = int(os.environ.get("GIS_EXTRACT_BATCH_DAYS", "14"))
AUDIT_DAYS = int(os.environ.get("GIS_AUDIT_DAYS", "3650"))

METRICS_HOSTS = words("GIS_METRICS_HOSTS", "127.0.0.0/8 ::1")
METRICS_FOLDER = VAR / "run" / "metrics"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        **{name: {"level": "WARNING"} for name in ("mapproxy", "pyogrio")},
        "pycsw": {"level": "CRITICAL"},  # it logs each request, and clients' mistakes as errors
    },
    "root": {"handlers": ["stderr"], "level": os.environ.get("GIS_LOG_LEVEL", "INFO")},
}
