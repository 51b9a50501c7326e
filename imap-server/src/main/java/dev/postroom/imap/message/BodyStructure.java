package dev.postroom.imap.message;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The structure of a body (RFC 3501 section 7.4.2). BODY leaves the extension data out: {@link
 * Fields#md5} and everything in {@link Extension}. Texts hold one {@code char} per byte
 * (ISO-8859-1). What cannot be understood is {@code TEXT/PLAIN}.
 */
public sealed interface BodyStructure {

  /** A body that is neither text, nor a message, nor made of parts ({@code body-type-basic}). */
  record Basic(Fields fields) implements BodyStructure {}

  /**
   * A text ({@code body-type-text}).
   *
   * @param fields its fields; the type is {@code TEXT}
   * @param lines its length in lines of the encoded text
   */
  record Text(Fields fields, long lines) implements BodyStructure {}

  /**
   * A message in a message ({@code body-type-msg}).
   *
   * @param fields its fields; the type is {@code MESSAGE/RFC822} or {@code MESSAGE/GLOBAL}
   * @param envelope of the inner message
   * @param body of the inner message
   * @param lines its length in lines, the inner header included
   */
  record Message(Fields fields, Envelope envelope, BodyStructure body, long lines)
      implements BodyStructure {}

  /**
   * Parts ({@code body-type-mpart}).
   *
   * @param parts one or more
   * @param subtype in upper case
   * @param parameters of the content type, in order
   * @param extension what BODY leaves out
   */
  record Multipart(
      List<BodyStructure> parts,
      String subtype,
      Map<String, String> parameters,
      Extension extension)
      implements BodyStructure {
    public Multipart {
      parts = List.copyOf(parts);
      parameters = inOrder(parameters);
    }
  }

  /**
   * What all single parts have ({@code body-fields}).
   *
   * @param type in upper case
   * @param subtype in upper case
   * @param parameters of the content type, in order; names in upper case
   * @param id the Content-ID
   * @param description the Content-Description
   * @param encoding the Content-Transfer-Encoding in upper case, {@code 7BIT} where there is none
   * @param octets size of the part as it is encoded
   * @param md5 the Content-MD5; extension data
   * @param extension what else BODY leaves out
   */
  record Fields(
      String type,
      String subtype,
      Map<String, String> parameters,
      Optional<String> id,
      Optional<String> description,
      String encoding,
      long octets,
      Optional<String> md5,
      Extension extension) {
    public Fields {
      parameters = inOrder(parameters);
    }
  }

  /**
   * Extension data of single parts and multiparts.
   *
   * @param disposition the Content-Disposition
   * @param language the tags of Content-Language; empty is NIL
   * @param location the Content-Location
   */
  record Extension(
      Optional<Disposition> disposition, List<String> language, Optional<String> location) {
    public Extension {
      language = List.copyOf(language);
    }
  }

  /**
   * A Content-Disposition (RFC 2183).
   *
   * @param type in upper case
   * @param parameters in order; names in upper case
   */
  record Disposition(String type, Map<String, String> parameters) {
    public Disposition {
      parameters = inOrder(parameters);
    }
  }

  private static Map<String, String> inOrder(Map<String, String> parameters) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }
}
