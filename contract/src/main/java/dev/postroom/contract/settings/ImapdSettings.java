package dev.postroom.contract.settings;

import static dev.postroom.contract.settings.CourierSetting.Effect.LIVE;
import static dev.postroom.contract.settings.CourierSetting.Effect.NOT_YET;
import static dev.postroom.contract.settings.CourierSetting.Effect.RESTART;
import static dev.postroom.contract.settings.CourierSetting.Effect.UNUSED;

import dev.postroom.contract.settings.CourierSetting.Effect;
import dev.postroom.contract.settings.SettingType.Address;
import dev.postroom.contract.settings.SettingType.Choice;
import dev.postroom.contract.settings.SettingType.Flag;
import dev.postroom.contract.settings.SettingType.FolderAges;
import dev.postroom.contract.settings.SettingType.Mask;
import dev.postroom.contract.settings.SettingType.Number;
import dev.postroom.contract.settings.SettingType.Path;
import dev.postroom.contract.settings.SettingType.Ports;
import dev.postroom.contract.settings.SettingType.Tcpd;
import dev.postroom.contract.settings.SettingType.Text;
import dev.postroom.contract.settings.SettingType.YesNo;
import java.util.List;
import java.util.Optional;

/**
 * The variables of {@code imapd}, in the order of Courier's own file; the undocumented ones last.
 */
final class ImapdSettings {

  /** Far above what one server can hold, far below where sums of limits overflow. */
  static final int MOST_CONNECTIONS = 1_000_000;

  private static final SettingType TEXT = new Text();
  private static final SettingType PATH = new Path();
  private static final SettingType FLAG = new Flag(false);
  private static final SettingType FLAG_ON_WHEN_EMPTY = new Flag(true);
  private static final SettingType YES_NO = new YesNo();

  static final List<CourierSetting> ALL =
      List.of(
          setting(
              "ADDRESS",
              new Address(),
              "0",
              RESTART,
              "Local address for the entries of PORT that name none; 0 is every address."),
          setting(
              "PORT",
              new Ports(),
              "143",
              RESTART,
              "Where IMAP is spoken in the clear until STARTTLS: entries of the form port or"
                  + " address.port, divided by commas."),
          unset(
              "AUTHSERVICEnnn",
              TEXT,
              LIVE,
              "Name of the authentication service for connections to the local port nnn, instead of"
                  + " imap."),
          setting(
              "MAXDAEMONS",
              new Number(1, MOST_CONNECTIONS, "connections"),
              "40",
              LIVE,
              "How many connections may be open at once."),
          setting(
              "MAXPERIP",
              new Number(1, MOST_CONNECTIONS, "connections"),
              "4",
              LIVE,
              "How many connections one address may hold at once, unless the access map says"
                  + " otherwise (MAXCPERIP)."),
          unset(
              "MAXCPERIP",
              new Number(0, MOST_CONNECTIONS, "connections"),
              LIVE,
              "How many connections one address may hold at once, in place of MAXPERIP; mostly set"
                  + " by a record of the access map; 0 counts as unset."),
          setting(
              "PIDFILE",
              PATH,
              "imapd.pid",
              UNUSED,
              "Where Courier's supervisor notes its process number."),
          setting(
              TcpdOptions.VARIABLE,
              new Tcpd(),
              "-nodnslookup",
              LIVE,
              "Further options of couriertcpd; those about limits, the access map and the PROXY"
                  + " protocol mean something here too."),
          setting(
              "IMAPACCESSFILE",
              PATH,
              "imapaccess",
              LIVE,
              "The access map: a file, or a directory of files."),
          setting("LOGGEROPTS", TEXT, "-name=imapd", UNUSED, "Options of courierlogger."),
          unset(
              "DEFDOMAIN",
              TEXT,
              LIVE,
              "What is appended to a user's name at login, @ included, when the name has no domain"
                  + " yet."),
          unset(
              "DOMAINSEP",
              TEXT,
              LIVE,
              "Characters of which any one says that a user's name has a domain; unset means the"
                  + " first character of DEFDOMAIN."),
          setting(
              "IMAP_CAPABILITY",
              TEXT,
              "IMAP4rev1 UIDPLUS CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT THREAD=REFERENCES SORT"
                  + " QUOTA IDLE",
              LIVE,
              "What the server says that it can do (RFC 3501, 7.2.1), before TLS; where no file"
                  + " sets it, all that works here, which is more than this default of Courier's."),
          setting(
              "IMAP_KEYWORDS",
              new Choice(List.of("0", "1", "2")),
              "1",
              LIVE,
              "Whether messages can carry keywords: 0 no, 1 yes, 2 yes with locked updates."),
          setting("IMAP_ACL", FLAG, "1", LIVE, "Whether ACL (RFC 4314) is announced."),
          unset(
              "SMAP_CAPABILITY",
              TEXT,
              UNUSED,
              "SMAP1 announces Courier's private mail access protocol."),
          unset(
              "IMAP_CAPABILITY_ORIG",
              TEXT,
              UNUSED,
              "The capabilities that Courier's web administration starts from."),
          setting(
              "IMAP_CAPABILITY_TLS",
              TEXT,
              "$IMAP_CAPABILITY AUTH=PLAIN",
              LIVE,
              "What the server says that it can do, once TLS is in force."),
          unset(
              "IMAP_CAPABILITY_TLS_ORIG",
              TEXT,
              UNUSED,
              "The capabilities under TLS that Courier's web administration starts from."),
          setting(
              "IMAP_PROXY",
              FLAG,
              "0",
              NOT_YET,
              "Whether users whose account names a mailhost are connected on to it."),
          unset(
              "PROXY_HOSTNAME",
              TEXT,
              NOT_YET,
              "The name under which this server stands in mailhost; unset means the machine's"
                  + " name."),
          setting(
              "IMAP_PROXY_FOREIGN",
              FLAG,
              "0",
              NOT_YET,
              "Whether the mailhost is another kind of server, whose capabilities are shown after"
                  + " login."),
          setting(
              "IMAP_IDLE_TIMEOUT",
              new Number(1, 3600, "seconds"),
              "60",
              LIVE,
              "How often a mailbox is looked at during IDLE when the file system does not tell of"
                  + " changes."),
          setting(
              "IMAP_MAILBOX_SANITY_CHECK",
              FLAG_ON_WHEN_EMPTY,
              "1",
              LIVE,
              "Whether a Maildir must belong to the account's user, or to the one as whom the server"
                  + " runs, before it is opened; groups are not looked at, nor is an account that"
                  + " names no user."),
          setting(
              "IMAP_DISABLETHREADSORT",
              FLAG,
              "0",
              LIVE,
              "Whether THREAD and SORT are refused, for the work they make."),
          setting(
              "IMAP_CHECK_ALL_FOLDERS",
              FLAG,
              "0",
              LIVE,
              "Whether LIST says of every folder, not of INBOX alone, whether it has new mail."),
          setting(
              "IMAP_OBSOLETE_CLIENT",
              FLAG,
              "0",
              LIVE,
              "Whether LIST avoids the attributes \\HasChildren and \\HasNoChildren, for clients"
                  + " that stumble over them."),
          setting(
              "IMAP_UMASK",
              new Mask(),
              "022",
              LIVE,
              "Permissions withheld from the files that are created."),
          setting(
              "IMAP_ULIMITD",
              new Number(0, Integer.MAX_VALUE, "KiB"),
              "65536",
              UNUSED,
              "Memory that one of Courier's processes may use."),
          setting(
              "IMAP_USELOCKS",
              FLAG_ON_WHEN_EMPTY,
              "1",
              LIVE,
              "Whether folders are locked against other programs while messages get their UIDs."),
          setting(
              "IMAP_SHAREDINDEXFILE",
              PATH,
              "shared/index",
              LIVE,
              "Index of the accounts whose folders are shared, below #shared; the account option"
                  + " sharedgroup is appended to its name. The older scheme, shared. (shared-maildirs and"
                  + " shared-folders in a maildir), is not read; this index takes its place."),
          setting(
              "IMAP_ENHANCEDIDLE",
              FLAG,
              "0",
              UNUSED,
              "Whether IDLE is told of changes by FAM; gone since Courier-IMAP 5.1, which always is"
                  + " told."),
          setting(
              "IMAP_TRASHFOLDERNAME", TEXT, "Trash", LIVE, "Name of the folder for deleted mail."),
          setting(
              "IMAP_EMPTYTRASH",
              new FolderAges(),
              "Trash:7",
              LIVE,
              "After how many days mail is removed from which folders."),
          setting(
              "IMAP_MOVE_EXPUNGE_TO_TRASH",
              FLAG,
              "0",
              LIVE,
              "Whether expunged messages go to the folder for deleted mail first."),
          unset("IMAP_LOG_DELETIONS", FLAG, LIVE, "Whether every expunged message is logged."),
          unset(
              "AUTH_MKHOMEDIR_SKEL",
              PATH,
              LIVE,
              "Directory that is copied as a user's home at the first login; links in it are followed."),
          unset(
              "IMAPDEBUGFILE",
              TEXT,
              LIVE,
              "Name of a file to which the protocol is written when it exists in a maildir at login,"
                  + " but for passwords; up to 64 MiB."),
          unset(
              "OUTBOX",
              TEXT,
              LIVE,
              "Folder below INBOX, such as .Outbox, that sends the messages put into it."),
          setting(
              "SENDMAIL",
              PATH,
              "/usr/sbin/sendmail",
              LIVE,
              "Program that sends the messages put into OUTBOX, with -oi -t -f and the user's name;"
                  + " killed after two minutes."),
          setting(
              "HEADERFROM",
              TEXT,
              "X-IMAP-Sender",
              LIVE,
              "Header that names the user in a message sent from OUTBOX."),
          unset(
              "OUTBOX_MULTIPLE_SEND",
              FLAG,
              LIVE,
              "Whether several messages may be copied to OUTBOX at once."),
          unset(
              "IMAP_ID_FIELDS",
              new Number(0, 7, "bits"),
              LIVE,
              "Enables ID (RFC 2971) and says what it tells beside the name: 1 version, 2 operating"
                  + " system, 4 its version, added up."),
          setting(
              "IMAPDSTART",
              YES_NO,
              "NO",
              UNUSED,
              "Whether the machine's start script starts IMAP."),
          setting(
              "MAILDIRPATH",
              PATH,
              "Maildir",
              LIVE,
              "A user's maildir, relative to the home directory, when the account names none."),
          unset(
              "IMAP_SHAREDMUNGENAMES",
              FLAG,
              LIVE,
              "Whether . and / in the names of shared folders are shown as \\: and \\;, not as"
                  + " blanks."),
          unset(
              "IMAP_BROKENUIDV",
              FLAG,
              UNUSED,
              "Whether DELETE and RENAME skip the two seconds' wait that keeps UIDVALIDITY from"
                  + " being used twice."),
          unset(
              "MAILDIR_SKIP_SYMLINK_CHECKS",
              FLAG,
              UNUSED,
              "Whether symbolic links in a maildir are followed without asking who owns them; as in"
                  + " courier-imap 5.0, they always are."),
          unset(
              "MAILDIRQUOTA",
              TEXT,
              LIVE,
              "Quota of accounts that name none, such as 10000000S,1000C."),
          unset(
              "HOSTNAME",
              TEXT,
              UNUSED,
              "The machine's name in the names of message files and locks. Postroom takes the pod's,"
                  + " since replicas that shared one would break each other's locks."),
          unset(
              "MIME_UNICODE_MESSAGE_TYPE",
              TEXT,
              UNUSED,
              "How Courier's POP3 server presents messages in UTF-8."),
          setting(
              "TIMEOUT_SOCK",
              new Number(1, 3600, "seconds"),
              "10",
              UNUSED,
              "How long to wait for a connection to the authentication daemon."),
          setting(
              "TIMEOUT_WRITE",
              new Number(1, 3600, "seconds"),
              "10",
              UNUSED,
              "How long to wait for the authentication daemon to take a request."),
          setting(
              "TIMEOUT_READ",
              new Number(1, 3600, "seconds"),
              "30",
              UNUSED,
              "How long to wait for the authentication daemon's answer."));

  private ImapdSettings() {}

  private static CourierSetting setting(
      String name, SettingType type, String defaultValue, Effect effect, String meaning) {
    return new CourierSetting(
        name, SettingsFileName.IMAPD, type, Optional.of(defaultValue), meaning, effect);
  }

  private static CourierSetting unset(
      String name, SettingType type, Effect effect, String meaning) {
    return new CourierSetting(
        name, SettingsFileName.IMAPD, type, Optional.empty(), meaning, effect);
  }
}
