/**
 * Courier's {@code imapd} and {@code imapd-ssl}: the text without loss ({@link
 * dev.postroom.contract.settings.SettingsFile}), what each variable means ({@link
 * dev.postroom.contract.settings.CourierSettings}), and what a listener gets of them ({@link
 * dev.postroom.contract.settings.EffectiveSettings}).
 */
package dev.postroom.contract.settings;
