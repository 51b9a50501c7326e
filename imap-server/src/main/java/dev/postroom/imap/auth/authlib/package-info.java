/** The form that authlib's own files have: authpgsqlrc, authmysqlrc and authldaprc. */
package dev.postroom.imap.auth.authlib;
