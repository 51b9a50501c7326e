package dev.postroom.kubernetes.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.postroom.kubernetes.resource.GroupResource;
import dev.postroom.kubernetes.table.Table.IncludeObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final YAMLMapper YAML = new YAMLMapper();

  @Test
  void showsTheColumnsADefinitionDeclares() {
    var columns =
        yaml(
            """
            - {name: Limit, type: integer, jsonPath: .spec.limit, description: of an address}
            - {name: Ready, type: string, jsonPath: '.status.conditions[?(@.type=="Ready")].status'}
            - {name: Peer, type: string, jsonPath: '.status.peers[0].peer', priority: 1}
            - {name: Since, type: date, jsonPath: .metadata.creationTimestamp}
            """);
    var box =
        (ObjectNode)
            yaml(
                """
                {metadata: {name: mail, creationTimestamp: "2026-11-22T09:55:30Z"}, spec: {limit: 4},
                 status: {conditions: [{type: Other, status: "False"}, {type: Ready, status: "True"}]}}
                """);

    var table =
        Table.ofCustom(columns)
            .document(box.objectNode(), List.of(box), IncludeObject.METADATA, NOW);

    assertThat(table)
        .isEqualTo(
            yaml(
                """
                kind: Table
                apiVersion: meta.k8s.io/v1
                metadata: {}
                columnDefinitions:
                - {name: Name, type: string, format: name, description: Name must be unique within a namespace., priority: 0}
                - {name: Limit, type: integer, format: "", description: of an address, priority: 0}
                - {name: Ready, type: string, format: "", description: "", priority: 0}
                - {name: Peer, type: string, format: "", description: "", priority: 1}
                - {name: Since, type: string, format: "", description: "", priority: 0}
                rows:
                - cells: [mail, 4, "True", null, 4m30s]
                  object:
                    kind: PartialObjectMetadata
                    apiVersion: meta.k8s.io/v1
                    metadata: {name: mail, creationTimestamp: "2026-11-22T09:55:30Z"}
                """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          pods | {metadata: {name: p}, spec: {containers: [{name: c}], nodeName: n}, status: {phase: Running, podIP: 127.0.1.1, containerStatuses: [{ready: true, restartCount: 2}]}} | ["p","1/1","Running","2","<unknown>","127.0.1.1","n","<none>","<none>"]
          pods | {metadata: {name: p}, spec: {containers: [{name: c}]}, status: {phase: Running, containerStatuses: [{restartCount: 3, state: {waiting: {reason: CrashLoopBackOff}}, lastState: {terminated: {finishedAt: "2026-11-22T09:59:00Z"}}}]}} | ["p","0/1","CrashLoopBackOff","3 (60s ago)","<unknown>","<none>","<none>","<none>","<none>"]
          pods | {metadata: {name: p, deletionTimestamp: "2026-11-22T09:59:00Z"}, status: {phase: Running}} | ["p","0/0","Terminating","0","<unknown>","<none>","<none>","<none>","<none>"]
          services | {metadata: {name: s}, spec: {type: LoadBalancer, clusterIP: 127.0.2.1, ports: [{port: 143}, {port: 993, nodePort: 30993, protocol: TCP}], selector: {app: imap}}} | ["s","LoadBalancer","127.0.2.1","<pending>","143/TCP,993:30993/TCP","<unknown>","app=imap"]
          statefulsets.apps | {metadata: {name: s}, spec: {replicas: 2, template: {spec: {containers: [{name: c, image: i}]}}}, status: {readyReplicas: 1}} | ["s","1/2","<unknown>","c","i"]
          configmaps | {metadata: {name: c}, data: {a: x, b: y}, binaryData: {c: eA==}} | ["c",3,"<unknown>"]
          secrets | {metadata: {name: s}, type: Opaque, data: {a: eA==}} | ["s","Opaque",1,"<unknown>"]
          events | {metadata: {name: e}, type: Warning, reason: Refused, message: 'too many', count: 4, involvedObject: {kind: ImapServer, name: mail}, lastTimestamp: "2026-11-22T09:59:50Z", firstTimestamp: "2026-11-22T08:00:00Z", source: {component: operator}} | ["10s","Warning","Refused","imapserver/mail","too many","","operator","120m","4","e"]
          nodes | {metadata: {name: n, labels: {node-role.kubernetes.io/worker: ''}}, status: {conditions: [{type: Ready, status: 'True'}], nodeInfo: {kubeletVersion: v1.32.0}, addresses: [{type: InternalIP, address: 127.0.0.1}]}} | ["n","Ready","worker","<unknown>","v1.32.0","127.0.0.1","<none>","<none>","<none>","<none>"]
          persistentvolumeclaims | {metadata: {name: c}, spec: {volumeName: v, storageClassName: local, volumeMode: Filesystem}, status: {phase: Bound, capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce]}} | ["c","Bound","v","1Gi","RWO","local","<unknown>","Filesystem"]
          leases.coordination.k8s.io | {metadata: {name: l}, spec: {holderIdentity: me}} | ["l","me","<unknown>"]
          roles.rbac.authorization.k8s.io | {metadata: {name: r}} | ["r","<unknown>"]
          """)
  void printsBuiltInResourcesAsKubectlUsersKnowThem(String resource, String object, String cells) {
    var dot = resource.indexOf('.');
    var name =
        dot < 0
            ? new GroupResource("", resource)
            : new GroupResource(resource.substring(dot + 1), resource.substring(0, dot));
    var node = (ObjectNode) yaml(object);

    var table =
        Table.ofBuiltin(name).document(node.objectNode(), List.of(node), IncludeObject.NONE, NOW);

    assertThat(table.at("/rows/0/cells")).hasToString(cells);
    assertThat(table.at("/columnDefinitions").size()).isEqualTo(table.at("/rows/0/cells").size());
    assertThat(table.at("/rows/0").has("object")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "119, 119s",
    "120, 2m",
    "150, 2m30s",
    "600, 10m",
    "10799, 179m",
    "10800, 3h",
    "12000, 3h20m",
    "28800, 8h",
    "172800, 2d",
    "180000, 2d2h",
    "691200, 8d",
    "63072000, 2y",
    "-1, 0s",
    "-5, <invalid>"
  })
  void writesAgesShort(long seconds, String text) {
    assertThat(Age.of(Duration.ofSeconds(seconds))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          .a.b           | 1
          .a['b']        | 1
          .list[1].x     | 3
          .list[-1].x    | 3
          .list[*].x     | 2
          .list[?(@.k=='two')].x | 3
          .a.c\\.d/e     | 4
          """)
  void followsSimpleJsonPaths(String path, int value) {
    var object = yaml("{a: {b: 1, c.d/e: 4}, list: [{k: one, x: 2}, {k: two, x: 3}]}");

    assertThat(JsonPath.parse(path).first(object))
        .hasValueSatisfying(it -> assertThat(it.intValue()).isEqualTo(value));
  }

  @Test
  void refusesPathsItCannotFollow() {
    assertThatThrownBy(() -> JsonPath.parse(".a..b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a simple JSON path from character 3: .a..b");
  }

  private static JsonNode yaml(String text) {
    try {
      return YAML.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
