/** Accounts in PostgreSQL and MySQL, by Courier's authpgsqlrc and authmysqlrc. */
package dev.postroom.imap.auth.sql;
