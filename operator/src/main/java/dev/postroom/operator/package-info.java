/** The operator: what an ImapServer asks for, made true and kept true. */
package dev.postroom.operator;
