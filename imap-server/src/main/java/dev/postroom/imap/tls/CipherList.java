package dev.postroom.imap.tls;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads OpenSSL's cipher lists, the language of {@code openssl ciphers}: names of suites and words
 * for groups of them, {@code +} between words that must all hold, and before a word {@code !}
 * (never again), {@code -} (for now not) or {@code +} (to the end); {@code @STRENGTH} sorts. What
 * OpenSSL has and is not here, such as DHE or RC4, names nothing.
 *
 * @param suites for TLS 1.2, in order; a list says nothing about TLS 1.3
 * @param unknown words that mean nothing here or there
 */
public record CipherList(List<CipherSuite> suites, Set<String> unknown) {

  private static final Pattern STEP =
      Pattern.compile(
          "(?<command>@[A-Z]+(=[0-9]+)?)|(?<operator>[!+-]?)(?<words>[A-Za-z0-9.+_-]+)");

  private static final Map<String, Predicate<CipherSuite>> WORDS = words();

  /** What OpenSSL knows and neither of the engines has, by its beginning. */
  private static final Pattern NOT_HERE =
      Pattern.compile(
          "(k|a)?(EDH|DHE?|DSS|ECDHr|ECDHe|ECDH|PSK|SRP|GOST|KRB5|NULL|ECDHEPSK|DHEPSK|RSAPSK)(\\d\\d)?"
              + "|ADH|AECDH|eNULL|EXP(ORT)?(40|56)?|LOW|MEDIUM|SSLv2|COMPLEMENTOFALL"
              + "|3?DES|RC[24]|IDEA|SEED|CAMELLIA(128|256)?|ARIA(128|256|GCM)?|AESCCM8?|MD5"
              + "|SHA(256|384)|CBC|"
              + "[A-Z0-9]+(-[A-Z0-9]+)*-(CBC3?-)?(MD5|SHA|SHA256|SHA384|CCM8?|POLY1305)");

  public CipherList {
    suites = List.copyOf(suites);
    unknown = Set.copyOf(unknown);
  }

  public static CipherList parse(String text) {
    Reading reading = new Reading();
    Matcher step = STEP.matcher(text);
    while (step.find()) {
      if (step.group("command") != null) {
        reading.command(step.group("command"));
      } else {
        reading.apply(step.group("operator"), step.group("words"));
      }
    }
    return new CipherList(reading.active, reading.unknown);
  }

  private static Map<String, Predicate<CipherSuite>> words() {
    Map<String, Predicate<CipherSuite>> words = new LinkedHashMap<>();
    CipherSuite.all().forEach(suite -> words.put(suite.openSslName(), suite::equals));
    CipherSuite.all().forEach(suite -> words.put(suite.name(), suite::equals));
    Stream.of("ALL", "HIGH", "DEFAULT", "FIPS").forEach(word -> words.put(word, suite -> true));
    Stream.of("ECDHE", "EECDH", "kECDHE", "kEECDH")
        .forEach(word -> words.put(word, CipherSuite::forwardSecret));
    Stream.of("RSA", "kRSA").forEach(word -> words.put(word, suite -> !suite.forwardSecret()));
    Stream.of("ECDSA", "aECDSA").forEach(word -> words.put(word, CipherSuite::signedByEcdsa));
    words.put("aRSA", suite -> !suite.signedByEcdsa());
    words.put("AES", suite -> suite.has("_AES_"));
    words.put("AES128", suite -> suite.has("_AES_128_"));
    words.put("AES256", suite -> suite.has("_AES_256_"));
    words.put("AESGCM", suite -> suite.has("_GCM_"));
    words.put("CHACHA20", suite -> suite.has("_CHACHA20_"));
    Stream.of("SHA", "SHA1").forEach(word -> words.put(word, CipherList::signsRecordsBySha1));
    // By the oldest version in which a suite can be used.
    words.put("TLSv1.2", suite -> !signsRecordsBySha1(suite));
    words.put("TLSv1", suite -> signsRecordsBySha1(suite) && suite.forwardSecret());
    words.put("TLSv1.0", words.get("TLSv1"));
    words.put("SSLv3", suite -> signsRecordsBySha1(suite) && !suite.forwardSecret());
    return words;
  }

  private static boolean signsRecordsBySha1(CipherSuite suite) {
    return suite.name().endsWith("_SHA");
  }

  /** The list as it is built up. */
  private static final class Reading {

    private final List<CipherSuite> active = new ArrayList<>();
    private final Set<CipherSuite> never = new LinkedHashSet<>();
    private final Set<String> unknown = new LinkedHashSet<>();

    void command(String command) {
      if (command.equals("@STRENGTH")) {
        active.sort(Comparator.comparing(CipherSuite::bits).reversed());
      } else {
        unknown.add(command);
      }
    }

    void apply(String operator, String words) {
      List<CipherSuite> named = CipherSuite.all().stream().filter(all(words)).toList();
      switch (operator) {
        case "!" -> {
          never.addAll(named);
          active.removeAll(named);
        }
        case "-" -> active.removeAll(named);
        case "+" -> {
          List<CipherSuite> moved = active.stream().filter(named::contains).toList();
          active.removeAll(moved);
          active.addAll(moved);
        }
        default ->
            named.stream()
                .filter(suite -> !never.contains(suite) && !active.contains(suite))
                .forEach(active::add);
      }
    }

    private Predicate<CipherSuite> all(String words) {
      return Stream.of(words.split("\\+")).map(this::word).reduce(suite -> true, Predicate::and);
    }

    private Predicate<CipherSuite> word(String word) {
      Predicate<CipherSuite> known = WORDS.get(word);
      if (known == null && !NOT_HERE.matcher(word).matches()) {
        unknown.add(word);
      }
      return known == null ? suite -> false : known;
    }
  }
}
