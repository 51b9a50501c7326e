/**
 * The mail that is measured with: made by a rule, so that every run and every server has the same.
 */
package dev.postroom.bench.mail;
