"""nginx: before FastCGI programs, over plain files, and as `deploy/nginx.conf` sets it up."""

import os
import re
from pathlib import Path

from gis.launcher import checkout

_FRAME = """\
daemon off;
{user}
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/nginx-error.log warn;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 10000000;
  types {{ image/png png; text/javascript js; text/css css; text/html html; }}
  default_type application/octet-stream;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  fastcgi_buffers 64 32k;
{servers}
}}
"""
_FILES = """\
  server {{
    listen 127.0.0.1:{port};
    location /tiles/ {{ alias {tiles}/; }}
  }}
"""
_FASTCGI = """\
  upstream {name} {{
    least_conn;
{sockets}
  }}
  server {{
    listen 127.0.0.1:{port};
    location {location} {{
      fastcgi_pass {name};
      fastcgi_param REQUEST_METHOD $request_method;
      fastcgi_param QUERY_STRING $query_string;
      fastcgi_param SCRIPT_NAME "{script}";
      fastcgi_param PATH_INFO $path_info;
      fastcgi_param SERVER_NAME 127.0.0.1;
      fastcgi_param SERVER_PORT {port};
      fastcgi_param SERVER_PROTOCOL $server_protocol;
      set $path_info "";
      if ($uri ~ "^{script}(/.*)$") {{ set $path_info $1; }}
    }}
  }}
"""


def write(folder: Path, servers: list[str]) -> Path:
    """The configuration of all servers in one nginx."""
    file = folder / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""
    file.write_text(_FRAME.format(folder=folder, user=user, servers="\n".join(servers)))
    return file


def over_files(port: int, tiles: Path) -> str:
    """The files themselves, below /tiles/."""
    return _FILES.format(port=port, tiles=tiles)


def before_fastcgi(name: str, port: int, sockets: list[Path], *, script: str) -> str:
    """One FastCGI program in as many processes as there are sockets."""
    listed = "\n".join(f"    server unix:{socket};" for socket in sockets)
    return _FASTCGI.format(
        name=name, port=port, sockets=listed, script=script, location=script or "/"
    )


def as_deployed(port: int, web_port: int, tiles: Path) -> str:
    """`deploy/nginx.conf` word for word, but for paths and ports."""
    text = (checkout.ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    text = re.sub(r"listen 80;", f"listen 127.0.0.1:{port};", text)
    text = re.sub(r"server 127\.0\.0\.1:\d+;", f"server 127.0.0.1:{web_port};", text)
    text = re.sub(r"root \S*/var/tiles;", f"root {tiles};", text)
    return re.sub(r"\S*/frontend/dist", str(checkout.ROOT / "frontend" / "dist"), text)
