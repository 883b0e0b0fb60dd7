/**
 * Login at Azure without a secret. Kafka's clients name {@link dev.leat.azure.EntraLogin} in their properties and make it
 * themselves.
 */
@NullMarked
package dev.leat.azure;

import org.jspecify.annotations.NullMarked;
