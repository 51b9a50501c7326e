package dev.postroom.imap.config;

import dev.postroom.imap.auth.AccountModule;
import dev.postroom.imap.auth.authdaemon.AccountModules;
import dev.postroom.imap.auth.authdaemon.AuthdaemonFile;
import dev.postroom.imap.auth.authlib.AuthlibFile;
import dev.postroom.imap.auth.ldap.LdapSettings;
import dev.postroom.imap.auth.sql.SqlDialect;
import dev.postroom.imap.auth.sql.SqlSettings;
import dev.postroom.imap.auth.userdb.Userdb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads who may log in: {@code authdaemonrc} and the files of the modules that it lists. Where it
 * lists none, {@code userdb} is asked first, and then every module whose file is there. A module
 * that is not known here, or whose file is missing or empty, is passed over with a remark, since
 * Courier's own list names all that there may be.
 */
final class AccountFiles {

  private final ConfigurationReader files;

  AccountFiles(ConfigurationReader files) {
    this.files = files;
  }

  AccountModules read() {
    AuthdaemonFile authdaemon =
        files.file(
            "authdaemonrc",
            source -> AuthdaemonFile.parse("authdaemonrc", source.text()),
            AuthdaemonFile.NONE);
    List<AccountModule> modules = new ArrayList<>();
    if (authdaemon.modules().isEmpty()) {
      for (Module module : Module.values()) {
        module.read(files, authdaemon, false).ifPresent(modules::add);
      }
    } else {
      readListed(authdaemon, authdaemon.modules().get(), modules);
    }
    if (modules.isEmpty()) {
      files.remark("there is no userdb, nor any other source of accounts, so nobody can log in");
    }
    return new AccountModules(modules, authdaemon.defaultOptions());
  }

  private void readListed(
      AuthdaemonFile authdaemon, List<String> list, List<AccountModule> modules) {
    for (String name : list) {
      Optional<Module> module = Module.named(name);
      if (module.isEmpty()) {
        files.remark(
            "authdaemonrc: there is no module '%s' here; it is passed over".formatted(name));
      }
      module.flatMap(known -> known.read(files, authdaemon, true)).ifPresent(modules::add);
    }
    for (Module module : Module.values()) {
      if (!list.contains(module.module)) {
        // Part of the set all the same: a module that leaves the list is no file that is gone.
        files.file(module.file, SourceFile::isMissing, true);
      }
    }
  }

  /** The modules, in the order in which they are asked unless authdaemonrc says otherwise. */
  private enum Module {
    USERDB("authuserdb", "userdb") {
      @Override
      AccountModule parse(SourceFile source, ConfigurationReader files, AuthdaemonFile authdaemon) {
        Userdb userdb = Userdb.parse(source.texts());
        userdb.warnings().forEach(files::remark);
        return userdb;
      }
    },
    PGSQL("authpgsql", "authpgsqlrc") {
      @Override
      AccountModule parse(SourceFile source, ConfigurationReader files, AuthdaemonFile authdaemon) {
        return sql(SqlDialect.POSTGRESQL, source, files, authdaemon);
      }
    },
    MYSQL("authmysql", "authmysqlrc") {
      @Override
      AccountModule parse(SourceFile source, ConfigurationReader files, AuthdaemonFile authdaemon) {
        return sql(SqlDialect.MYSQL, source, files, authdaemon);
      }
    },
    LDAP("authldap", "authldaprc") {
      @Override
      AccountModule parse(SourceFile source, ConfigurationReader files, AuthdaemonFile authdaemon) {
        AuthlibFile file = AuthlibFile.parse(source.name(), source.text());
        LdapSettings.remarks(file).forEach(files::remark);
        return LdapSettings.of(file, authdaemon.ldap(), authdaemon.daemons(), files::locate);
      }
    };

    private final String module;
    private final String file;

    Module(String module, String file) {
      this.module = module;
      this.file = file;
    }

    static Optional<Module> named(String name) {
      return List.of(values()).stream().filter(each -> each.module.equals(name)).findFirst();
    }

    abstract AccountModule parse(
        SourceFile source, ConfigurationReader files, AuthdaemonFile authdaemon);

    /**
     * @param expected whether it is odd when the file is missing
     */
    Optional<AccountModule> read(
        ConfigurationReader files, AuthdaemonFile authdaemon, boolean expected) {
      Function<SourceFile, Optional<AccountModule>> parser =
          source -> {
            if (!source.text().isBlank()) {
              files.remarkIfOpenToAll(file);
              return Optional.of(parse(source, files, authdaemon));
            }
            if (expected) {
              files.remark("%s: there is nothing, so %s knows nobody".formatted(file, module));
            }
            return Optional.empty();
          };
      return files.file(file, parser, Optional.empty());
    }

    private static AccountModule sql(
        SqlDialect dialect,
        SourceFile source,
        ConfigurationReader files,
        AuthdaemonFile authdaemon) {
      AuthlibFile file = AuthlibFile.parse(source.name(), source.text());
      SqlSettings.remarks(file, dialect).forEach(files::remark);
      return SqlSettings.of(file, dialect, authdaemon.daemons(), files::locate);
    }
  }
}
