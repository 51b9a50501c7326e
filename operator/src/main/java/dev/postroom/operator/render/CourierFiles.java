package dev.postroom.operator.render;

import dev.postroom.contract.settings.ListenAddress;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A server's settings files, checked.
 *
 * @param imapd text of the file {@code imapd}
 * @param imapdSsl text of the file {@code imapd-ssl}
 * @param imap where IMAP is spoken
 * @param imaps where IMAP over TLS is spoken; empty without a certificate
 * @param cluster where clients inside the cluster speak IMAP, never behind a load balancer
 * @param clusterTls the same over TLS; empty without a certificate
 * @param restartSettings variables that only a starting server takes, with their values
 */
public record CourierFiles(
    String imapd,
    String imapdSsl,
    List<ListenAddress> imap,
    List<ListenAddress> imaps,
    List<ListenAddress> cluster,
    List<ListenAddress> clusterTls,
    SortedMap<String, String> restartSettings) {

  public CourierFiles {
    imap = List.copyOf(imap);
    imaps = List.copyOf(imaps);
    cluster = List.copyOf(cluster);
    clusterTls = List.copyOf(clusterTls);
    restartSettings = Collections.unmodifiableSortedMap(new TreeMap<>(restartSettings));
  }
}
