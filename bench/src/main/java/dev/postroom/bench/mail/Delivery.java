package dev.postroom.bench.mail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Delivers into a Maildir as a mail transfer agent does: written in tmp/, renamed into new/. */
public final class Delivery {

  private final Path maildir;
  private final FileOwner owner;
  private int delivered;

  /**
   * @param owner whom the files are to belong to
   */
  public Delivery(Path maildir, FileOwner owner) {
    this.maildir = maildir;
    this.owner = owner;
  }

  /** A message that is written, and not yet there. */
  public Path prepare() throws IOException {
    int number = delivered++;
    Path file =
        maildir
            .resolve("tmp")
            .resolve(System.currentTimeMillis() / 1000 + ".B" + number + "P1.mta.example.com");
    Files.write(file, MessageText.small(number));
    owner.take(file);
    return file;
  }

  /** Now it is there. */
  public void deliver(Path prepared) throws IOException {
    Files.move(prepared, maildir.resolve("new").resolve(prepared.getFileName()));
  }
}
