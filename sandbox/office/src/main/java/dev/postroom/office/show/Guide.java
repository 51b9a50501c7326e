package dev.postroom.office.show;

import dev.postroom.office.play.Person;
import dev.postroom.office.stage.Stage;
import dev.postroom.office.verdict.Outcome;
import dev.postroom.office.verdict.Verdict;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Collectors;

/** The texts around the play. */
public final class Guide {

  private Guide() {}

  /** What happened, in sentences. */
  public static String summary(Verdict verdict) {
    return """

        The office was refused %d times; limit %d → %d, %d connections up, %d lost.
        %s
        The busy person was refused %d times and got %d connections, limit %d → %d.
        The attacker was refused %d times, has %d connections logged in; limit %d → %d.
        The server was restarted %d times.
        %s"""
        .formatted(
            verdict.office().refused(),
            verdict.office().limitBefore(),
            verdict.office().limitAfter(),
            verdict.office().connected(),
            verdict.office().lost(),
            verdict
                .office()
                .untilServed()
                .map(
                    time ->
                        time.toMillis() / 100 / 10.0 + " s after its first refusal all were up.")
                .orElse("They were never all up."),
            verdict.busy().refused(),
            verdict.busy().connected(),
            verdict.busy().limitBefore(),
            verdict.busy().limitAfter(),
            verdict.attacker().refused(),
            verdict.attacker().connected(),
            verdict.attacker().limitBefore(),
            verdict.attacker().limitAfter(),
            verdict.restarts(),
            reasons(verdict));
  }

  private static String reasons(Verdict verdict) {
    return List.of(verdict.office(), verdict.busy(), verdict.attacker()).stream()
        .map(Outcome::reason)
        .filter(reason -> !reason.isEmpty())
        .flatMap(reason -> Paragraph.folded("  ", reason).stream())
        .collect(Collectors.joining("\n", "The operator's words:\n", "\n"));
  }

  /** How to look at what is running. */
  public static String howToUse(Stage stage, InetSocketAddress server, Person person) {
    String host = server.getAddress().getHostAddress();
    return """
        It goes on until Ctrl-C. To look around, in another terminal:

          export KUBECONFIG=%s
          kubectl get imap
          kubectl describe imap mail
          kubectl explain imap.spec.connections.perAddress
          kubectl edit imap mail
          kubectl get pods,services,events

          openssl s_client -quiet -connect %s:%d
          curl --user %s:%s imap://%s:%d/INBOX

        A mail program: IMAP server %s, port %d (STARTTLS) or %d (TLS),
        user %s, password %s; nobody vouches for the certificate.

        Logs: %s
              %s
              %s
        """
        .formatted(
            stage.workspace().kubeconfig(),
            host,
            Stage.IMAPS_PORT,
            person.name(),
            person.password(),
            host,
            Stage.IMAP_PORT,
            host,
            Stage.IMAP_PORT,
            Stage.IMAPS_PORT,
            person.name(),
            person.password(),
            stage.serverLog(),
            stage.workspace().operatorLog(),
            stage.workspace().sandboxLog());
  }
}
