package dev.postroom.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** How many connections may come from one address. */
@ValidationRule(
    value = "self.limit <= self.autoRaise.ceiling",
    fieldPath = ".autoRaise.ceiling",
    message = "autoRaise.ceiling must not be below perAddress.limit; raise the ceiling too")
@ValidationRule(
    value = "self.ipv6Prefix % 16 == 0",
    fieldPath = ".ipv6Prefix",
    message =
        "ipv6Prefix must be a multiple of 16: Courier's access map knows IPv6 prefixes only in"
            + " steps of 16 bits")
@SchemaCustomizer(value = ListTypes.class, input = "tenants=name")
public record PerAddress(
    @JsonPropertyDescription(
            "How many connections an address may hold that nothing else is known of (Courier's"
                + " MAXPERIP). One mail program opens about five. Takes effect without a restart;"
                + " lowering it closes no connection.")
        @Default("" + PerAddress.LIMIT)
        @Min(1)
        @Max(Connections.HIGHEST_LIMIT)
        Integer limit,
    @JsonPropertyDescription(
            "Addresses of one IPv6 prefix of this length get their raised limit together, because"
                + " one household or office owns the whole prefix. A multiple of 16.")
        @Default("" + PerAddress.IPV6_PREFIX)
        @Min(32)
        @Max(128)
        Integer ipv6Prefix,
    @JsonPropertyDescription(
            "Networks whose addresses start from another limit. Of overlapping networks the longest"
                + " prefix counts.")
        @Size(max = 256)
        List<Tenant> tenants,
    @JsonPropertyDescription(
            "When and how far the operator raises the limit of an address that is turned away.")
        @Default("{}")
        AutoRaise autoRaise) {

  static final int LIMIT = 20;

  static final int IPV6_PREFIX = 64;

  static final PerAddress DEFAULTS = new PerAddress(null, null, null, null);

  public PerAddress {
    limit = limit == null ? LIMIT : limit;
    ipv6Prefix = ipv6Prefix == null ? IPV6_PREFIX : ipv6Prefix;
    tenants = tenants == null ? List.of() : List.copyOf(tenants);
    autoRaise = autoRaise == null ? AutoRaise.DEFAULTS : autoRaise;
  }
}
