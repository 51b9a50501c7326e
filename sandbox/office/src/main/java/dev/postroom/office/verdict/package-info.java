/** Judges the play from what was measured. Pure. */
package dev.postroom.office.verdict;
