package dev.postroom.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** The server's certificates, and those of its clients. */
@SchemaCustomizer(value = ListTypes.class, input = "names=name")
public record Tls(
    @JsonPropertyDescription(
            "Name of a Secret of type kubernetes.io/tls (keys tls.crt and tls.key) in the same"
                + " namespace. A renewed certificate takes effect without a restart.")
        @Required
        @Size(min = 1, max = 253)
        String secretName,
    @JsonPropertyDescription(
            "Names that have certificates of their own. Whoever asks for another name, or for none,"
                + " gets that of secretName.")
        @Size(max = 32)
        List<ServerName> names,
    @JsonPropertyDescription(
            "The authorities that clients' certificates are checked against. Left out, clients are"
                + " not asked for one. TLS_EXTERNAL in imapdSsl says which part of it is the user's"
                + " name.")
        ClientCa clientCa) {

  public Tls {
    names = names == null ? List.of() : List.copyOf(names);
  }
}
