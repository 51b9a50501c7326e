package dev.postroom.imap.auth.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A query with Courier's variables in it, such as {@code $(local_part)}. Courier writes what the
 * client sent into the query; here it is bound. A string literal that has variables becomes one
 * parameter, whose value is the literal with them filled in, so that {@code '$(local_part)@x'}
 * means what it means in Courier, whatever the client sent.
 *
 * @param sql with a {@code ?} for each parameter
 * @param parameters their texts, variables not filled in yet
 */
record QueryTemplate(String sql, List<String> parameters) {

  static final String ADDRESS = "address";

  private static final Pattern VARIABLE = Pattern.compile("\\$\\(([^)]*)\\)");
  private static final Pattern KNOWN =
      Pattern.compile("\\$\\((local_part|domain|service|" + ADDRESS + ")\\)");

  QueryTemplate {
    parameters = List.copyOf(parameters);
  }

  /**
   * @throws IllegalArgumentException when a variable is not known, or stands where nothing can be
   *     bound
   */
  static QueryTemplate parse(String text, SqlDialect dialect) {
    Matcher variables = VARIABLE.matcher(text);
    while (variables.find()) {
      if (!KNOWN.matcher(variables.group()).matches()) {
        throw new IllegalArgumentException(
            "has a variable %s; there are $(local_part), $(domain) and $(service)"
                .formatted(variables.group()));
      }
    }
    return new Scan(text, dialect).run();
  }

  /** The parameters' values. */
  List<String> values(Login login) {
    Map<String, String> variables =
        Map.of(
            "local_part",
            login.localPart(),
            "domain",
            login.domain(),
            "service",
            login.service(),
            ADDRESS,
            login.address());
    return parameters.stream()
        .map(
            parameter ->
                KNOWN
                    .matcher(parameter)
                    .replaceAll(found -> Matcher.quoteReplacement(variables.get(found.group(1)))))
        .toList();
  }

  /**
   * One pass over the text, which knows of SQL only where strings and quoted names begin and end.
   */
  private static final class Scan {
    private final String text;
    private final SqlDialect dialect;
    private final StringBuilder sql = new StringBuilder();
    private final List<String> parameters = new ArrayList<>();
    private int at;

    Scan(String text, SqlDialect dialect) {
      this.text = text;
      this.dialect = dialect;
    }

    QueryTemplate run() {
      while (at < text.length()) {
        char c = text.charAt(at);
        if (c == '\'' || c == '"' || c == '`') {
          quoted(c);
        } else if (c == '?') {
          sql.append(dialect.questionMark());
          at++;
        } else if (text.startsWith("$(", at)) {
          int end = text.indexOf(')', at) + 1;
          bind(text.substring(at, end));
          at = end;
        } else {
          sql.append(c);
          at++;
        }
      }
      return new QueryTemplate(sql.toString(), parameters);
    }

    private void quoted(char quote) {
      int start = at++;
      StringBuilder content = new StringBuilder();
      while (true) {
        if (at >= text.length()) {
          throw new IllegalArgumentException("has a " + quote + " that nothing ends");
        }
        char c = text.charAt(at++);
        if (c == quote) {
          if (at >= text.length() || text.charAt(at) != quote) {
            break;
          }
          at++;
        } else if (c == '\\' && dialect.backslashEscapes() && at < text.length()) {
          c = text.charAt(at++);
        }
        content.append(c);
      }
      if (content.indexOf("$(") < 0) {
        sql.append(text, start, at);
      } else if (dialect.isString(quote)) {
        bind(content.toString());
      } else {
        throw new IllegalArgumentException(
            "has a variable within %1$s…%1$s, which quotes a name; write '…' for a string"
                .formatted(quote));
      }
    }

    private void bind(String parameter) {
      sql.append('?');
      parameters.add(parameter);
    }
  }
}
