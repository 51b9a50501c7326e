package dev.postroom.imap.session.dialogue;

import dev.postroom.imap.mailbox.MessageContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;

/** What a message in memory has. */
final class MemoryContent implements MessageContent {
  private final MemoryMailStore store;
  private final MemoryFolder.Message message;
  private final String emailId;

  MemoryContent(MemoryMailStore store, MemoryFolder.Message message, String emailId) {
    this.store = store;
    this.message = message;
    this.emailId = emailId;
  }

  @Override
  public Instant internalDate() {
    return message.date;
  }

  @Override
  public Optional<Instant> saveDate() {
    return Optional.of(message.date);
  }

  @Override
  public String emailId() {
    return emailId;
  }

  @Override
  public Optional<byte[]> digest() {
    return Optional.ofNullable(message.digest);
  }

  @Override
  public void keepDigest(byte[] digest) {
    message.digest = digest;
  }

  @Override
  public long size() {
    return message.bytes.length;
  }

  @Override
  public InputStream open() throws IOException {
    synchronized (store) {
      message.opened++;
    }
    store.whenOpened.run();
    if (message.damaged) {
      throw new IOException("input/output error");
    }
    return new ByteArrayInputStream(message.bytes);
  }
}
