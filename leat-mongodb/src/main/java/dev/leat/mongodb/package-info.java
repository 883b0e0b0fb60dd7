/** Everything Leat keeps in MongoDB: one class per interface of the core that it fills. */
@NullMarked
package dev.leat.mongodb;

import org.jspecify.annotations.NullMarked;
