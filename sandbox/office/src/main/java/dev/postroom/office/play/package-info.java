/** Who connects from where and how they go about it, and what server and operator say of them. */
package dev.postroom.office.play;
