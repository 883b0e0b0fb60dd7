/** What a test of Leat, or of an application on Leat, needs. */
@NullMarked
package dev.leat.testkit;

import org.jspecify.annotations.NullMarked;
