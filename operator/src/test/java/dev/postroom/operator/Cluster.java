package dev.postroom.operator;

import dev.postroom.kubernetes.faults.Asked;
import dev.postroom.kubernetes.faults.FaultPlan;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.Interceptor;

/**
 * An API server with the definition, for all cases of a class, and a client of the operator that
 * faults can tell from the user's.
 */
final class Cluster implements AutoCloseable {

  /** With what the User-Agent of the operator begins. */
  static final String OPERATOR = "operator";

  /** On a machine with much to do the definition's rules take seconds to compile. */
  private static final int PATIENT_MILLIS = 60_000;

  private final TestApi.Running api;
  private final ApiUnderTest user;
  private final KubernetesClient operators;

  /** Of the stand-in. */
  Cluster() {
    this(TestApi.STAND_IN);
  }

  Cluster(TestApi kind) {
    this(kind.start());
  }

  /**
   * @param api closed with this one, and when it does not take the definition
   */
  Cluster(TestApi.Running api) {
    this.api = api;
    try {
      user = new ApiUnderTest(config("user", api.kubeconfig()));
    } catch (RuntimeException e) {
      api.close();
      throw e;
    }
    operators =
        new KubernetesClientBuilder()
            .withConfig(config(OPERATOR, api.kubeconfigBehindFaults()))
            .build();
  }

  private static Config config(String agent, String kubeconfig) {
    return new ConfigBuilder(Config.fromKubeconfig(kubeconfig))
        .withUserAgent(agent)
        // As application.properties has it, but for the time in between.
        .withRequestRetryBackoffLimit(1)
        .withRequestRetryBackoffInterval(1)
        .withRequestTimeout(PATIENT_MILLIS)
        .build();
  }

  /** Another one for the operator, whose requests a test sees; the caller closes it. */
  KubernetesClient operators(Interceptor interceptor) {
    return new KubernetesClientBuilder()
        .withConfig(operators.getConfiguration())
        .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("test", interceptor))
        .build();
  }

  /** A server that is not there yet, in a namespace of its own. */
  MailServer mail() {
    return new MailServer(user.client(), user.namespace());
  }

  /** For the operator. */
  KubernetesClient operators() {
    return operators;
  }

  /** From now on this goes wrong, for the operator only. */
  void operatorMeets(FaultPlan plan) {
    api.faults().plan(plan.when(Cluster::isOperators));
  }

  /** From now on the operator is not answered, and its watches are cut. */
  void goAway() {
    operatorMeets(FaultPlan.away());
    cutWatches();
  }

  /** Cuts the operator's watches. */
  void cutWatches() {
    api.faults().cutWatches();
  }

  /** Nothing goes wrong any more. */
  void comeBack() {
    api.faults().comeBack();
  }

  private static boolean isOperators(Asked request) {
    return request.userAgent().startsWith(OPERATOR);
  }

  @Override
  public void close() {
    operators.close();
    user.close();
    api.close();
  }
}
