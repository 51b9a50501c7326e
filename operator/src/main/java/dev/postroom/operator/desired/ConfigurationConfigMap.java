package dev.postroom.operator.desired;

import dev.postroom.contract.settings.SettingsFileName;
import dev.postroom.crds.ImapServer;
import dev.postroom.operator.render.CourierFiles;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;

/** Courier's settings files. */
public final class ConfigurationConfigMap {

  private ConfigurationConfigMap() {}

  public static ConfigMap desired(ImapServer server, CourierFiles files) {
    return new ConfigMapBuilder()
        .withMetadata(Owned.by(server, Names.configuration(server)))
        .addToData(SettingsFileName.IMAPD.toString(), files.imapd())
        .addToData(SettingsFileName.IMAPD_SSL.toString(), files.imapdSsl())
        .build();
  }
}
