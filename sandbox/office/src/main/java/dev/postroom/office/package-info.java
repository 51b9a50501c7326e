/** The NAT office played on the stand-in: three addresses, the real operator, the real server. */
package dev.postroom.office;
