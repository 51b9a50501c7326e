package dev.postroom.kubernetes.node;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How a node behaves.
 *
 * @param nodeName the name of its Node object
 * @param nodeAddress its own address, a loopback one
 * @param podRange the range its pods get their addresses from
 * @param directory where pods, claims and logs are kept; made absolute
 * @param refresh how often volumes made of ConfigMaps and Secrets are brought up to date unasked
 * @param firstBackOff how long to wait before the second restart of a container in a row
 * @param lastBackOff the longest wait between restarts
 */
public record KubeletSettings(
    String nodeName,
    InetAddress nodeAddress,
    String podRange,
    Path directory,
    Duration refresh,
    Duration firstBackOff,
    Duration lastBackOff) {

  public KubeletSettings {
    directory = directory.toAbsolutePath().normalize();
  }

  /** The kubelet's own timing: a refresh each minute, restarts after 10 s doubling to 5 minutes. */
  public static KubeletSettings standard(
      String nodeName, InetAddress nodeAddress, String podRange, Path directory) {
    return new KubeletSettings(
        nodeName,
        nodeAddress,
        podRange,
        directory,
        Duration.ofMinutes(1),
        Duration.ofSeconds(10),
        Duration.ofMinutes(5));
  }
}
