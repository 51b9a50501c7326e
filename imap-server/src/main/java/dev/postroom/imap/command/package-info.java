/**
 * The commands of RFC 3501 and of the extensions that are announced, one record each, and the
 * grammar that reads them; the methods of its parsers have the names of the ABNF.
 */
package dev.postroom.imap.command;
