package dev.postroom.contract.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {

  @ParameterizedTest
  @MethodSource
  void aValueIsWhatTheShellTakesItFor(String written, String value) {
    assertThat(valueOf("X", "HOST=mail\nX=" + written)).isEqualTo(value);
  }

  static Stream<Arguments> aValueIsWhatTheShellTakesItFor() {
    return Stream.of(
        arguments("", ""),
        arguments("40", "40"),
        arguments("a=b", "a=b"),
        arguments("a#b", "a#b"),
        arguments("40 # forty", "40"),
        arguments(" # nothing", ""),
        arguments("40\t", "40"),
        arguments("'a b'", "a b"),
        arguments("'$HOST \\n'", "$HOST \\n"),
        arguments("\"a b\"", "a b"),
        arguments("$HOST", "mail"),
        arguments("${HOST}2", "mail2"),
        arguments("$HOST2", ""),
        arguments("\"$HOST.example\"", "mail.example"),
        arguments("\"\\$HOST \\\" \\\\ \\`\"", "$HOST \" \\ `"),
        arguments("\"a\\b\"", "a\\b"),
        arguments("a\\ b\\$", "a b$"),
        arguments("a'b'\"c\"d", "abcd"),
        arguments("\"`\"".replace("`", "'"), "'"),
        arguments("a~", "a~"),
        arguments("''~", "~"),
        arguments("[*?]!{a,b}", "[*?]!{a,b}"));
  }

  @Test
  void severalAssignmentsMayShareALine() {
    assertThat(valueOf("B", "A=1 B=\"$A 2\" # both")).isEqualTo("1 2");
  }

  @Test
  void aReferenceTakesTheValueSetAboveIt() {
    assertThat(valueOf("B", "A=1\nB=$A\nA=2")).isEqualTo("1");
  }

  @ParameterizedTest
  @MethodSource
  void whatOnlyAShellCanDoIsRefusedWithItsLine(String line, String explanation) {
    assertThatThrownBy(() -> SettingsFile.parse("imapd", "# first\nPORT=143\n" + line + "\nA=1\n"))
        .isInstanceOf(SettingsSyntaxException.class)
        .hasMessage("imapd:3: " + explanation);
  }

  static Stream<Arguments> whatOnlyAShellCanDoIsRefusedWithItsLine() {
    return Stream.of(
        arguments(
            "if [ -f x ]; then",
            "'if' is not NAME=value; shell commands are not carried out here, write the values they"
                + " would set"),
        arguments(
            ". /etc/default/imapd",
            "'.' is not NAME=value; shell commands are not carried out here, write the values they"
                + " would set"),
        arguments(
            "export PORT=143",
            "'export' is not NAME=value; shell commands are not carried out here, write the values"
                + " they would set"),
        arguments(
            "2X=1",
            "'2X=1' is not NAME=value; shell commands are not carried out here, write the values"
                + " they would set"),
        arguments("MAXPERIP =5", "blank before =; write MAXPERIP=value"),
        arguments(
            "MAXPERIP= 5",
            "'5' stands behind the value of MAXPERIP; quote a value that has blanks, leave none"
                + " around = (MAXPERIP=\"...\")"),
        arguments(
            "IMAP_CAPABILITY=IMAP4rev1 IDLE",
            "'IDLE' stands behind the value of IMAP_CAPABILITY; quote a value that has blanks,"
                + " leave none around = (IMAP_CAPABILITY=\"...\")"),
        arguments(
            "X=`hostname`",
            "` runs a command; only NAME=value lines are understood, write the value itself"),
        arguments("X=\"`hostname`\"", "` runs a command; write the value itself"),
        arguments("X=$(hostname)", "$( runs a command; write the value itself"),
        arguments("X=\"$(hostname)\"", "$( runs a command; write the value itself"),
        arguments(
            "X=a|b", "| is a pipe; only NAME=value lines are understood, write the value itself"),
        arguments(
            "X=a;Y=b",
            "; separates shell commands: put each variable on its own line, or quote it; only"
                + " NAME=value lines are understood, write the value itself"),
        arguments(
            "X=1&",
            "& is a shell operator; only NAME=value lines are understood, write the value itself"),
        arguments(
            "X=${Y:-1}", "${Y must be closed with }; nothing else than a name may stand in it"),
        arguments("X=${Y", "${Y must be closed with }; nothing else than a name may stand in it"),
        arguments(
            "X=$1",
            "$ must be followed by the name of a variable, $NAME or ${NAME}; for a dollar sign"
                + " write \\$"),
        arguments(
            "X=5$",
            "$ must be followed by the name of a variable, $NAME or ${NAME}; for a dollar sign"
                + " write \\$"),
        arguments(
            "X=~/mail", "~ would be replaced by a home directory; quote it, or write the path"),
        arguments("X=a:~", "~ would be replaced by a home directory; quote it, or write the path"),
        arguments(
            "X=a\\",
            "a \\ at the end of a line does not continue it here; write the value on one line"),
        arguments(
            "X=\"a\\",
            "a \\ at the end of a line does not continue it here; write the value on one line"),
        arguments("X='a", "the ' is not closed on this line; close it, values are one line long"),
        arguments("X=\"a", "the \" is not closed on this line; close it, values are one line long"),
        arguments("X=a\r", "carriage return; convert the file to Unix line ends"),
        arguments("X='a\0'", "NUL character; remove it"));
  }

  @Test
  void aWordTooLongToShowIsCutInTheMessage() {
    assertThatThrownBy(() -> SettingsFile.parse("imapd", "x".repeat(1000)))
        .hasMessageStartingWith("imapd:1: '" + "x".repeat(40) + "...' is not NAME=value");
  }

  @Test
  void aTextBeyondTheLimitIsRefused() {
    String text = "#".repeat(SettingsFile.MAX_CHARACTERS);

    assertThat(SettingsFile.parse("imapd", text).render()).isEqualTo(text);
    assertThatThrownBy(() -> SettingsFile.parse("imapd", text + "#"))
        .hasMessage(
            "imapd: has 1048577 characters, more than the 1048576 that are read; is this the right"
                + " file?");
  }

  @Test
  void aChangeLeavesEverythingElseAsItWas() {
    var file =
        SettingsFile.parse(
            "imapd",
            """
            ##VERSION: $Id$
            ##NAME: MAXPERIP:0
            #
            #  Maximum number of connections to accept from the same IP address

            MAXPERIP=4
              MAXPERIP="4"   # twice
            ##NAME: TCPDOPTS:0
            TCPDOPTS="-nodnslookup"
            """);

    assertThat(file.with("MAXPERIP", "20").with("TCPDOPTS", "-maxperc=9 -haproxy").render())
        .isEqualTo(
            """
            ##VERSION: $Id$
            ##NAME: MAXPERIP:0
            #
            #  Maximum number of connections to accept from the same IP address

            MAXPERIP=4
              MAXPERIP=20   # twice
            ##NAME: TCPDOPTS:0
            TCPDOPTS="-maxperc=9 -haproxy"
            """);
  }

  @Test
  void aVariableThatIsNotSetYetIsAddedWhereItIsDescribed() {
    var file =
        SettingsFile.parse(
            "imapd",
            """
            ##NAME: IMAPDEBUGFILE:0
            #
            # IMAPDEBUGFILE="imaplog.dat"


            ##NAME: ID_FIELDS:0
            #
            # IMAP_ID_FIELDS=0
            # Set it to a sum of bits.

            MAILDIRPATH=Maildir\
            """);

    assertThat(
            file.with("IMAPDEBUGFILE", "log").with("IMAP_ID_FIELDS", "7").with("MINE", "").render())
        .isEqualTo(
            """
            ##NAME: IMAPDEBUGFILE:0
            #
            # IMAPDEBUGFILE="imaplog.dat"
            IMAPDEBUGFILE=log


            ##NAME: ID_FIELDS:0
            #
            # IMAP_ID_FIELDS=0
            IMAP_ID_FIELDS=7
            # Set it to a sum of bits.

            MAILDIRPATH=Maildir
            MINE=""
            """);
  }

  @Test
  void aNewValueIsTakenLiterally() {
    assertThat(SettingsFile.empty("imapd").with("X", "$(id) `id` \\ \"quoted\" ~").render())
        .isEqualTo("X=\"\\$(id) \\`id\\` \\\\ \\\"quoted\\\" ~\"\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2X", "A-B", "A B", "A=", "Ä"})
  void aNameThatIsNoVariableCannotBeSet(String name) {
    assertThatThrownBy(() -> SettingsFile.empty("imapd").with(name, "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'" + name + "' is not the name of a variable; use letters, digits and _");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nPORT=1", "a\rb", "a\0"})
  void aValueOfMoreThanOneLineCannotBeSet(String value) {
    assertThatThrownBy(() -> SettingsFile.empty("imapd").with("X", value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the value of X holds a line end or NUL; a value is one line of text");
  }

  private static String valueOf(String name, String text) {
    return EffectiveSettings.plain(
            SettingsFile.empty("imapd-ssl"), SettingsFile.parse("imapd", text))
        .text(name);
  }
}
