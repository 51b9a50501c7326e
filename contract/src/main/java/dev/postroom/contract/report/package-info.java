/** The peer report: what a server tells the operator about the addresses that connect to it. */
package dev.postroom.contract.report;
