/** What is measured: one class for each thing that a client does. */
package dev.postroom.bench.row;
