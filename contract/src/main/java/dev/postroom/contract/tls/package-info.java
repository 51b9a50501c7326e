/** What operator and server both ask of the server's certificates, so that they judge alike. */
package dev.postroom.contract.tls;
