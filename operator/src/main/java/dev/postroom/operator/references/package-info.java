/**
 * What a specification names and somebody else keeps: accounts, certificates, authorities. Looked
 * at now and then, and judged before pods find out.
 */
package dev.postroom.operator.references;
