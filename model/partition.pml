/*
 * One partition's protocol: how each event of the ledger takes effect once, in order, whoever believes to own it.
 *
 * The partition has one key. Its document is right when it holds the fold of events 1..n in order, which is written as
 * the number n; a fold that starts anywhere else gives WRONG. Events n+1 up to the checkpoint must be in the queue.
 * Leases decide only who tries: here any replica may claim at any moment, which is more than every lease, clock and
 * pause can bring about. Each call to the database is one step; its reply may get lost, or it may take effect later,
 * when its sender has long gone on or died. Folds may fail.
 *
 * Names and steps are those of ProjectionTask, Retries, MongoReadModelStore and MongoLeaseStore. Left out: several keys
 * and partitions in one batch, events of other partitions between, discarding a parked event.
 */

#ifndef EVENTS
#define EVENTS 3
#endif
#ifndef REPLICAS
#define REPLICAS 2
#endif
#ifndef EPOCHS
#define EPOCHS 3 /* claims, of all replicas together */
#endif
#ifndef FAULTS
#define FAULTS 1 /* calls whose reply is lost or that come late, and crashes */
#endif
#ifndef FAILURES
#define FAILURES 2 /* folds that fail */
#endif

#define NONE 255
#define WRONG 254
#define BIT(e) (1 << ((e) - 1))
#define UP_TO(e) ((1 << (e)) - 1)

/* The database. */
byte epoch, owner, checkpoint; /* owner 0 is nobody */
byte doc, queue;               /* the document, and the queued events as bits */
bool parkedKey;
byte ledger;                   /* events that are in the ledger */
#ifdef DOCUMENT_READ_STALE
byte docBefore;
#endif

/* A commit that takes effect late, if ever. */
bool late, latePark, lateUnpark;
byte lateEpoch, lateFrom, lateTo, lateDoc, lateAdd, lateDrop;

byte faults = FAULTS;
byte failures = FAILURES;

inline applyFold(document, event) {
	if
	:: document + 1 == event -> document = event
	:: else -> document = WRONG
	fi
}

inline transaction(byEpoch, from, to, document, add, drop, park, unpark, matched) {
	matched = true;
#ifndef EPOCH_NOT_COMPARED
	matched = matched && epoch == byEpoch;
#endif
#ifndef POSITION_NOT_COMPARED
	matched = matched && checkpoint == from;
#endif
	if
	:: matched ->
#ifdef DOCUMENT_READ_STALE
		docBefore = doc;
#endif
		doc = document;
#ifndef CHECKPOINT_IN_A_WRITE_OF_ITS_OWN
		checkpoint = to;
#endif
#ifndef QUEUE_IN_A_WRITE_OF_ITS_OWN
		queue = (queue | add) & ~drop;
#endif
		parkedKey = (parkedKey || park) && !unpark;
#ifdef CHECKPOINT_IN_A_WRITE_OF_ITS_OWN
#else
#ifndef QUEUE_IN_A_WRITE_OF_ITS_OWN
		check()
#endif
#endif
	:: else
	fi
}

/* The guarantee. */
inline check() {
	assert(doc != WRONG);
	assert(doc <= checkpoint && checkpoint <= ledger);
	assert(queue == (UP_TO(checkpoint) & ~UP_TO(doc)));
	assert(queue == 0 || parkedKey)
}

active proctype Tailer() {
	do
	:: ledger < EVENTS -> ledger++
	:: else -> break
	od
}

/* What was sent before and comes late. */
active proctype Network() {
	bool ignored;
end_idle:
	do
	:: atomic { late ->
		transaction(lateEpoch, lateFrom, lateTo, lateDoc, lateAdd, lateDrop, latePark, lateUnpark, ignored);
		late = false; latePark = false; lateUnpark = false; ignored = false;
		lateEpoch = 0; lateFrom = 0; lateTo = 0; lateDoc = 0; lateAdd = 0; lateDrop = 0 }
	od
}

active [REPLICAS] proctype Replica() {
	byte me = _pid; /* the processes above have lower ones */
	byte mine, at, seen;                  /* epoch and checkpoint as believed, and the epoch that was observed */
	byte cache = NONE;                    /* the document, where it is known */
	bool owns, doubtful, parked, parkedLoaded, underWay;
	byte to, after, add, drop, event;     /* the batch */
	bool retry, park, unpark, ok;

	/* Each label is a place between two calls; the steps that a replica makes by itself belong to the call before. */
STEP:
	atomic {
		to = 0; after = 0; add = 0; drop = 0; event = 0; retry = false; park = false; unpark = false; ok = false;
		if
		:: doubtful -> goto REFRESH
		:: else
		fi;
		if
		:: !owns && checkpoint == EVENTS && queue == 0 -> goto DONE
		:: !owns && epoch < EPOCHS -> seen = epoch; goto CLAIM
		:: !owns && epoch == EPOCHS -> goto DONE
		:: owns && !parkedLoaded -> goto LOAD_PARKED
		:: owns && faults > 0 -> faults--; goto CRASH
		:: owns && epoch < EPOCHS -> goto RELEASE
#ifndef UNKNOWN_COMMIT_NOT_FENCED
		:: owns && parkedLoaded && underWay && parked -> goto RENEW
		:: owns && parkedLoaded && !(underWay && parked) && parked -> retry = true; goto READ_QUEUE
		:: owns && parkedLoaded && !(underWay && parked) && at < ledger -> to = at + 1; goto LOAD
		:: owns && parkedLoaded && !(underWay && parked) && at + 1 < ledger -> to = at + 2; goto LOAD
#else
		:: owns && parkedLoaded && parked -> retry = true; goto READ_QUEUE
		:: owns && parkedLoaded && at < ledger -> to = at + 1; goto LOAD
		:: owns && parkedLoaded && at + 1 < ledger -> to = at + 2; goto LOAD
#endif
		:: owns && at == EVENTS && !parked -> goto DONE
		fi
	}

RECOVER:
	atomic {
#ifndef CACHE_KEPT_IN_DOUBT
		cache = NONE;
#endif
		doubtful = true;
		goto STEP
	}

CRASH:
	atomic {
		mine = 0; at = 0; cache = NONE; owns = false; doubtful = false; parked = false; parkedLoaded = false; underWay = false;
		goto STEP
	}

REFRESH:
	atomic {
		doubtful = false; parked = false; parkedLoaded = false;
		if
		:: owns && owner == me && epoch == mine -> at = checkpoint
		:: else -> owns = false; mine = 0; at = 0
		fi;
		goto STEP
	}

CLAIM:
	atomic {
		if
		:: epoch == seen ->
#ifndef CLAIM_KEEPS_THE_EPOCH
			epoch++;
#endif
			owner = me;
			if
			:: owns = true; mine = epoch; at = checkpoint; parked = false; parkedLoaded = false
			:: faults > 0 -> faults-- /* the reply is lost */
			fi
		:: else
		fi;
		seen = 0;
		goto STEP
	}

RELEASE:
	atomic {
#ifdef RELEASE_NOT_FENCED
		owner = 0; checkpoint = at; check();
#else
		if
		:: owner == me && epoch == mine && checkpoint == at -> owner = 0
		:: else
		fi;
#endif
		goto CRASH /* as little is left of the partition */
	}

LOAD_PARKED:
	atomic {
#ifndef PARKED_KEYS_NOT_LOADED
		parked = parkedKey;
#endif
		parkedLoaded = true;
		goto STEP
	}

RENEW:
	/* a retry leaves the checkpoint where it is, so only a new epoch fences it */
	atomic {
		if
		:: epoch < EPOCHS && epoch == mine -> epoch++; owner = me; mine = epoch; at = checkpoint
		:: epoch != mine
		:: epoch == EPOCHS && epoch == mine -> goto DONE /* the bound of this model */
		fi;
		underWay = false;
		goto RECOVER
	}

READ_QUEUE:
	atomic { drop = queue }

LOAD:
	atomic {
		if
		:: cache == NONE ->
#ifdef DOCUMENT_READ_STALE
			if
			:: cache = doc
			:: cache = docBefore
			fi
#else
			cache = doc
#endif
		:: else
		fi
	}

FOLD:
	atomic {
		after = cache;
		if
		:: retry ->
			/* the first queued event, or all of them */
			event = 1;
			unpark = true;
			do
			:: event > EVENTS -> break
			:: event <= EVENTS && !(drop & BIT(event)) -> event++
			:: event <= EVENTS && (drop & BIT(event)) -> applyFold(after, event); event++
			:: event <= EVENTS && (drop & BIT(event)) && failures > 0 ->
				failures--; drop = drop & UP_TO(event - 1); unpark = false;
				break
			:: event <= EVENTS && (drop & BIT(event)) && (drop & UP_TO(event - 1)) -> /* a chunk of the queue */
				drop = drop & UP_TO(event - 1); unpark = false;
				break
			od;
			to = at
		:: else ->
			event = at + 1;
			park = false;
			do
			:: event > to -> break
#ifndef PARKED_KEY_OVERTAKEN
			:: event <= to && (parked || park) -> add = add | BIT(event); event++
			:: event <= to && !(parked || park) -> applyFold(after, event); event++
			:: event <= to && !(parked || park) && failures > 0 -> failures--; park = true
#else
			:: event <= to -> applyFold(after, event); event++
			:: event <= to && !park && failures > 0 -> failures--; park = true; add = add | BIT(event); event++
#endif
			od
		fi;
		event = 0;
		if
		:: goto COMMIT
		:: faults > 0 -> faults--; goto CRASH
		fi
	}

COMMIT:
	atomic {
		if
		:: transaction(mine, at, to, after, add, drop, park, unpark, ok);
			if
#ifdef CHECKPOINT_IN_A_WRITE_OF_ITS_OWN
			:: ok -> goto FINISH
#else
#ifdef QUEUE_IN_A_WRITE_OF_ITS_OWN
			:: ok -> goto FINISH
#else
			:: ok -> goto COMMITTED
			:: ok && faults > 0 -> faults--; underWay = true; goto RECOVER /* the reply is lost */
#endif
#endif
			:: !ok -> goto RECOVER /* fenced */
			fi
		:: faults > 0 && !late -> faults--;
			late = true; lateEpoch = mine; lateFrom = at; lateTo = to; lateDoc = after;
			lateAdd = add; lateDrop = drop; latePark = park; lateUnpark = unpark;
			underWay = true;
			goto RECOVER
		fi
	}

#ifdef CHECKPOINT_IN_A_WRITE_OF_ITS_OWN
FINISH:
	atomic {
		if
		:: checkpoint = to; check(); goto COMMITTED
		:: faults > 0 -> faults--; goto CRASH
		fi
	}
#endif
#ifdef QUEUE_IN_A_WRITE_OF_ITS_OWN
FINISH:
	atomic {
		if
		:: queue = (queue | add) & ~drop; check(); goto COMMITTED
		:: faults > 0 -> faults--; goto CRASH
		fi
	}
#endif

COMMITTED:
	atomic {
		at = to;
		cache = after;
		parked = (parked || park) && !unpark;
		goto STEP
	}

DONE:
	skip
}
