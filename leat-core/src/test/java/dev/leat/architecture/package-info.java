/** The rules of design and style that a machine can check, for this module. A new edge is a change of these tests. */
@NullMarked
package dev.leat.architecture;

import org.jspecify.annotations.NullMarked;
