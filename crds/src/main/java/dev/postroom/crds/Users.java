package dev.postroom.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Optional;
import java.util.stream.Stream;

/** The accounts: a Secret with Courier's file of one source. */
@ValidationRule(
    value =
        "[has(self.userdbSecretName), has(self.mysqlSecretName), has(self.postgresqlSecretName),"
            + " has(self.ldapSecretName)].filter(named, named).size() == 1",
    message =
        "users needs exactly one of userdbSecretName, mysqlSecretName, postgresqlSecretName and"
            + " ldapSecretName")
public record Users(
    @JsonPropertyDescription(
            "Name of a Secret in the same namespace whose key userdb holds Courier's userdb text:"
                + " one line per account, name TAB field=value|field=value. Changes take effect"
                + " without a restart.")
        @Size(min = 1, max = 253)
        String userdbSecretName,
    @JsonPropertyDescription(
            "Name of a Secret in the same namespace whose key authmysqlrc says how to ask MySQL or"
                + " MariaDB. Its key ca.crt, if there is one, is mounted as"
                + " /etc/postroom/config/ca.crt for MYSQL_SSL_CACERT. Changes take effect without a"
                + " restart.")
        @Size(min = 1, max = 253)
        String mysqlSecretName,
    @JsonPropertyDescription(
            "Name of a Secret in the same namespace whose key authpgsqlrc says how to ask"
                + " PostgreSQL. Its key ca.crt, if there is one, is mounted as"
                + " /etc/postroom/config/ca.crt for sslrootcert. Changes take effect without a"
                + " restart.")
        @Size(min = 1, max = 253)
        String postgresqlSecretName,
    @JsonPropertyDescription(
            "Name of a Secret in the same namespace whose key authldaprc says how to ask a"
                + " directory. Its key ca.crt, if there is one, is mounted as"
                + " /etc/postroom/config/ca.crt. Changes take effect without a restart.")
        @Size(min = 1, max = 253)
        String ldapSecretName,
    @JsonPropertyDescription(
            "Whose tokens users may log in with besides, by OAUTHBEARER and XOAUTH2. Left out,"
                + " nobody's. Takes effect without a restart.")
        OAuth oauth) {

  /** The Secret's key for the authorities that sign the certificate of a database or directory. */
  public static final String CA_KEY = "ca.crt";

  /**
   * Where the accounts are.
   *
   * @param field of the specification that names the Secret
   * @param secretName the Secret
   * @param key of the Secret, which is also the name of Courier's file
   */
  public record Source(String field, String secretName, String key) {

    /** Whether it is asked over the network, and may have a certificate to be checked. */
    public boolean isRemote() {
      return !key.equals("userdb");
    }
  }

  /** The one source; empty if the API server let through what its rules forbid. */
  public Optional<Source> source() {
    return Stream.of(
            new Source("spec.users.userdbSecretName", userdbSecretName, "userdb"),
            new Source("spec.users.mysqlSecretName", mysqlSecretName, "authmysqlrc"),
            new Source("spec.users.postgresqlSecretName", postgresqlSecretName, "authpgsqlrc"),
            new Source("spec.users.ldapSecretName", ldapSecretName, "authldaprc"))
        .filter(source -> source.secretName() != null)
        .findFirst();
  }
}
