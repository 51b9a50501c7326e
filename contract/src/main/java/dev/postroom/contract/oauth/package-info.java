/** Whose bearer tokens are accepted for logins. */
package dev.postroom.contract.oauth;
