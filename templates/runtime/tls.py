"""Mutual TLS: the certificate by which a client shows who it is."""

from __future__ import annotations

import ssl
from typing import TypeAlias

import httpx

Certificate: TypeAlias = str | tuple[str, str] | tuple[str, str, str] | ssl.SSLContext


def verifying(
    certificate: Certificate | None, http: httpx.Client | httpx.AsyncClient | None
) -> ssl.SSLContext | bool:
    """Give what connections are made with: the usual authorities, and the certificate; raise ValueError.

    A certificate is a PEM file that has its key too, or two files, or two and the key's password.
    """
    if certificate is None:
        return True
    if http is not None:
        raise ValueError("give the certificate to the http_client, or leave the http_client out")
    if isinstance(certificate, ssl.SSLContext):
        return certificate
    context = httpx.create_ssl_context()
    try:
        context.load_cert_chain(*([certificate] if isinstance(certificate, str) else certificate))
    except OSError as error:  # ssl.SSLError is one
        raise ValueError(f"the certificate can't be loaded: {error}") from error
    return context
