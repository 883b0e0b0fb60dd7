/** Tests of the MongoDB for tests. */
@NullMarked
package dev.leat.testkit.mongodb;

import org.jspecify.annotations.NullMarked;
