/**
 * What every store must keep, as one suite of tests per SPI: a store module extends each of them in its tests and gives
 * a {@link dev.leat.testkit.conformance.StoreFixture}. Start with {@link dev.leat.testkit.conformance.StoreConformance}.
 */
@NullMarked
package dev.leat.testkit.conformance;

import org.jspecify.annotations.NullMarked;
