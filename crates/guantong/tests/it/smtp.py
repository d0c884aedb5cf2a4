"""A mail server for tests, by aiosmtpd: prints its port, then what it is given, a line of JSON each.

A recipient that begins with `refused` is refused for good; once so many mails were taken as it was told, everybody for now.
"""

import argparse
import asyncio
import email
import email.policy
import json
import ssl

from aiosmtpd.smtp import SMTP, AuthResult


class Handler:
    def __init__(self, full):
        self.taken = 0
        self.full = full

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("refused"):
            return f"550 5.1.1 <{address}>: no such user"
        if self.taken == self.full:
            return f"452 4.2.2 <{address}>: mailbox full"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.taken += 1
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        print(
            json.dumps(
                {
                    "from": envelope.mail_from,
                    "to": envelope.rcpt_tos,
                    "heads": {name.lower(): str(value) for name, value in mail.items()},
                    "text": mail.get_content(),
                    "encrypted": server.transport.get_extra_info("ssl_object") is not None,
                    "let_in": session.authenticated,
                }
            ),
            flush=True,
        )
        return "250 taken"


def main():
    asked = argparse.ArgumentParser()
    asked.add_argument("--port", type=int, default=0)
    asked.add_argument("--certificate")
    asked.add_argument("--key")
    asked.add_argument("--wrapped", action="store_true")
    asked.add_argument("--user")
    asked.add_argument("--secret")
    asked.add_argument("--full", type=int, default=-1)
    asked = asked.parse_args()

    context = None
    if asked.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(asked.certificate, asked.key)

    def let_in(server, session, envelope, mechanism, data):
        good = (data.login, data.password) == (asked.user.encode(), asked.secret.encode())
        return AuthResult(success=good, handled=False)

    loop = asyncio.new_event_loop()
    handler = Handler(asked.full)

    def serve():
        return SMTP(
            handler,
            hostname="localhost",
            loop=loop,
            tls_context=None if asked.wrapped else context,
            require_starttls=bool(context) and not asked.wrapped,
            authenticator=let_in if asked.user else None,
            auth_required=bool(asked.user),
            auth_require_tls=bool(context) and not asked.wrapped,
        )

    wrapped = context if asked.wrapped else None
    server = loop.run_until_complete(loop.create_server(serve, "127.0.0.1", asked.port, ssl=wrapped))
    print(server.sockets[0].getsockname()[1], flush=True)
    loop.run_forever()


main()
