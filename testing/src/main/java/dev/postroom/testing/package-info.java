/** What the tests of several modules share: clocks, peers of Debian's, tables of metrics. */
package dev.postroom.testing;
