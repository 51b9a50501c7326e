package dev.postroom.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** The server's certificates, and those of its clients. */
@ValidationRule(
    value = "has(self.secretName) != has(self.issuerRef)",
    message = "tls needs either secretName or issuerRef, and not both")
@ValidationRule(
    value = "has(self.issuerRef) == has(self.dnsNames)",
    fieldPath = ".dnsNames",
    message = "issuerRef and dnsNames belong together: a certificate is asked for by its names")
@SchemaCustomizer(value = ListTypes.class, input = "names=name dnsNames")
public record Tls(
    @JsonPropertyDescription(
            "Name of a Secret of type kubernetes.io/tls (keys tls.crt and tls.key) in the same"
                + " namespace. A renewed certificate takes effect without a restart.")
        @Size(min = 1, max = 253)
        String secretName,
    @JsonPropertyDescription(
            "The issuer of cert-manager that a certificate for dnsNames is asked of, instead of"
                + " secretName. cert-manager keeps it in the Secret NAME-tls and renews it.")
        IssuerRef issuerRef,
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @JsonPropertyDescription("The DNS names of the certificate that issuerRef issues.")
        @Size(min = 1, max = 32)
        List<@Size(min = 1, max = 253) String> dnsNames,
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
    dnsNames = dnsNames == null ? List.of() : List.copyOf(dnsNames);
    names = names == null ? List.of() : List.copyOf(names);
  }
}
