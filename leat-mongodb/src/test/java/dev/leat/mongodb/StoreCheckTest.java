package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.failure.UnsuitableStoreException;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

class StoreCheckTest {

    @Test
    void replicaSetAndRouter_ofMongo6OrNewer_haveNoFault() {
        assertThat(StoreCheck.fault(hello("{setName: 'rs0', maxWireVersion: 17}"), "6.0.0"))
                .isNull();
        assertThat(StoreCheck.fault(hello("{msg: 'isdbgrid', maxWireVersion: 25}"), "8.0.1"))
                .isNull();
    }

    @Test
    void standaloneServer_hasAFault() {
        assertThat(StoreCheck.fault(hello("{maxWireVersion: 21}"), "7.0.15")).contains("standalone", "rs.initiate()");
    }

    @Test
    void olderServer_hasAFault_namingItsVersion() {
        assertThat(StoreCheck.fault(hello("{setName: 'rs0', maxWireVersion: 13}"), "5.0.9"))
                .contains("version 5.0.9", "6.0 or newer", "Upgrade");
    }

    @Test
    void splittingOfLargeEvents_isKnownSince6_0_9() {
        assertThat(StoreCheck.splitsLargeEvents("6.0.8")).isFalse();
        assertThat(StoreCheck.splitsLargeEvents("6.0.9")).isTrue();
        assertThat(StoreCheck.splitsLargeEvents("6.0.10-rc1")).isTrue();
        assertThat(StoreCheck.splitsLargeEvents("7.0.0")).isTrue();
        assertThat(StoreCheck.splitsLargeEvents("8.2.1")).isTrue();
        assertThat(StoreCheck.splitsLargeEvents("unknown")).isFalse();
    }

    @Test
    void rights_areComparedByResource() {
        Rights rights = new Rights(BsonDocument.parse("""
                {authInfo: {
                  authenticatedUsers: [{user: 'svc', db: 'admin'}],
                  authenticatedUserPrivileges: [
                    {resource: {cluster: true}, actions: ['insert']},
                    {resource: {db: 'shop', collection: ''}, actions: ['find']},
                    {resource: {db: 'shop', collection: 'events'}, actions: ['changeStream']},
                    {resource: {db: '', collection: 'accounts'}, actions: ['update']}]}}"""));

        assertThatCode(() -> rights.require(Rights.READ, "shop", "events")).doesNotThrowAnyException();
        assertThatCode(() -> rights.require(java.util.List.of("update"), "any", "accounts"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> rights.require(Rights.READ, "shop", "orders"))
                .isInstanceOf(UnsuitableStoreException.class)
                .hasMessageContainingAll(
                        "svc", "lacks the right to changeStream on", "shop.orders", "getSiblingDB('admin')", "'read'");
        assertThatThrownBy(() -> rights.require(Rights.OWN, "other", ""))
                .isInstanceOf(UnsuitableStoreException.class)
                .hasMessageContainingAll("insert", "database other", "'readWrite'");
    }

    @Test
    void rights_ofAnAdministratorOrNobody_areNotQuestioned() {
        Rights admin = new Rights(BsonDocument.parse("""
                {authInfo: {authenticatedUsers: [{user: 'root', db: 'admin'}],
                  authenticatedUserPrivileges: [{resource: {anyResource: true}, actions: ['find', 'changeStream']}]}}"""));
        Rights nobody = new Rights(BsonDocument.parse("{authInfo: {authenticatedUsers: []}}"));

        assertThatCode(() -> admin.require(Rights.READ, "shop", "events")).doesNotThrowAnyException();
        assertThatCode(() -> nobody.require(Rights.OWN, "shop", "")).doesNotThrowAnyException();
    }

    private static BsonDocument hello(String json) {
        return BsonDocument.parse(json);
    }
}
