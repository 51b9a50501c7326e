package dev.postroom.bench.report;

/**
 * A row of the table.
 *
 * @param title what is measured, for people
 */
public record Row(String title, Unit unit) {}
