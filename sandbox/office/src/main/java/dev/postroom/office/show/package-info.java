/** Tells a person what happens: a live table on a terminal, a line per change elsewhere. */
package dev.postroom.office.show;
