package dev.postroom.imap.server;

import dev.postroom.imap.config.FileRoot;
import dev.postroom.imap.net.DrainTimes;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a server is started with. All else is in Courier's files.
 *
 * @param configuration the directory with imapd, imapd-ssl, imapaccess and userdb, below {@code
 *     root}
 * @param root where absolute paths begin
 * @param bindAddress listened on in place of every address, where ADDRESS is 0
 * @param name the server's own name, in a pod the pod's; part of message file names
 * @param failedLoginDelay how long the answer to a failed login is held back
 * @param evidenceWindow how far back users and logins of an address count
 * @param drain how long it takes to stop
 */
public record ServerOptions(
    Path configuration,
    FileRoot root,
    Optional<InetAddress> bindAddress,
    String name,
    Duration failedLoginDelay,
    Duration evidenceWindow,
    DrainTimes drain) {

  /** A path of the configuration: relative to its directory, absolute below the root. */
  Path locate(Path path) {
    return root.locate(path.isAbsolute() ? path : configuration.resolve(path));
  }
}
