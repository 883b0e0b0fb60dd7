/**
 * Heartbeats, roles and the assignment in Leases of Kubernetes instead of MongoDB. Start with
 * {@link dev.leat.kubernetes.KubernetesCoordination}; the Leases and what stands in them are described in
 * {@code docs/reference/stored-documents.md}.
 */
@NullMarked
package dev.leat.kubernetes;

import org.jspecify.annotations.NullMarked;
