package dev.postroom.imap.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.imap.server.ServerFixture;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.event.MessageCountAdapter;
import jakarta.mail.event.MessageCountEvent;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.search.SubjectTerm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Java's own mail client, IDLE included. */
class AngusMailTest {

  @TempDir Path directory;
  private ServerFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = new ServerFixture(directory).start();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @ParameterizedTest
  @EnumSource
  void aMessageWithAnAttachmentIsAppendedReadSearchedCopiedAndExpunged(Security security)
      throws Exception {
    Session session = session(security);
    try (Store store = connect(session, security)) {
      Folder inbox = store.getFolder("INBOX");
      inbox.appendMessages(new Message[] {report(session)});
      inbox.open(Folder.READ_WRITE);

      Message[] found = inbox.search(new SubjectTerm("Quarterly"));
      assertThat(found).hasSize(1);
      assertThat(found[0].getSubject()).isEqualTo("Quarterly report, geprüft");
      MimeMultipart parts = (MimeMultipart) found[0].getContent();
      assertThat(parts.getBodyPart(0).getContent()).isEqualTo("See the attachment.");
      assertThat(parts.getBodyPart(1).getFileName()).isEqualTo("numbers.csv");
      assertThat(new String(parts.getBodyPart(1).getInputStream().readAllBytes()))
          .isEqualTo("1;2;3\r\n");

      Folder archive = store.getFolder("INBOX.Archive");
      assertThat(archive.create(Folder.HOLDS_MESSAGES)).isTrue();
      inbox.copyMessages(found, archive);
      found[0].setFlag(Flags.Flag.DELETED, true);
      assertThat(inbox.expunge()).hasSize(1);
      assertThat(inbox.getMessageCount()).isZero();
      assertThat(archive.getMessageCount()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDeliveryReachesAClientThatIdles(Security security) throws Exception {
    Session session = session(security);
    ByteArrayOutputStream dialogue = new ByteArrayOutputStream();
    session.setDebugOut(new PrintStream(dialogue, true, StandardCharsets.ISO_8859_1));
    session.setDebug(true);
    try (Store store = connect(session, security)) {
      IMAPFolder inbox = (IMAPFolder) store.getFolder("INBOX");
      inbox.open(Folder.READ_ONLY);
      List<String> subjects = new CopyOnWriteArrayList<>();
      inbox.addMessageCountListener(
          new MessageCountAdapter() {
            @Override
            public void messagesAdded(MessageCountEvent event) {
              for (Message message : event.getMessages()) {
                subjects.add(Integer.toString(message.getMessageNumber()));
              }
            }
          });
      Thread idling = Thread.ofVirtual().start(() -> idle(inbox));

      await()
          .until(() -> dialogue.toString(StandardCharsets.ISO_8859_1).contains("+ entering idle"));
      deliver();

      await().until(() -> subjects.equals(List.of("1")));
      inbox.close();
      idling.join();
    }
  }

  private static void idle(IMAPFolder inbox) {
    try {
      inbox.idle(true);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void deliver() throws IOException {
    Path maildir = fixture.home("anna").resolve("Maildir");
    Path written =
        Files.writeString(
            maildir.resolve("tmp/1700000000.M1P1.far"), "Subject: Hello\n\nHow are you?\n");
    Files.move(written, maildir.resolve("new").resolve(written.getFileName()));
  }

  private Session session(Security security) {
    Properties properties = new Properties();
    String protocol = security == Security.TLS ? "imaps" : "imap";
    properties.put("mail.store.protocol", protocol);
    properties.put(
        "mail." + protocol + ".port", Integer.toString(fixture.port(security.listener())));
    properties.put("mail." + protocol + ".ssl.trust", "*");
    properties.put("mail." + protocol + ".ssl.checkserveridentity", "false");
    properties.put("mail.imap.starttls.enable", Boolean.toString(security == Security.STARTTLS));
    properties.put("mail.imap.starttls.required", Boolean.toString(security == Security.STARTTLS));
    properties.put("mail." + protocol + ".timeout", "30000");
    return Session.getInstance(properties);
  }

  private static Store connect(Session session, Security security) throws Exception {
    Store store = session.getStore(security == Security.TLS ? "imaps" : "imap");
    store.connect("127.0.0.1", "anna", ServerFixture.PASSWORD);
    return store;
  }

  private static Message report(Session session) throws Exception {
    MimeMessage message = new MimeMessage(session);
    message.setFrom("carla@example.com");
    message.setRecipients(Message.RecipientType.TO, "anna@example.com");
    message.setSubject("Quarterly report, geprüft", "UTF-8");
    MimeBodyPart text = new MimeBodyPart();
    text.setText("See the attachment.");
    MimeBodyPart numbers = new MimeBodyPart();
    numbers.setText("1;2;3\r\n");
    numbers.setFileName("numbers.csv");
    MimeMultipart parts = new MimeMultipart();
    parts.addBodyPart(text);
    parts.addBodyPart(numbers);
    message.setContent(parts);
    message.saveChanges();
    return message;
  }
}
