/** Tests of the ledger's own route. */
@org.jspecify.annotations.NullMarked
package dev.leat.route;
