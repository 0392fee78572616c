"""A mail server (aiosmtpd) and an SMS gateway on loopback; says in one line of JSON how to reach them, then one line for each message.

Arguments: a folder; `starttls`, `tls` or `plain`; how many messages are refused before the first is taken.
"""
import asyncio
import datetime
import http.server
import ipaddress
import json
import pathlib
import ssl
import sys
import threading

from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

folder, way, refusals = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
lock = threading.Lock()


def say(facts):
    with lock:
        print(json.dumps(facts), flush=True)


def refuse():
    global refusals
    with lock:
        refusals -= 1
        return refusals >= 0


key = ec.generate_private_key(ec.SECP256R1())
name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
now = datetime.datetime.now(datetime.timezone.utc)
names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
builder = builder.serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=1))
builder = builder.not_valid_after(now + datetime.timedelta(days=2)).add_extension(names, False)
certificate = builder.add_extension(x509.BasicConstraints(True, None), True).sign(key, hashes.SHA256())
(folder / "ca.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
(folder / "key.pem").write_bytes(key.private_bytes(
    serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
context.load_cert_chain(folder / "ca.pem", folder / "key.pem")


class Inbox:
    async def handle_DATA(self, server, session, envelope):
        if refuse():
            return "451 4.3.0 come back later"
        import email
        from email.header import decode_header, make_header
        message = email.message_from_bytes(envelope.content)
        say({"channel": "email", "to": envelope.rcpt_tos[0], "from": envelope.mail_from, "isTLS": way == "tls" or session.ssl is not None,
             "user": getattr(session, "login", None), "subject": str(make_header(decode_header(message["Subject"]))),
             "text": message.get_payload(decode=True).decode(), "id": message["Message-ID"]})
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    if (data.login, data.password) == (b"sehat", "کھڑکی 7".encode()):
        session.login = "sehat"
        return AuthResult(success=True)
    return AuthResult(success=False, handled=False)


options = {"authenticator": authenticate, "auth_require_tls": way != "plain"}
if way == "starttls":
    options |= {"tls_context": context, "require_starttls": True}
if way == "tls":
    options |= {"auth_require_tls": False}
loop = asyncio.new_event_loop()
mail = loop.run_until_complete(loop.create_server(
    lambda: SMTP(Inbox(), loop=loop, **options), "127.0.0.1", 0, ssl=context if way == "tls" else None))
threading.Thread(target=loop.run_forever, daemon=True).start()


class Gateway(http.server.BaseHTTPRequestHandler):
    def answer(self):
        length = int(self.headers.get("content-length", 0))
        body = self.rfile.read(length).decode()
        code = 503 if refuse() else 200
        if code == 200:
            say({"channel": "sms", "path": self.path, "body": body, "authorization": self.headers.get("authorization"),
                 "contentType": self.headers.get("content-type")})
        self.send_response(code)
        self.end_headers()
        self.wfile.write(b"said " + (self.headers.get("authorization") or "").encode())

    do_GET = do_POST = answer

    def log_message(self, *_):
        pass


gateway = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
threading.Thread(target=gateway.serve_forever, daemon=True).start()
say({"mail": mail.sockets[0].getsockname()[1], "sms": gateway.server_port, "ca": str(folder / "ca.pem")})
sys.stdin.read()
