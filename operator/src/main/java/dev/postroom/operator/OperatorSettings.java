package dev.postroom.operator;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/** The operator's own settings. */
@ConfigMapping(prefix = "postroom")
public interface OperatorSettings {

  /** Image of servers that name none. */
  @WithDefault("postroom/imap-server:0.1.0")
  String serverImage();

  /** How many servers may replace their pods at once; the others wait for their turn. */
  @WithDefault("5")
  int rollsAtOnce();

  /** In which namespaces it looks for ImapServers, by commas; all if there are none. */
  Optional<Set<String>> namespaces();

  /** Which of several replicas acts. */
  LeaderElection leaderElection();

  /** How it logs. */
  Log log();

  /** Which of several replicas acts. */
  interface LeaderElection {

    /** Whether there may be several; without it, there must be one only. */
    @WithDefault("false")
    boolean enabled();

    /** Namespace of the Lease; that of the operator's pod if not set. */
    Optional<String> namespace();

    /** Name of the Lease. */
    @WithDefault("postroom-operator")
    String name();
  }

  /** How it logs. */
  interface Log {

    /** Whether each line is an object of JSON. */
    @WithDefault("false")
    boolean json();
  }
}
