package dev.postroom.imap.server;

import dev.postroom.imap.config.FileRoot;
import dev.postroom.imap.net.DrainTimes;
import io.netty.util.NetUtil;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What the process is told by arguments, properties and environment ({@code POSTROOM_ROOT} …). */
@ConfigMapping(prefix = "postroom")
interface ServerConfig {

  /** The directory with Courier's files; by default where Debian's Courier has them. */
  @WithDefault("/etc/courier")
  Path config();

  /** Where absolute paths begin. */
  @WithDefault("/")
  Path root();

  /** An IP address in place of every address. */
  Optional<String> bindAddress();

  /** The server's own name. */
  @WithDefault("${HOSTNAME:localhost}")
  String serverName();

  /** How long the answer to a failed login is held back. */
  @WithDefault("5s")
  Duration failedLoginDelay();

  /** How far back the evidence in the peer report looks. */
  @WithDefault("15m")
  Duration evidenceWindow();

  /**
   * A file with the tokens that open the peer report, one a line; absolute below {@link #root},
   * else in {@link #config}. Without it the report is for this machine only.
   */
  Optional<Path> reportTokenFile();

  /**
   * How long a server that stops goes on accepting once it has said that it is not ready: as long
   * as those in front of it may take to notice.
   */
  @WithDefault("0s")
  Duration drainDelay();

  /** Over how long goodbyes are spread at most when the server stops. */
  @WithDefault("10s")
  Duration drainSpread();

  /**
   * How long after the first goodbye whatever is left is closed. This and {@link #drainDelay} are
   * to be eight seconds shorter than the time after which the process is killed.
   */
  @WithDefault("20s")
  Duration drainGrace();

  /**
   * @throws IllegalArgumentException naming the property that cannot be honoured
   */
  default ServerOptions options() {
    return new ServerOptions(
        config(),
        new FileRoot(root()),
        bindAddress().map(ServerConfig::address),
        serverName(),
        failedLoginDelay(),
        evidenceWindow(),
        new DrainTimes(drainDelay(), drainSpread(), drainGrace()));
  }

  private static InetAddress address(String text) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
    if (bytes == null) {
      throw new IllegalArgumentException(
          "postroom.bind-address is '" + text + "', which is not an IP address");
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("neither 4 nor 16 bytes: " + text, e);
    }
  }
}
