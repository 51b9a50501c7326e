/**
 * Puts up what the play needs: the stand-in cluster, the operator, and an ImapServer with users.
 */
package dev.postroom.office.stage;
