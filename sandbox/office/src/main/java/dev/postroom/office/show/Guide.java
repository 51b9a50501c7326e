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

        The office was refused %d times and then let in: limit %d → %d, %d connections up, %d lost%s.
        The busy person was refused %d times and got %d connections, limit %d → %d.
        The attacker was refused %d times; its limit is %d, as it was (%d).
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
                .map(time -> ", " + time.toMillis() / 100 / 10.0 + " s after its first refusal")
                .orElse(""),
            verdict.busy().refused(),
            verdict.busy().connected(),
            verdict.busy().limitBefore(),
            verdict.busy().limitAfter(),
            verdict.attacker().refused(),
            verdict.attacker().limitAfter(),
            verdict.attacker().limitBefore(),
            verdict.restarts(),
            reasons(verdict));
  }

  private static String reasons(Verdict verdict) {
    return List.of(verdict.office(), verdict.busy(), verdict.attacker()).stream()
        .map(Outcome::reason)
        .filter(reason -> !reason.isEmpty())
        .map(reason -> "  " + reason + "\n")
        .collect(Collectors.joining("", "The operator's words:\n", ""));
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

        A mail program: IMAP server %s, port %d (STARTTLS) or %d (TLS, its certificate is
        signed by nobody), user %s, password %s

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
