/** From measured numbers to the table: medians, spread, ratios, text. Pure. */
package dev.postroom.bench.report;
