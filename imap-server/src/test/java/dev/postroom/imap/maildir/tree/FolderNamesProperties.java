package dev.postroom.imap.maildir.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxName;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FolderNamesProperties {

  private static final Path MAILDIR = Path.of("/home/ann/Maildir");

  private final FolderNames names = new FolderNames(MAILDIR);

  @Property
  void noNameLeadsOutOfTheMaildir(@ForAll("texts") String text) {
    Path directory;
    try {
      directory = names.directory(new MailboxName(text));
    } catch (MailboxException refused) {
      return;
    }
    assertThat(directory.normalize()).isEqualTo(directory);
    assertThat(directory)
        .satisfiesAnyOf(
            path -> assertThat(path).isEqualTo(MAILDIR),
            path -> assertThat(path.getParent()).isEqualTo(MAILDIR));
  }

  @Property
  void aNameThatIsTakenIsTheNameThatIsListed(@ForAll("texts") String text) throws MailboxException {
    var name = new MailboxName("INBOX." + text.replaceAll("[/.\\p{Cc}]", "x"));

    assertThat(FolderNames.mailbox(names.directory(name).getFileName().toString())).contains(name);
  }

  @Example
  void levelsAreDotsInOneDirectoryName() throws MailboxException {
    assertThat(names.directory(MailboxName.INBOX)).isEqualTo(MAILDIR);
    assertThat(names.directory(new MailboxName("inbox.a.Entwürfe")))
        .isEqualTo(MAILDIR.resolve(".a.Entwürfe"));
  }

  @Example
  void namesThatCannotBeMailboxesAreRefused() {
    for (String name :
        List.of(
            "INBOX.",
            "INBOX..a",
            "INBOX.a..b",
            "INBOX.a.",
            "INBOX.a/b",
            "INBOX.a\nb",
            "INBOX.\0",
            "Sent",
            "INBOXa",
            "#shared.x",
            "INBOX." + "x".repeat(255),
            "INBOX/../../etc")) {
      assertThatThrownBy(() -> names.directory(new MailboxName(name)))
          .as(name)
          .isInstanceOf(MailboxException.class)
          .hasMessage("Invalid mailbox name.");
    }
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> any =
        Arbitraries.strings().withChars("./aBü\0\n ~\\INBOX").ofMinLength(1).ofMaxLength(20);
    return Arbitraries.oneOf(any, any.map(text -> "INBOX." + text));
  }
}
