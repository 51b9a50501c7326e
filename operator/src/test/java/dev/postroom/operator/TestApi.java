package dev.postroom.operator;

import dev.postroom.kubernetes.api.ApiServer;
import dev.postroom.kubernetes.faults.Faults;

/** The API servers that the same cases are held against. */
enum TestApi {
  STAND_IN {
    @Override
    Running start() {
      return new StandIn(ApiServer.start());
    }
  },
  /** Only in classes that are {@link OnKubeApiServer}. */
  KUBE_API_SERVER {
    @Override
    Running start() {
      return Upstream.start();
    }
  };

  /** Starts one; the caller closes it. */
  abstract Running start();

  /** An API server with faults in front of it. */
  interface Running extends AutoCloseable {

    /** Of an administrator, who meets no faults. */
    String kubeconfig();

    /** Of an administrator who meets them. */
    String kubeconfigBehindFaults();

    Faults faults();

    @Override
    void close();
  }

  private record StandIn(ApiServer server) implements Running {

    @Override
    public String kubeconfig() {
      return server.kubeconfig();
    }

    /** The same: whoever is to meet none has to be told from others by the plan. */
    @Override
    public String kubeconfigBehindFaults() {
      return kubeconfig();
    }

    @Override
    public Faults faults() {
      return server.faults();
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
