package dev.postroom.kubernetes.failure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.resource.GroupResource;
import dev.postroom.kubernetes.resource.ResourceType;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A request that cannot be served, as a {@code meta/v1 Status} says it. Reasons, codes and wording
 * follow apimachinery's {@code api/errors}.
 */
public final class ApiFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why, in one word, with the HTTP status that goes with it. */
  public enum Reason {
    BAD_REQUEST(400, "BadRequest"),
    FORBIDDEN(403, "Forbidden"),
    NOT_FOUND(404, "NotFound"),
    METHOD_NOT_ALLOWED(405, "MethodNotAllowed"),
    NOT_ACCEPTABLE(406, "NotAcceptable"),
    ALREADY_EXISTS(409, "AlreadyExists"),
    CONFLICT(409, "Conflict"),
    EXPIRED(410, "Expired"),
    TOO_LARGE(413, "RequestEntityTooLarge"),
    UNSUPPORTED_MEDIA_TYPE(415, "UnsupportedMediaType"),
    INVALID(422, "Invalid"),
    TOO_MANY_REQUESTS(429, "TooManyRequests"),
    INTERNAL_ERROR(500, "InternalError");

    private final int code;
    private final String word;

    Reason(int code, String word) {
      this.code = code;
      this.word = word;
    }

    /** The HTTP status. */
    public int code() {
      return code;
    }
  }

  /**
   * One thing that is wrong with the object.
   *
   * @param type a {@code CauseType}, such as {@code FieldValueInvalid}
   * @param message what is wrong with the field, without its name
   * @param field path of the field, such as {@code spec.replicas}
   */
  public record Cause(String type, String message, String field) {}

  /**
   * What the failure is about.
   *
   * @param name name of the object, empty where none is concerned
   * @param group its API group
   * @param kind its plural resource name, or its kind for {@link Reason#INVALID}
   */
  public record Subject(String name, String group, String kind) {
    static final Subject NONE = new Subject("", "", "");
  }

  private final Reason reason;
  private final transient Subject subject;
  private final transient List<Cause> causes;

  private ApiFailure(Reason reason, String message, Subject subject, List<Cause> causes) {
    super(message, null, false, false);
    this.reason = reason;
    this.subject = subject;
    this.causes = List.copyOf(causes);
  }

  /** There is no such object. */
  public static ApiFailure notFound(GroupResource resource, String name) {
    return about(resource, name, Reason.NOT_FOUND, "%s \"%s\" not found".formatted(resource, name));
  }

  /** The server does not know the path. */
  public static ApiFailure noSuchPath() {
    return plain(Reason.NOT_FOUND, "the server could not find the requested resource");
  }

  /** There is an object of that name already. */
  public static ApiFailure alreadyExists(GroupResource resource, String name) {
    return about(
        resource,
        name,
        Reason.ALREADY_EXISTS,
        "%s \"%s\" already exists".formatted(resource, name));
  }

  /** The object changed since the caller read it. */
  public static ApiFailure modified(GroupResource resource, String name) {
    return conflict(
        resource,
        name,
        "the object has been modified; please apply your changes to the latest version and try"
            + " again");
  }

  /** The state of the object does not allow what was asked. */
  public static ApiFailure conflict(GroupResource resource, String name, String why) {
    return about(
        resource,
        name,
        Reason.CONFLICT,
        "Operation cannot be fulfilled on %s \"%s\": %s".formatted(resource, name, why));
  }

  /** Others own fields that were applied with other values; one cause for each field. */
  public static ApiFailure applyConflict(String message, List<Cause> conflicts) {
    return new ApiFailure(Reason.CONFLICT, message, Subject.NONE, conflicts);
  }

  /** The object breaks rules of its type; one cause for each breach. */
  public static ApiFailure invalid(ResourceType type, String name, List<Cause> causes) {
    var kind = new GroupResource(type.group(), type.kind());
    var breaches =
        causes.stream()
            .map(cause -> cause.field() + ": " + cause.message())
            .collect(Collectors.toList());
    var text = breaches.size() == 1 ? breaches.getFirst() : breaches.toString();
    return new ApiFailure(
        Reason.INVALID,
        "%s \"%s\" is invalid: %s".formatted(kind, name, text),
        new Subject(name, type.group(), type.kind()),
        causes);
  }

  /** The caller may not do that to the object. */
  public static ApiFailure forbidden(GroupResource resource, String name, String why) {
    return about(
        resource,
        name,
        Reason.FORBIDDEN,
        "%s \"%s\" is forbidden: %s".formatted(resource, name, why));
  }

  /** The request cannot be understood. */
  public static ApiFailure badRequest(String message) {
    return plain(Reason.BAD_REQUEST, message);
  }

  /** The history that was asked for is gone; the caller lists again. */
  public static ApiFailure expired(String message) {
    return plain(Reason.EXPIRED, message);
  }

  /** The resource or path does not know the verb. */
  public static ApiFailure methodNotAllowed() {
    return plain(
        Reason.METHOD_NOT_ALLOWED,
        "the server does not allow this method on the requested resource");
  }

  /** Any failure without an object. */
  public static ApiFailure plain(Reason reason, String message) {
    return new ApiFailure(reason, message, Subject.NONE, List.of());
  }

  private static ApiFailure about(
      GroupResource resource, String name, Reason reason, String message) {
    var subject = new Subject(name, resource.group(), resource.plural());
    return new ApiFailure(reason, message, subject, List.of());
  }

  /** Why, in one word. */
  public Reason reason() {
    return reason;
  }

  /** What is wrong, field by field; empty for most failures. */
  public List<Cause> causes() {
    return causes;
  }

  /** The failure as a {@code v1 Status}. */
  public ObjectNode status() {
    var status = JsonNodeFactory.instance.objectNode();
    status.put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    status.put("status", "Failure").put("message", getMessage()).put("reason", reason.word);
    if (!subject.equals(Subject.NONE) || !causes.isEmpty()) {
      details(status.putObject("details"));
    }
    return status.put("code", reason.code);
  }

  private void details(ObjectNode details) {
    putUnlessEmpty(details, "name", subject.name());
    putUnlessEmpty(details, "group", subject.group());
    putUnlessEmpty(details, "kind", subject.kind());
    if (!causes.isEmpty()) {
      var array = details.putArray("causes");
      for (var cause : causes) {
        array
            .addObject()
            .put("reason", cause.type())
            .put("message", cause.message())
            .put("field", cause.field());
      }
    }
  }

  private static void putUnlessEmpty(ObjectNode node, String field, String value) {
    if (!value.isEmpty()) {
      node.put(field, value);
    }
  }
}
