package dev.postroom.imap.courier;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** An IMAP server with two users, {@code anna} and {@code ben}, on a tree of its own. */
interface MailHost extends AutoCloseable {

  /** Who has mail here. */
  List<String> USERS = List.of("anna", "ben");

  /** Opens a session that is logged in; its greeting and login are read already. */
  ImapClient login(String user) throws IOException;

  /** The directory that holds the user's Maildir under the name {@code Maildir}. */
  Path home(String user);

  @Override
  void close() throws IOException;
}
