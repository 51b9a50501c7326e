package dev.postroom.contract.settings;

import dev.postroom.contract.Location;

/**
 * One {@code NAME=value} of a settings file.
 *
 * @param name the variable
 * @param word what it is set to, before expansion
 * @param location where the assignment stands
 * @param valueStart index of the value's first character in the file's text
 * @param valueEnd index behind the value's last character
 */
record Assignment(String name, Word word, Location location, int valueStart, int valueEnd) {}
