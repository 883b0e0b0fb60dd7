@NullMarked
package dev.leat.examples.onlineretail.demo;

import org.jspecify.annotations.NullMarked;
