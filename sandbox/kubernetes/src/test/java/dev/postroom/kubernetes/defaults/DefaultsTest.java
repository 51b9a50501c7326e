package dev.postroom.kubernetes.defaults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.postroom.kubernetes.resource.ResourceTypes;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of objects, whole, since operators compare whole objects. */
class DefaultsTest {

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  private final Defaults defaults =
      new Defaults(
          new ServiceAddresses() {
            @Override
            public String clusterIp() {
              return "127.96.0.1";
            }

            @Override
            public int nodePort(Set<Integer> alsoTaken) {
              return alsoTaken.contains(30_000) ? 30_001 : 30_000;
            }
          });

  @Test
  void aService() throws Exception {
    assertThat(
            filled("v1", "Service", "spec: {selector: {app: mail}, ports: [{name: i, port: 143}]}"))
        .isEqualTo(
            """
            spec:
              selector:
                app: mail
              ports:
              - name: i
                port: 143
                protocol: TCP
                targetPort: 143
              type: ClusterIP
              sessionAffinity: None
              clusterIP: 127.96.0.1
              clusterIPs:
              - 127.96.0.1
              ipFamilies:
              - IPv4
              ipFamilyPolicy: SingleStack
              internalTrafficPolicy: Cluster
            """);
  }

  @Test
  void aServiceThatLeadsInFromOutsideAndKeepsSourceAddresses() throws Exception {
    assertThat(
            filled(
                "v1",
                "Service",
                """
                spec: {type: LoadBalancer, externalTrafficPolicy: Local, sessionAffinity: ClientIP,
                  clusterIP: None, ports: [{port: 143, targetPort: imap}]}
                """))
        .isEqualTo(
            """
            spec:
              type: LoadBalancer
              externalTrafficPolicy: Local
              sessionAffinity: ClientIP
              clusterIP: None
              ports:
              - port: 143
                targetPort: imap
                protocol: TCP
                nodePort: 30000
              sessionAffinityConfig:
                clientIP:
                  timeoutSeconds: 10800
              clusterIPs:
              - None
              ipFamilies:
              - IPv4
              ipFamilyPolicy: SingleStack
              internalTrafficPolicy: Cluster
              allocateLoadBalancerNodePorts: true
              healthCheckNodePort: 30001
            """);
  }

  @Test
  void aStatefulSet() throws Exception {
    assertThat(
            filled(
                "apps/v1",
                "StatefulSet",
                """
                spec:
                  selector: {matchLabels: {app: mail}}
                  template:
                    metadata: {labels: {app: mail}}
                    spec:
                      serviceAccountName: mail
                      containers:
                      - name: imap
                        image: imap
                        ports: [{containerPort: 143}]
                        env: [{name: POD, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]
                        readinessProbe: {httpGet: {port: 9180}}
                      volumes:
                      - {name: config, configMap: {name: mail}}
                      - {name: scratch}
                  volumeClaimTemplates:
                  - {metadata: {name: mail}, spec: {accessModes: [ReadWriteOnce]}}
                """))
        .isEqualTo(
            """
            spec:
              selector:
                matchLabels:
                  app: mail
              template:
                metadata:
                  labels:
                    app: mail
                spec:
                  serviceAccountName: mail
                  containers:
                  - name: imap
                    image: imap
                    ports:
                    - containerPort: 143
                      protocol: TCP
                    env:
                    - name: POD
                      valueFrom:
                        fieldRef:
                          fieldPath: metadata.name
                          apiVersion: v1
                    readinessProbe:
                      httpGet:
                        port: 9180
                        path: /
                        scheme: HTTP
                      timeoutSeconds: 1
                      periodSeconds: 10
                      successThreshold: 1
                      failureThreshold: 3
                    terminationMessagePath: /dev/termination-log
                    terminationMessagePolicy: File
                    imagePullPolicy: Always
                    resources: {}
                  volumes:
                  - name: config
                    configMap:
                      name: mail
                      defaultMode: 420
                  - name: scratch
                    emptyDir: {}
                  restartPolicy: Always
                  dnsPolicy: ClusterFirst
                  terminationGracePeriodSeconds: 30
                  schedulerName: default-scheduler
                  securityContext: {}
                  serviceAccount: mail
              volumeClaimTemplates:
              - metadata:
                  name: mail
                spec:
                  accessModes:
                  - ReadWriteOnce
                  volumeMode: Filesystem
                apiVersion: v1
                kind: PersistentVolumeClaim
                status:
                  phase: Pending
              podManagementPolicy: OrderedReady
              replicas: 1
              revisionHistoryLimit: 10
              serviceName: ""
              updateStrategy:
                type: RollingUpdate
                rollingUpdate:
                  partition: 0
              persistentVolumeClaimRetentionPolicy:
                whenDeleted: Retain
                whenScaled: Retain
            """);
  }

  @Test
  void aSecret() throws Exception {
    assertThat(filled("v1", "Secret", "{data: {a: YQ==}, stringData: {a: new, b: grün}}"))
        .isEqualTo(
            """
            data:
              a: bmV3
              b: Z3LDvG4=
            type: Opaque
            """);
  }

  @Test
  void aClaim() throws Exception {
    assertThat(filled("v1", "PersistentVolumeClaim", "spec: {accessModes: [ReadWriteOnce]}"))
        .isEqualTo(
            """
            spec:
              accessModes:
              - ReadWriteOnce
              volumeMode: Filesystem
            """);
  }

  @Test
  void imagesArePulledAsTheirTagSays() throws Exception {
    for (var image : new String[] {"a", "a:latest", "host:5000/a"}) {
      assertThat(pod(image)).as(image).contains("imagePullPolicy: Always\n");
    }
    for (var image : new String[] {"a:1", "host:5000/a:1", "a@sha256:00", "a:latest@sha256:00"}) {
      assertThat(pod(image)).as(image).contains("imagePullPolicy: IfNotPresent\n");
    }
  }

  private String pod(String image) throws JsonProcessingException {
    return filled("v1", "Pod", "spec: {containers: [{name: c, image: '%s'}]}".formatted(image));
  }

  /** The object with its defaults, having made sure that a second time changes nothing. */
  private String filled(String apiVersion, String kind, String object)
      throws JsonProcessingException {
    var type = new ResourceTypes().ofKind(apiVersion, kind).orElseThrow();
    var once = (ObjectNode) YAML.readTree(object);
    defaults.fillIn(type, once, Optional.empty());
    var twice = once.deepCopy();
    defaults.fillIn(type, twice, Optional.of(once));
    assertThat(twice).isEqualTo(once);
    return YAML.writeValueAsString(once);
  }
}
