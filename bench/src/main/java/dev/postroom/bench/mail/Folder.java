package dev.postroom.bench.mail;

import java.util.function.IntFunction;

/** A folder full of mail, of which each server gets copies. */
public enum Folder {
  /** What most people have open. */
  OFFICE("office", 50, MessageText::small),
  TEN_THOUSAND("10k", 10_000, MessageText::small),
  HUNDRED_THOUSAND("100k", 100_000, MessageText::small),
  /** Few and large: the work for each message does not count. */
  LARGE("large", 48, number -> MessageText.large(number, 2 * 1024 * 1024));

  private final String directory;
  private final int messages;
  private final IntFunction<byte[]> text;

  Folder(String directory, int messages, IntFunction<byte[]> text) {
    this.directory = directory;
    this.messages = messages;
    this.text = text;
  }

  String directory() {
    return directory;
  }

  public int messages() {
    return messages;
  }

  byte[] message(int number) {
    return text.apply(number);
  }

  /** Two thirds have been read, a few answered or flagged, as in a folder that is used. */
  static String flags(int number) {
    if (number % 3 == 0) {
      return "";
    }
    return number % 11 == 1 ? "RS" : number % 13 == 1 ? "FS" : "S";
  }
}
