/**
 * The status of an ImapServer: what was observed goes in, conditions and numbers come out. A
 * message that is not good news says what to do.
 */
package dev.postroom.operator.status;
