/**
 * The objects an ImapServer needs, one class per object, each a pure function of the ImapServer and
 * what was rendered or decided for it.
 */
package dev.postroom.operator.desired;
