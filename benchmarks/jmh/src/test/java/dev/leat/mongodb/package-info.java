@NullMarked
package dev.leat.mongodb;

import org.jspecify.annotations.NullMarked;
