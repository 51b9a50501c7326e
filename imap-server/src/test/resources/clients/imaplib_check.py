"""Uses a server through Python's imaplib as a small program would; prints "all is well" at the end."""
import imaplib
import ssl
import sys

security, port, user, password = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
trusting = ssl.create_default_context()
trusting.check_hostname = False
trusting.verify_mode = ssl.CERT_NONE

MESSAGE = (
    b"From: Carla <carla@example.com>\r\nTo: anna@example.com\r\n"
    b"Subject: Minutes of the meeting\r\n\r\nWe meet again on Monday.\r\n"
)


def ok(answer):
    status, data = answer
    assert status == "OK", answer
    return data


if security == "tls":
    mail = imaplib.IMAP4_SSL("127.0.0.1", port, ssl_context=trusting)
else:
    mail = imaplib.IMAP4("127.0.0.1", port)
if security == "starttls":
    ok(mail.starttls(trusting))

ok(mail.login(user, password))
assert b"INBOX" in ok(mail.list())[0], "no INBOX in LIST"
ok(mail.create("INBOX.Kept"))
ok(mail.subscribe("INBOX.Kept"))
assert any(b"INBOX.Kept" in line for line in ok(mail.lsub())), "not subscribed"
ok(mail.append("INBOX", r"(\Flagged)", None, MESSAGE))
assert ok(mail.select("INBOX")) == [b"1"], "not one message"
assert ok(mail.fetch("1", "(BODY.PEEK[])"))[0][1] == MESSAGE, "another message came back"
assert rb"\Flagged" in ok(mail.fetch("1", "(FLAGS)"))[0], "flag lost"
ok(mail.store("1", "+FLAGS", r"(\Seen)"))
assert ok(mail.search(None, "SEEN", "FLAGGED")) == [b"1"], "not found by flags"
assert ok(mail.search(None, "SUBJECT", '"meeting"', "BODY", "Monday")) == [b"1"], "not found by text"
assert ok(mail.search(None, "UNSEEN")) == [b""], "found although seen"
ok(mail.copy("1", "INBOX.Kept"))
ok(mail.store("1", "+FLAGS", r"(\Deleted)"))
assert ok(mail.expunge()) == [b"1"], "not expunged"
assert ok(mail.noop()), "noop"
assert b"MESSAGES 1" in ok(mail.status("INBOX.Kept", "(MESSAGES UIDNEXT)"))[0], "copy lost"
ok(mail.select("INBOX.Kept"))
uid = ok(mail.uid("SEARCH", "ALL"))[0]
assert rb"\Flagged" in ok(mail.uid("FETCH", uid.decode(), "(FLAGS BODY.PEEK[HEADER.FIELDS (SUBJECT)])"))[0][0]
ok(mail.close())
ok(mail.unsubscribe("INBOX.Kept"))
ok(mail.delete("INBOX.Kept"))
assert mail.logout()[0] == "BYE"
print("all is well")
