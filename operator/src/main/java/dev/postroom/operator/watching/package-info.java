/** What the operator watches, which changes it wakes for, and how much of an object it keeps. */
package dev.postroom.operator.watching;
