package dev.postroom.kubernetes.node.volume;

/** A volume cannot be made now; its message says which and why, as the kubelet's event does. */
public final class MountException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public MountException(String message) {
    super(message);
  }

  public MountException(String message, Throwable cause) {
    super(message, cause);
  }
}
