"""An S3-compatible store on loopback over TLS that checks signatures and rights; says in one line of JSON how to reach it."""
import datetime
import ipaddress
import json
import logging
import pathlib
import sys
import threading

import boto3
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from moto import settings
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

folder = pathlib.Path(sys.argv[1])
logging.getLogger("werkzeug").setLevel(logging.ERROR)


def name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def certificate(subject, key, issuer, issuer_key, extension, critical):
    now = datetime.datetime.now(datetime.timezone.utc)
    builder = x509.CertificateBuilder().subject_name(name(subject)).issuer_name(name(issuer)).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=1))
    builder = builder.not_valid_after(now + datetime.timedelta(days=2)).add_extension(extension, critical)
    return builder.sign(issuer_key, hashes.SHA256())


def written(path, data):
    path.write_bytes(data)
    path.chmod(0o600)
    return str(path)


def pem(one):
    return one.public_bytes(serialization.Encoding.PEM)


authority, own = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
root = certificate("Test Authority", authority, "Test Authority", authority, x509.BasicConstraints(True, None), True)
names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
leaf = certificate("127.0.0.1", own, "Test Authority", authority, names, False)
private = own.private_bytes(
    serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
ca = written(folder / "ca.pem", pem(root))
pair = written(folder / "leaf.pem", pem(leaf)), written(folder / "leaf.key", private)

server = make_server("127.0.0.1", 0, DomainDispatcherApplication(create_backend_app), threaded=True, ssl_context=pair)
threading.Thread(target=server.serve_forever, daemon=True).start()
address = f"https://127.0.0.1:{server.server_port}"


def client(service):
    return boto3.client(service, endpoint_url=address, verify=ca, region_name="us-east-1", aws_access_key_id="first",
                        aws_secret_access_key="first")


policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
iam = client("iam")
iam.create_user(UserName="sehat")
iam.put_user_policy(UserName="sehat", PolicyName="all", PolicyDocument=json.dumps(policy))
key = iam.create_access_key(UserName="sehat")["AccessKey"]
client("s3").create_bucket(Bucket="hospital")
text = f"[default]\naws_access_key_id = {key['AccessKeyId']}\naws_secret_access_key = {key['SecretAccessKey']}\n"
credentials = written(folder / "credentials", text.encode())
wrong = written(folder / "wrong", text.replace(key["SecretAccessKey"], "x" * 40).encode())
settings.INITIAL_NO_AUTH_ACTION_COUNT = 0
print(json.dumps({"port": server.server_port, "ca": ca, "credentials": credentials, "wrong": wrong}), flush=True)
sys.stdin.read()
