package dev.postroom.operator.peers;

import dev.postroom.contract.report.PeerReport;
import dev.postroom.contract.report.PeerReportException;
import dev.postroom.contract.report.PeerReportJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.Semaphore;

/**
 * Reads reports of many pods at once within bounds. Nearly all are small and read as they come. Of
 * large ones only some are held at a time, and one is parsed at a time: a report of 1 MiB can
 * become 30 MiB of objects, and whoever writes it may mean to have that.
 */
final class ReportBodies {

  /** What is read of any report before it has to wait for its turn; some hundred peers. */
  static final int SMALL_BYTES = 64 << 10;

  /** Large reports held at a time: 8 MiB of them. */
  static final int LARGE_AT_ONCE = 8;

  private final Semaphore large = new Semaphore(LARGE_AT_ONCE, true);
  private final Semaphore largeParsed = new Semaphore(1, true);

  /**
   * A report that was read.
   *
   * @param bytes of its JSON
   */
  record Read(PeerReport report, int bytes) {

    private static Read of(byte[] json) {
      return new Read(PeerReportJson.read(json), json.length);
    }
  }

  /**
   * Reads one report.
   *
   * @throws PeerReportException when it is too large or not a report
   * @throws InterruptedException when one of its two parts takes longer than a pod may
   */
  Read read(InputStream body) throws IOException, InterruptedException {
    byte[] start;
    try (var _ = new Deadline(HttpPeerReports.TIMEOUT)) {
      start = body.readNBytes(SMALL_BYTES + 1);
    }
    if (start.length <= SMALL_BYTES) {
      return Read.of(start);
    }
    // Waiting for others is not the pod's fault, so no deadline runs meanwhile.
    large.acquire();
    try {
      return readLarge(start, body);
    } finally {
      large.release();
    }
  }

  private Read readLarge(byte[] start, InputStream body) throws IOException, InterruptedException {
    byte[] rest;
    try (var _ = new Deadline(HttpPeerReports.TIMEOUT)) {
      rest = body.readNBytes(PeerReportJson.MAX_BYTES - start.length + 1);
    }
    var whole = Arrays.copyOf(start, start.length + rest.length);
    System.arraycopy(rest, 0, whole, start.length, rest.length);
    largeParsed.acquire();
    try {
      return Read.of(whole);
    } finally {
      largeParsed.release();
    }
  }
}
