package dev.postroom.kubernetes.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.postroom.kubernetes.api.ApiServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stock kubectl, from 1.20 of Debian on, against the stand-in. */
class KubectlTest {

  private static final String OBJECTS =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: %1$s}
      data: {key: value}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: %1$s}
      spec: {selector: {app: %1$s}, ports: [{name: imap, port: 143}, {name: imaps, port: 993}]}
      ---
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: %1$s}
      spec:
        serviceName: %1$s
        replicas: 0
        selector: {matchLabels: {app: %1$s}}
        template:
          metadata: {labels: {app: %1$s}}
          spec:
            containers:
            - {name: imap, image: imap, ports: [{containerPort: 143}], env: [{name: A, value: b}]}
      """;

  private static final long DEADLINE_SECONDS = 30;

  @TempDir static Path home;

  private static ApiServer server;
  private static Kubectl kubectl;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(
        Kubectl.find().isPresent(),
        "there is no kubectl on the PATH; Debian has it in the package kubernetes-client");
    server = ApiServer.start();
    kubectl = new Kubectl(home, server.kubeconfig());
    try (var definition = KubectlTest.class.getResourceAsStream("/letterboxes.crd.yaml")) {
      Files.copy(definition, home.resolve("definition.yaml"));
    }
    assertThat(succeed("apply", "-f", "definition.yaml"))
        .isEqualTo(
            "customresourcedefinition.apiextensions.k8s.io/letterboxes.test.postroom.dev created\n");
    assertThat(succeed("wait", "--for=condition=established", "crd/letterboxes.test.postroom.dev"))
        .contains("condition met");
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void listsTheResourcesThereAre() throws Exception {
    assertThat(succeed("api-resources", "-o", "name"))
        .contains("configmaps\n", "statefulsets.apps\n", "letterboxes.test.postroom.dev\n");
  }

  @Test
  void getsCustomResourcesInTheirColumns() throws Exception {
    apply("columns", "{address: {street: Elm}, slots: 2}");

    assertThat(words(succeed("get", "letterbox", "columns")))
        .startsWith("NAME COLOUR SLOTS READY AGE\ncolumns yellow 2 ");
    assertThat(words(succeed("get", "lb", "columns", "-o", "wide")))
        .startsWith("NAME COLOUR SLOTS READY STREET AGE\ncolumns yellow 2 Elm ");
  }

  @Test
  void getsBuiltInResourcesInTheirColumns() throws Exception {
    write("objects.yaml", OBJECTS.formatted("shown"));
    succeed("apply", "-f", "objects.yaml");

    assertThat(words(succeed("get", "configmap", "shown"))).startsWith("NAME DATA AGE\nshown 1 ");
    assertThat(words(succeed("get", "service", "shown", "-o", "wide")))
        .startsWith("NAME TYPE CLUSTER-IP EXTERNAL-IP PORT(S) AGE SELECTOR\nshown ClusterIP 127.")
        .contains(" <none> 143/TCP,993/TCP ", " app=shown");
    assertThat(words(succeed("get", "statefulset", "shown", "-o", "wide")))
        .startsWith("NAME READY AGE CONTAINERS IMAGES\nshown 0/0 ")
        .endsWith(" imap imap\n");
  }

  @Test
  void appliesOnTheClientSideAndFindsNothingToDoTheSecondTime() throws Exception {
    write("client.yaml", OBJECTS.formatted("client"));

    assertThat(succeed("apply", "-f", "client.yaml"))
        .isEqualTo(
            "configmap/client created\nservice/client created\nstatefulset.apps/client created\n");
    assertThat(succeed("apply", "-f", "client.yaml"))
        .isEqualTo(
            "configmap/client unchanged\nservice/client unchanged\n"
                + "statefulset.apps/client unchanged\n");

    write("client.yaml", OBJECTS.formatted("client").replace("value: b", "value: c"));
    assertThat(succeed("apply", "-f", "client.yaml"))
        .contains("statefulset.apps/client configured");
    assertThat(
            succeed(
                "get",
                "sts",
                "client",
                "-o",
                "jsonpath={.spec.template.spec.containers[0].env[0].value}"))
        .isEqualTo("c");
  }

  @Test
  void appliesOnTheServerSideAndNamesConflicts() throws Exception {
    write("server.yaml", letterbox("server", "{address: {street: Elm}, slots: 2}"));
    assertThat(succeed("apply", "--server-side", "-f", "server.yaml"))
        .isEqualTo("letterbox.test.postroom.dev/server serverside-applied\n");
    succeed("patch", "lb", "server", "--type=merge", "-p", "{\"spec\":{\"slots\":3}}");

    assertThat(fail("apply", "--server-side", "-f", "server.yaml"))
        .contains("Apply failed with 1 conflict: conflict with \"kubectl-patch\"", ".spec.slots");
    succeed("apply", "--server-side", "--force-conflicts", "-f", "server.yaml");
    assertThat(succeed("get", "lb", "server", "-o", "jsonpath={.spec.slots}")).isEqualTo("2");
  }

  @Test
  void dryRunsLeaveNothingBehind() throws Exception {
    write("dry.yaml", letterbox("dry", "{address: {street: Elm}}"));

    assertThat(succeed("apply", "--dry-run=server", "-f", "dry.yaml"))
        .isEqualTo("letterbox.test.postroom.dev/dry created (server dry run)\n");
    assertThat(fail("get", "lb", "dry"))
        .contains("letterboxes.test.postroom.dev \"dry\" not found");
  }

  @Test
  void saysWhichFieldIsWrong() throws Exception {
    write("wrong.yaml", letterbox("wrong", "{address: {street: Elm}, slots: 0}"));
    assertThat(fail("apply", "-f", "wrong.yaml"))
        .contains(
            "The Letterbox \"wrong\" is invalid: spec.slots: Invalid value: 0: spec.slots in body"
                + " should be greater than or equal to 1");

    write("wrong.yaml", letterbox("wrong", "{address: {street: Elm}, slotz: 1}"));
    assertThat(fail("apply", "-f", "wrong.yaml"))
        .containsPattern("unknown field \"(spec.)?slotz\"");

    write("wrong.yaml", letterbox("wrong", "{address: {street: Elm}, slots: 3, colour: red}"));
    assertThat(fail("apply", "-f", "wrong.yaml")).contains("a red box has at most two slots");
  }

  @Test
  void explainsCustomAndBuiltInResources() throws Exception {
    assertThat(succeed("explain", "letterbox.spec"))
        .contains("What the box should be like.", "colour", "The colour it is painted in.");
    assertThat(succeed("explain", "letterbox", "--recursive"))
        .contains("tenants", "limit", "ownerReferences");
    assertThat(succeed("explain", "statefulset.spec.template.spec.containers"))
        .contains("livenessProbe", "volumeMounts");
    assertThat(fail("explain", "letterbox.spec.nothing"))
        .contains("field \"nothing\" does not exist");
  }

  @Test
  void describesObjects() throws Exception {
    apply("described", "{address: {street: Elm}}");
    write("described.yaml", OBJECTS.formatted("described"));
    succeed("apply", "-f", "described.yaml");

    assertThat(words(succeed("describe", "lb", "described")))
        .contains("Name: described\n", "Kind: Letterbox\n", "Colour: yellow\n", "Events: <none>");
    assertThat(words(succeed("describe", "service", "described")))
        .contains("Selector: app=described\n", "Port: imap 143/TCP\n");
    assertThat(words(succeed("describe", "statefulset", "described")))
        .contains("Update Strategy: RollingUpdate\n", "Image: imap\n");
    assertThat(succeed("describe", "configmap", "described")).contains("key:\n----\nvalue\n");
  }

  @Test
  void editsAnObjectWithAnEditor() throws Exception {
    apply("edited", "{address: {street: Elm}}");
    var editor = write("editor.sh", "#!/bin/sh\nsed -i 's/street: Elm/street: Birch/' \"$1\"\n");
    Files.setPosixFilePermissions(editor, PosixFilePermissions.fromString("rwx------"));

    var run = kubectl.run(Map.of("KUBE_EDITOR", editor.toString()), "edit", "lb", "edited");

    assertThat(run.text()).isEqualTo("letterbox.test.postroom.dev/edited edited\n");
    assertThat(succeed("get", "lb", "edited", "-o", "jsonpath={.spec.address.street}"))
        .isEqualTo("Birch");
  }

  @Test
  void patchesInEveryWay() throws Exception {
    apply("patched", "{address: {street: Elm}}");
    write("patched.yaml", OBJECTS.formatted("patched"));
    succeed("apply", "-f", "patched.yaml");

    succeed("patch", "lb", "patched", "--type=merge", "-p", "{\"spec\":{\"slots\":4}}");
    succeed(
        "patch",
        "lb",
        "patched",
        "--type=json",
        "-p",
        "[{\"op\":\"replace\",\"path\":\"/spec/colour\",\"value\":\"blue\"}]");
    assertThat(succeed("get", "lb", "patched", "-o", "jsonpath={.spec.slots} {.spec.colour}"))
        .isEqualTo("4 blue");

    // Strategic: the port of the same number changes its name, the other one stays.
    succeed(
        "patch", "svc", "patched", "-p", "{\"spec\":{\"ports\":[{\"port\":143,\"name\":\"x\"}]}}");
    assertThat(succeed("get", "svc", "patched", "-o", "jsonpath={.spec.ports[*].name}"))
        .isEqualTo("x imaps");
  }

  @Test
  void labelsAnnotatesAndSelects() throws Exception {
    apply("labelled", "{address: {street: Elm}}");

    succeed("label", "lb", "labelled", "kept=yes");
    succeed("annotate", "lb", "labelled", "postroom.dev/paused=true");

    assertThat(succeed("get", "lb", "-l", "kept=yes", "-o", "name"))
        .isEqualTo("letterbox.test.postroom.dev/labelled\n");
  }

  @Test
  void waitsForACondition() throws Exception {
    apply("waited", "{address: {street: Elm}}");
    assertThat(fail("wait", "lb/waited", "--for=condition=Ready", "--timeout=1s"))
        .contains("timed out waiting for the condition");

    try (var wait = kubectl.start(Map.of(), "wait", "lb/waited", "--for=condition=Ready")) {
      putStatus(
          "/apis/test.postroom.dev/v1/namespaces/default/letterboxes/waited",
          "{\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}]}");

      assertThat(wait.process().waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(wait.text()).isEqualTo("letterbox.test.postroom.dev/waited condition met\n");
    }
  }

  @Test
  void watchesObjectsInTheirColumns() throws Exception {
    apply("seen", "{address: {street: Elm}, slots: 1}");

    try (var watch = kubectl.start(Map.of(), "get", "lb", "seen", "--watch")) {
      eventually(() -> watch.text().contains("seen"));
      succeed("patch", "lb", "seen", "--type=merge", "-p", "{\"spec\":{\"slots\":2}}");
      eventually(() -> watch.text().lines().count() == 3);

      assertThat(words(watch.text()))
          .matches("NAME COLOUR SLOTS READY AGE\nseen yellow 1 \\d+s ?\nseen yellow 2 \\d+s ?\n");
    }
  }

  @Test
  void scalesWhatHasReplicas() throws Exception {
    apply("scaled", "{address: {street: Elm}, slots: 1}");
    write("scaled.yaml", OBJECTS.formatted("scaled"));
    succeed("apply", "-f", "scaled.yaml");

    assertThat(succeed("scale", "sts", "scaled", "--replicas=2"))
        .isEqualTo("statefulset.apps/scaled scaled\n");
    assertThat(succeed("scale", "lb", "scaled", "--replicas=3"))
        .isEqualTo("letterbox.test.postroom.dev/scaled scaled\n");

    assertThat(succeed("get", "sts", "scaled", "-o", "jsonpath={.spec.replicas}")).isEqualTo("2");
    assertThat(succeed("get", "lb", "scaled", "-o", "jsonpath={.spec.slots}")).isEqualTo("3");
    assertThat(fail("scale", "sts", "scaled", "--current-replicas=7", "--replicas=3"))
        .containsIgnoringCase("expected replicas to be 7, was 2");
    assertThat(fail("scale", "lb", "scaled", "--replicas=13"))
        .contains("spec.slots in body should be less than or equal to 12");
  }

  @Test
  void followsARollout() throws Exception {
    write("rolled.yaml", OBJECTS.formatted("rolled").replace("replicas: 0", "replicas: 1"));
    succeed("apply", "-f", "rolled.yaml");

    try (var rollout = kubectl.start(Map.of(), "rollout", "status", "statefulset/rolled")) {
      eventually(() -> rollout.text().contains("Waiting for"));
      putStatus(
          "/apis/apps/v1/namespaces/default/statefulsets/rolled",
          """
          {"observedGeneration":1,"replicas":1,"readyReplicas":1,"updatedReplicas":1,
           "availableReplicas":1,"currentRevision":"a","updateRevision":"a"}
          """);

      assertThat(rollout.process().waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(rollout.process().exitValue()).as(rollout.text()).isZero();
      assertThat(rollout.text()).endsWith("1 new pods have been updated...\n");
    }
  }

  @Test
  void readsTheLogsOfAPod() throws Exception {
    write(
        "pod.yaml",
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: logged}
        spec: {containers: [{name: main, image: imap}]}
        """);
    succeed("apply", "-f", "pod.yaml");
    server.servePodLogs(
        (namespace, pod, container, tail) ->
            Optional.of("%s %s %s %s\n".formatted(namespace, pod, container, tail)));

    assertThat(succeed("logs", "logged")).startsWith("default logged ");
    assertThat(succeed("logs", "logged", "-c", "main", "--tail=3"))
        .isEqualTo("default logged main OptionalLong[3]\n");
  }

  @Test
  void saysWhatToDoInsteadOfSendingProtobuf() throws Exception {
    assertThat(fail("create", "configmap", "made", "--from-literal=a=b"))
        .contains("--dry-run=client -o yaml | kubectl apply -f -");

    var made =
        succeed(
            "create", "configmap", "made", "--from-literal=a=b", "--dry-run=client", "-o", "yaml");
    write("made.yaml", made);
    assertThat(succeed("apply", "-f", "made.yaml")).isEqualTo("configmap/made created\n");
  }

  @Test
  void deletesAndWaitsUntilTheObjectsAreGone() throws Exception {
    apply("deleted", "{address: {street: Elm}}");
    write("deleted.yaml", OBJECTS.formatted("deleted"));
    succeed("apply", "-f", "deleted.yaml");

    assertThat(succeed("delete", "lb", "deleted"))
        .isEqualTo("letterbox.test.postroom.dev \"deleted\" deleted\n");
    succeed("delete", "-f", "deleted.yaml");
    assertThat(fail("get", "statefulset", "deleted")).contains("not found");
  }

  /** Does what a controller does: writes the status. */
  private static void putStatus(String path, String status) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create(server.url() + path + "/status"))
              .header("Content-Type", "application/merge-patch+json")
              .method("PATCH", BodyPublishers.ofString("{\"status\":" + status + "}"))
              .build();
      var answer = client.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }

  private static void eventually(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("waited %d s", DEADLINE_SECONDS).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static void apply(String name, String spec) throws Exception {
    write(name + "-box.yaml", letterbox(name, spec));
    succeed("apply", "-f", name + "-box.yaml");
  }

  private static String letterbox(String name, String spec) {
    return "apiVersion: test.postroom.dev/v1\nkind: Letterbox\nmetadata: {name: %s}\nspec: %s\n"
        .formatted(name, spec);
  }

  private static Path write(String file, String text) throws IOException {
    return Files.writeString(home.resolve(file), text);
  }

  private static String succeed(String... arguments) throws Exception {
    var run = kubectl.run(arguments);
    assertThat(run.status()).as(run.text()).isZero();
    return run.text();
  }

  private static String fail(String... arguments) throws Exception {
    var run = kubectl.run(arguments);
    assertThat(run.status()).as(run.text()).isNotZero();
    return run.text();
  }

  /** The text with one space where kubectl pads columns with many. */
  private static String words(String text) {
    return text.replaceAll("[ \t]+", " ");
  }
}
