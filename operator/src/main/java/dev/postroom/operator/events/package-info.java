/** What happened, told once: as Kubernetes Events and as counters. */
package dev.postroom.operator.events;
