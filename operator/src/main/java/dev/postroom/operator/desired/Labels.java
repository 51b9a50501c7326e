package dev.postroom.operator.desired;

import dev.postroom.crds.ImapServer;
import java.util.Map;
import java.util.TreeMap;

/** Labels by which the objects of an ImapServer are found. */
public final class Labels {

  /** What the program is; Kubernetes recommends this label and the next two. */
  public static final String NAME = "app.kubernetes.io/name";

  /** The ImapServer's name. */
  public static final String INSTANCE = "app.kubernetes.io/instance";

  /** Who makes it: {@link #OPERATOR}. */
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  /** The operator, as labels name it. */
  public static final String OPERATOR = "postroom-operator";

  /** Selects what the operator made, in whatever namespace; informers hold nothing else. */
  public static final String MADE_BY_OPERATOR = MANAGED_BY + "=" + OPERATOR;

  private Labels() {}

  /** What every object of a server carries. */
  public static Map<String, String> of(ImapServer server) {
    var labels = new TreeMap<>(selector(server));
    labels.put(MANAGED_BY, OPERATOR);
    return labels;
  }

  /** What selects a server's pods; never changes, as a StatefulSet's selector cannot. */
  public static Map<String, String> selector(ImapServer server) {
    return new TreeMap<>(Map.of(NAME, "imap-server", INSTANCE, server.getMetadata().getName()));
  }
}
