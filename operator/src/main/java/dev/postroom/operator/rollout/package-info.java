/**
 * What must restart, and why; and what need not, and is brought to the running pods at once. Only
 * what a running server cannot take stands in the pod template.
 */
package dev.postroom.operator.rollout;
