"""A real Prometheus scrapes what rmap_export writes and reads our alert rules: the series
must be there with their values, and the map that is too large must raise its alert.
Needs Debian's package prometheus; says "skipped:" without it.

Usage: prometheus_check.py EXPORT ALERTS
"""
import functools
import http.server
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request

DEADLINE = 60  # seconds for the server to start and scrape once


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Quiet(http.server.SimpleHTTPRequestHandler):
    extensions_map = {"": "text/plain; version=0.0.4"}

    def log_message(self, *arguments):
        pass


def ask(port, path):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"http://127.0.0.1:{port}/api/v1/{path}", timeout=5) as answer:
        return json.load(answer)["data"]


def query(port, text):
    rows = ask(port, "query?" + urllib.parse.urlencode({"query": text}))["result"]
    return {tuple(sorted(r["metric"].items())): r["value"][1] for r in rows}


def expect(port):
    inner = query(port, "nested_map_inner_size")
    values = {dict(labels)["tenant_id"]: value for labels, value in inner.items()
              if "tenant_id" in dict(labels)}
    values[""] = [v for labels, v in inner.items() if "tenant_id" not in dict(labels)]
    assert values["large"] == "60000", values
    assert values['quote"d'] == "11" and values["new\nline"] == "13", values
    assert values["back\\slash"] == "12" and values[""] == ["16"], values
    small = query(port, 'rmap_entries{map="small"}')
    assert sorted(small.values()) == ["0", "1010"], small
    alerts = [a for a in ask(port, "alerts")["alerts"]
              if a["labels"]["alertname"] == "InnerMapTooLarge"]
    assert [a["labels"]["tenant_id"] for a in alerts] == ["large"], alerts


def watch(server, port):
    until = time.monotonic() + DEADLINE
    while True:
        assert server.poll() is None, "prometheus has ended"
        try:
            expect(port)
            return
        except (OSError, AssertionError, KeyError):
            if time.monotonic() > until:
                raise
            time.sleep(0.5)


def main(export, alerts):
    prometheus = shutil.which("prometheus")
    if prometheus is None:
        print("skipped: prometheus is not installed (apt install prometheus)")
        return
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([export, os.path.join(folder, "metrics")], check=True)
        handler = functools.partial(Quiet, directory=folder)
        web = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=web.serve_forever, daemon=True).start()
        config = os.path.join(folder, "prometheus.yml")
        with open(config, "w", encoding="utf-8") as file:
            json.dump({
                "global": {"scrape_interval": "1s", "evaluation_interval": "1s"},
                "rule_files": [os.path.join(os.path.abspath(alerts), "maps.yml")],
                "scrape_configs": [{
                    "job_name": "maps",
                    "static_configs": [{"targets": [f"127.0.0.1:{web.server_port}"]}],
                }],
            }, file)  # JSON is YAML
        port = free_port()
        with open(os.path.join(folder, "log"), "w", encoding="utf-8") as log:
            server = subprocess.Popen(
                [prometheus, f"--config.file={config}",
                 f"--storage.tsdb.path={folder}/data",
                 f"--web.listen-address=127.0.0.1:{port}"], stdout=log, stderr=log)
        try:
            watch(server, port)
        except BaseException:
            with open(os.path.join(folder, "log"), encoding="utf-8") as log:
                print(log.read()[-2000:])
            raise
        finally:
            server.terminate()
            server.wait()
            web.shutdown()


main(*sys.argv[1:])
