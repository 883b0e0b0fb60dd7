package dev.leat.testkit.simulation;

import dev.leat.testkit.memory.InMemoryStores;

/** The parts of one run, made from its seed. */
record World(
        Plan plan,
        Chance chance,
        SimulatedTime time,
        Trace trace,
        Tally tally,
        InMemoryStores stores,
        Scenario scenario,
        Truth truth,
        Network network) {

    static World of(long seed, Mutation mutation, boolean tracing) {
        Chance chance = new Chance(seed);
        Plan plan = Plan.draw(chance);
        SimulatedTime time = new SimulatedTime();
        Trace trace = new Trace(tracing, time);
        Tally tally = new Tally();
        InMemoryStores stores = new InMemoryStores(time.databaseClock());
        Scenario scenario = new Scenario(plan, chance, time, stores.events(Scenario.SOURCE));
        stores.refuseDocuments((collection, change) -> scenario.refusal(change));
        Truth truth = new Truth(scenario, stores, tally);
        Mutant mutant = Mutant.of(mutation, stores, chance, scenario::isCalm);
        Server server = new Server(mutant, truth, tally, stores);
        Network network = new Network(server, chance, time, trace, tally, plan.faults());
        return new World(plan, chance, time, trace, tally, stores, scenario, truth, network);
    }
}
