package dev.postroom.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.postroom.crds.ImapServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kubectl commands of the administrator's pages do what they say, one after the other. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class DocumentedCommandsTest {

  /** A line of a block; a remark behind it is not for the shell. */
  private static final Pattern COMMAND =
      Pattern.compile("^ {4,}(kubectl .+?)(?: {2,}#.*)?$", Pattern.MULTILINE);

  /** What needs pods, files of a person, or somebody who answers; and what never ends. */
  private static final List<String> NOT_HERE =
      List.of(
          "kubectl logs",
          "kubectl exec",
          "kubectl create secret tls",
          "kubectl wait",
          "kubectl delete pod ");

  private static final Path DOCS = Path.of("..", "docs");

  @TempDir Path home;

  @AutoClose private StandIn cluster;
  private Kubectl kubectl;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(
        Kubectl.find().isPresent(),
        "there is no kubectl on the PATH; Debian has it in the package kubernetes-client");
    cluster = StandIn.operated();
    kubectl = new Kubectl(home, cluster.kubeconfig());
    kubectl.succeed("apply", "-f", DOCS.resolve("examples/minimal.yaml").toString());
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                cluster
                        .client()
                        .resources(ImapServer.class)
                        .inNamespace("default")
                        .withName("mail")
                        .get()
                        .getStatus()
                    != null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"troubleshooting.md", "operations.md"})
  void theCommandsOfThePageWork(String page) throws Exception {
    var commands = commands(page);
    assertThat(commands).hasSizeGreaterThan(1);
    for (var command : commands) {
      kubectl.shell(command);
    }
  }

  private static List<String> commands(String page) throws IOException {
    return COMMAND
        .matcher(Files.readString(DOCS.resolve(page)))
        .results()
        .map(found -> found.group(1))
        .filter(command -> NOT_HERE.stream().noneMatch(command::startsWith))
        .toList();
  }
}
