package dev.leat.rebuild;

import dev.leat.lease.Registration;
import dev.leat.partition.ProjectionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps which version of each projection readers see <em>(SPI)</em>. Thread-safe; every call blocks.
 *
 * <p>Guarantee that implementations owe: of two switches from one version exactly one takes place, and who reads through
 * {@linkplain dev.leat.projection.Projection#view the view} sees the one version or the other whole.
 */
public interface LiveVersions {

    /**
     * Notes that a version is there, before it does anything. The first one of a name is live at once; where versions ran
     * before this was noted, the highest of them is.
     *
     * @param view by which readers find whichever version is live, made if it is missing; null for none
     * @throws dev.leat.failure.ConfigurationException when the name has another view, or a collection has the view's name
     */
    void register(Registration registration, @Nullable String view);

    /** The live version of every projection that was ever registered, in the order of names. */
    List<LiveVersion> read();

    /**
     * Makes another version live, if the live one is still as observed.
     *
     * @param version one that is registered
     * @return false when somebody else was faster
     */
    boolean makeLive(LiveVersion observed, int version, String by, String reason);

    /**
     * Removes a version: first its ownerships, so that no owner can commit any more, then its read model, its parked keys
     * and rulings, and its registration last, so that a removal that was cut short can be repeated. The audit trail stays.
     *
     * @throws dev.leat.failure.ConfigurationException when it is live, or not registered
     */
    void remove(ProjectionId projection);
}
