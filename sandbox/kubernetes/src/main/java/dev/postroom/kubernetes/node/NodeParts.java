package dev.postroom.kubernetes.node;

import dev.postroom.kubernetes.address.AddressPool;
import dev.postroom.kubernetes.process.ProcessLauncher;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.http.HttpClient;
import java.time.Clock;

/** What all pods of a node share. */
record NodeParts(
    KubernetesClient client,
    KubeletSettings settings,
    ImageCatalogue images,
    ProcessLauncher launcher,
    AddressPool addresses,
    HttpClient http,
    Clock clock) {}
