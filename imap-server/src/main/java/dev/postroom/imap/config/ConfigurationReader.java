package dev.postroom.imap.config;

import dev.postroom.contract.Location;
import dev.postroom.contract.MalformedFileException;
import dev.postroom.contract.access.AccessAction;
import dev.postroom.contract.access.AccessMap;
import dev.postroom.contract.access.AccessRecord;
import dev.postroom.contract.access.AccessSource;
import dev.postroom.contract.access.LocalPort;
import dev.postroom.contract.oauth.TrustedIssuer;
import dev.postroom.contract.proxy.ProxyProtocol;
import dev.postroom.contract.report.ConfigurationState.Rejection;
import dev.postroom.contract.settings.CourierSettings;
import dev.postroom.contract.settings.EffectiveSettings;
import dev.postroom.contract.settings.SettingProblem;
import dev.postroom.contract.settings.SettingsFile;
import dev.postroom.contract.settings.TcpdOptions;
import dev.postroom.imap.auth.authdaemon.AccountModules;
import dev.postroom.imap.config.Configuration.ListenerConfiguration;
import dev.postroom.imap.config.tls.TlsLoader;
import dev.postroom.imap.config.tls.TlsRefusedException;
import dev.postroom.imap.config.tls.TlsSources;
import dev.postroom.imap.tls.ServerTls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads a directory of Courier's files once, checking everything. What is missing is tolerated
 * where Courier has a default: without {@code imapd} and {@code imapd-ssl} every variable has its
 * default, without {@code imapaccess} every address is allowed, without {@code userdb} and its like
 * nobody can log in, without a certificate there is no TLS.
 */
final class ConfigurationReader {

  private final Path directory;
  private final FileRoot root;
  private final TlsLoader tls;

  private final Set<Path> consulted = new LinkedHashSet<>();
  private final List<Rejection> rejections = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final Map<String, String> files = new LinkedHashMap<>();

  /**
   * @param directory where the files are, below {@code root} already
   * @param root where absolute paths inside the files are looked up
   */
  ConfigurationReader(Path directory, FileRoot root, TlsLoader tls) {
    this.directory = directory;
    this.root = root;
    this.tls = tls;
  }

  /**
   * @throws ConfigurationRejectedException with every file that cannot be honoured
   */
  Configuration read() throws ConfigurationRejectedException {
    SettingsFile imapd = settings("imapd");
    SettingsFile imapdSsl = settings("imapd-ssl");
    // What follows depends on the variables; guessing with half of them would only add noise.
    stopIfRejected();
    EffectiveSettings plain = EffectiveSettings.plain(imapdSsl, imapd);
    EffectiveSettings implicit = EffectiveSettings.tls(imapd, imapdSsl);
    check(plain);
    check(implicit);
    stopIfRejected();
    AccessMap access = access(plain);
    AccountModules accounts = new AccountFiles(this).read();
    Optional<ServerTls> startTls = tls(plain);
    Optional<ServerTls> implicitTls = tls(implicit);
    stopIfRejected();
    return new Configuration(
        listener(plain, startTls),
        listener(implicit, implicitTls),
        access,
        accounts,
        files,
        remarks);
  }

  private static ListenerConfiguration listener(
      EffectiveSettings settings, Optional<ServerTls> tls) {
    return new ListenerConfiguration(
        settings, TcpdOptions.of(settings), ProxyProtocol.of(settings), tls);
  }

  /** The paths that the outcome of {@link #read} depended on, whether or not anything is there. */
  Set<Path> consulted() {
    return Set.copyOf(consulted);
  }

  private SettingsFile settings(String name) {
    SourceFile source = source(name, directory.resolve(name));
    return parse(source, () -> SettingsFile.parse(name, source.text()), SettingsFile.empty(name));
  }

  private void check(EffectiveSettings settings) {
    settings.problems().forEach(this::reject);
    if (settings.problems().isEmpty()) {
      ProxyProtocol.problem(settings).ifPresent(this::reject);
      TrustedIssuer.problem(settings).ifPresent(this::reject);
    }
    for (SettingProblem warning : settings.warnings()) {
      remark(warning.toString());
    }
  }

  private void reject(SettingProblem problem) {
    Rejection rejection =
        new Rejection(
            problem.location().file(),
            files.getOrDefault(problem.location().file(), ""),
            problem.location().line(),
            problem.message());
    if (!rejections.contains(rejection)) {
      rejections.add(rejection);
    }
  }

  private AccessMap access(EffectiveSettings settings) {
    SourceFile source = source("imapaccess", locate(Path.of(settings.text("IMAPACCESSFILE"))));
    if (source.isMissing()) {
      remark("imapaccess: there is no access map, so every address is allowed");
    }
    List<AccessSource> sources =
        source.texts().entrySet().stream()
            .map(file -> new AccessSource(file.getKey(), file.getValue()))
            .toList();
    AccessMap access = parse(source, () -> AccessMap.parse(sources), AccessMap.empty());
    access.warnings().forEach(warning -> remark(warning.toString()));
    access.records().forEach(record -> check(record, source));
    remarkOnLocalPorts(access, settings);
    return access;
  }

  private void remarkOnLocalPorts(AccessMap access, EffectiveSettings settings) {
    if (!TcpdOptions.of(settings).accessLocal()) {
      access.records().stream()
          .filter(record -> record.key() instanceof LocalPort)
          .forEach(
              record ->
                  remark(
                      "%s: %s is a port of this server, and counts only with -accesslocal among TCPDOPTS"
                          .formatted(record.location(), record.key())));
    }
  }

  /** Variables that a record sets for its clients must fit like those of the files. */
  private void check(AccessRecord record, SourceFile source) {
    if (!(record.action() instanceof AccessAction.Allow allow)) {
      return;
    }
    Location location = record.location();
    allow
        .settings()
        .forEach(
            (name, value) ->
                CourierSettings.find(name)
                    .flatMap(setting -> setting.problem(value))
                    .ifPresent(
                        wrong ->
                            rejections.add(
                                new Rejection(
                                    location.file(),
                                    source.sha256(),
                                    location.line(),
                                    name + "=" + value + " " + wrong))));
  }

  private Optional<ServerTls> tls(EffectiveSettings settings) {
    try {
      return tls.load(settings, new Sources());
    } catch (TlsRefusedException e) {
      String file = e.location().file();
      Rejection rejection =
          new Rejection(file, files.getOrDefault(file, ""), e.location().line(), e.getMessage());
      if (!rejections.contains(rejection)) {
        rejections.add(rejection);
      }
      return Optional.empty();
    }
  }

  /** A variable's path: relative to the directory of the files, absolute below the root. */
  Path locate(Path path) {
    Path located = path.isAbsolute() ? root.locate(path) : directory.resolve(path);
    consulted.add(located);
    return located;
  }

  /** A file of the directory, read by {@code parser}, or else {@code otherwise} and a rejection. */
  <T> T file(String name, Function<SourceFile, T> parser, T otherwise) {
    SourceFile source = source(name, directory.resolve(name));
    return parse(source, () -> parser.apply(source), otherwise);
  }

  /** Remarks on a file of the directory that holds passwords and that everybody may read. */
  void remarkIfOpenToAll(String name) {
    try {
      if (SecretMode.isOpenToAll(directory.resolve(name))) {
        remark(name + ": every user of this machine can read it; a mode of 0640 keeps them out");
      }
    } catch (IOException e) {
      rejections.add(new Rejection(name, "", 0, "cannot be read: " + e));
    }
  }

  private SourceFile source(String name, Path path) {
    consulted.add(path);
    try {
      SourceFile source = SourceFile.read(name, path);
      if (!source.isMissing()) {
        files.put(name, source.sha256());
      }
      return source;
    } catch (IOException e) {
      rejections.add(new Rejection(name, "", 0, "cannot be read: " + e));
      return SourceFile.missing(name);
    }
  }

  private <T> T parse(SourceFile source, Supplier<T> parser, T otherwise) {
    try {
      return parser.get();
    } catch (MalformedFileException e) {
      rejections.add(
          new Rejection(
              e.location().file(), source.sha256(), e.location().line(), e.explanation()));
      return otherwise;
    }
  }

  /** Tells the log of something odd that does no harm. */
  void remark(String remark) {
    if (!remarks.contains(remark)) {
      remarks.add(remark);
    }
  }

  private void stopIfRejected() throws ConfigurationRejectedException {
    if (!rejections.isEmpty()) {
      throw new ConfigurationRejectedException(rejections);
    }
  }

  /** Where TLS has its files from. */
  private final class Sources implements TlsSources {

    @Override
    public Path locate(Path path) {
      return ConfigurationReader.this.locate(path);
    }

    @Override
    public List<Path> variants(Path located) {
      Path family = FileStates.family(located);
      consulted.add(family);
      List<Path> variants = FileStates.members(family);
      consulted.addAll(variants);
      return variants;
    }

    @Override
    public void remark(String remark) {
      ConfigurationReader.this.remark(remark);
    }
  }
}
