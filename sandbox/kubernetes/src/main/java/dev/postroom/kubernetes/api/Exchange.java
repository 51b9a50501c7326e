package dev.postroom.kubernetes.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.failure.ApiFailure;
import dev.postroom.kubernetes.faults.Fault;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * One request with its body, and the ways to answer it. Answers may be sent from any thread.
 *
 * @param request the request, its body read
 * @param body the body, empty where there is none
 * @param json reads and writes JSON
 */
record Exchange(HttpServerRequest request, Buffer body, ObjectMapper json) {

  static final String JSON = "application/json";

  /** Characters of warnings in one answer: clients limit the size of headers. */
  static final int WARNINGS_LIMIT = 4096;

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  HttpMethod method() {
    return request.method();
  }

  Query query() {
    try {
      return new Query(request.params());
    } catch (IllegalArgumentException malformed) {
      throw ApiFailure.badRequest("the query is not encoded as a URL: " + malformed.getMessage());
    }
  }

  String header(CharSequence name) {
    var value = request.getHeader(name);
    return value == null ? "" : value;
  }

  /** The media type of the body, without parameters. */
  String contentType() {
    return header(HttpHeaders.CONTENT_TYPE).split(";", 2)[0].strip();
  }

  /**
   * The body as JSON, or as YAML where the content type says so.
   *
   * @throws ApiFailure with reason BadRequest where it is not
   */
  JsonNode bodyAs(ObjectMapper reader) {
    try {
      return reader.readTree(body.getBytes());
    } catch (IOException malformed) {
      throw ApiFailure.badRequest("the object provided is unrecognized: " + malformed.getMessage());
    }
  }

  /**
   * The body as one JSON object.
   *
   * @throws ApiFailure with reason BadRequest where it is not
   */
  ObjectNode bodyObject() {
    if (bodyAs(json) instanceof ObjectNode object) {
      return object;
    }
    throw ApiFailure.badRequest("the body of the request must be a JSON object");
  }

  /** The same with another object in its body, if there is one in it. */
  Exchange changed(Consumer<ObjectNode> change) {
    if (body.length() == 0) {
      return this;
    }
    var object = bodyObject();
    change.accept(object);
    return new Exchange(request, Buffer.buffer(object.toString()), json);
  }

  /** Answers what no client asked for, as {@link Fault.Nonsense} has it. */
  void sendNonsense(String text, boolean cutOff) {
    var response = request.response().putHeader(HttpHeaders.CONTENT_TYPE, JSON);
    if (cutOff) {
      response
          .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(2 * text.length() + 1))
          .write(text)
          .onComplete(_ -> request.connection().close());
    } else {
      response.end(text);
    }
  }

  void send(int code, JsonNode answer) {
    send(code, answer, List.of());
  }

  /**
   * Answers with JSON and warnings that a client shows its user, as many as fit in {@value
   * #WARNINGS_LIMIT} characters.
   */
  void send(int code, JsonNode answer, List<String> warnings) {
    var response = request.response();
    int left = WARNINGS_LIMIT;
    for (var warning : warnings) {
      left -= warning.length();
      if (left >= 0) {
        response.headers().add("Warning", "299 - \"" + quoted(warning) + "\"");
      }
    }
    response.setStatusCode(code).putHeader(HttpHeaders.CONTENT_TYPE, JSON);
    response.end(bytes(answer));
  }

  /** Answers with a document of another media type. */
  void send(String mediaType, Buffer document) {
    request.response().putHeader(HttpHeaders.CONTENT_TYPE, mediaType).end(document);
  }

  /** Answers with plain text. */
  void sendText(String text) {
    request.response().putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8").end(text);
  }

  /** JSON in UTF-8. */
  Buffer bytes(JsonNode node) {
    try {
      return Buffer.buffer(json.writeValueAsBytes(node));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a JSON tree can always be written", impossible);
    }
  }

  private static String quoted(String text) {
    // A line break would end the header; it may come from the name of an unknown field.
    var line = CONTROL.matcher(text).replaceAll(" ");
    return line.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
