"""Certificates of an authority of the test's own, made by openssl."""

from __future__ import annotations

import subprocess
from pathlib import Path

CURVE = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


class Authority:
    """An authority that signs certificates of brokers."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.file, self._key = folder, folder / f"{name}.crt", folder / f"{name}.key"
        _openssl(
            *("req", "-x509", *CURVE, "-keyout", self._key, "-out", self.file, "-days", "30"),
            *("-subj", f"/CN={name}"),
        )

    def sign(self, name: str, host: str, start: str = "", end: str = "") -> tuple[Path, Path]:
        """Return a certificate for a host, and its key; ``start`` such as ``20300101000000Z``."""
        request, key, made = (self.folder / f"{name}.{kind}" for kind in ("csr", "key", "crt"))
        kind = "IP" if host[0].isdigit() else "DNS"
        _openssl(
            *("req", *CURVE, "-keyout", key, "-out", request, "-subj", f"/CN={host}"),
            *("-addext", f"subjectAltName={kind}:{host}"),
        )
        (self.folder / "index.txt").write_text("")
        (self.folder / "serial").write_text("01\n")
        (self.folder / "ca.conf").write_text(
            "[ca]\ndefault_ca=own\n[own]\n"
            f"database={self.folder}/index.txt\nserial={self.folder}/serial\n"
            f"new_certs_dir={self.folder}\ndefault_md=sha256\npolicy=any\n"
            "copy_extensions=copy\nunique_subject=no\n[any]\ncommonName=supplied\n"
        )
        dates = ("-startdate", start, "-enddate", end) if start else ("-days", "30")
        _openssl(
            *("ca", "-batch", "-config", self.folder / "ca.conf", "-cert", self.file),
            *("-keyfile", self._key, "-in", request, "-out", made, *dates, "-notext"),
        )
        return made, key


def _openssl(*arguments: object) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)
