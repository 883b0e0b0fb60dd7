/*
 * The tailer's protocol: how each event gets one place in the ledger, whatever tailers believe.
 *
 * Events are numbered in commit order, so the ledger is right when position p holds event p: dense, in order, each once.
 * Any number of tailers may be at work at once, for the role decides only who tries. Each call to the database is one
 * step; its reply may get lost, or the call may take effect later, when its sender has long gone on. A tailer may forget
 * all it knows at any step, which is a crash, a take-over or an error. History may be lost whenever a stream is opened
 * or read.
 *
 * Names and steps are those of TailerTask, Reconciliation and MongoLedger. Left out: deleted events, more than one
 * source, the order of the natural scan between streams.
 */

#ifndef EVENTS
#define EVENTS 3
#endif
#ifndef TAILERS
#define TAILERS 2
#endif
#ifndef FAULTS
#define FAULTS 1 /* calls whose reply is lost or that come late, and crashes, of all tailers together */
#endif
#ifndef LOSSES
#define LOSSES 1 /* times that a token is refused */
#endif

#define NONE 255 /* no token */

/* The database. */
byte committed;           /* events in the collection, and in the oplog */
byte end;                 /* the ledger holds positions 1..end */
byte entryToken = NONE;   /* token of the last entry */
byte coverLast, coverToken = NONE; /* the record of coverage, and where the ledger ended then */

/* An append or a record of coverage that takes effect late, if ever. */
bool lateAppend, lateCover;
byte lateFirst, lateEvent, lateCount, lateAppendToken;
byte lateLast, lateCoverToken;

byte faults = FAULTS;
byte losses = LOSSES;

/* Entry `first`..`first + count - 1` holds events `event`..`event + count - 1`. */
inline insertEntry(first, event, count, entrysToken, appended) {
	if
#ifdef SECOND_TAILER_NOT_REFUSED
	:: true ->
#else
	:: first == end + 1 ->
#endif
		assert(event == end + 1); /* each event once, none left out, in order */
		end = end + count;
		entryToken = entrysToken;
		appended = true
	:: else -> appended = false
	fi
}

inline recordCoverage(last, tokenOfCoverage) {
	coverLast = last;
	coverToken = tokenOfCoverage
}

/* Where the ledger ends, and the token to go on from. */
inline readEnd(last, token) {
	last = end;
	if
#ifdef COVERAGE_COUNTS_ALWAYS
	:: coverToken != NONE -> token = coverToken
#else
	:: coverToken != NONE && coverLast == end -> token = coverToken
#endif
	:: else -> token = entryToken
	fi
}

active proctype Writers() {
	do
	:: committed < EVENTS -> committed++
	:: else -> break
	od
}

/* What was sent before and comes late. */
active proctype Network() {
	bool ignored;
end_idle:
	do
	:: d_step { lateAppend ->
		insertEntry(lateFirst, lateEvent, lateCount, lateAppendToken, ignored);
		lateAppend = false; lateFirst = 0; lateEvent = 0; lateCount = 0; lateAppendToken = 0; ignored = false }
	:: d_step { lateCover ->
		recordCoverage(lateLast, lateCoverToken);
		lateCover = false; lateLast = 0; lateCoverToken = 0 }
	od
}

active [TAILERS] proctype Tailer() {
	byte last, token, next;                        /* the ledger's end, what the stream was read up to, and the poll */
	byte base, scanned, readAt, streamAt, event;   /* the comparison */
	bool ok;

	/* Each label is a place between two calls; the steps that a tailer makes by itself belong to the call before. */
LOCATE:
	atomic {
		next = 0; base = 0; scanned = 0; readAt = 0; streamAt = 0; event = 0; ok = false;
		readEnd(last, token);
		if
		:: token == NONE -> goto RECONCILE
		:: token != NONE -> goto OPEN
		fi
	}

OPEN:
	atomic {
		if
		:: losses > 0 -> losses--; token = NONE; goto RECONCILE
		:: last == EVENTS -> token = 0; goto DONE
		:: token < committed -> next = token + 1; goto APPEND     /* a poll shows one event */
		:: token + 1 < committed -> next = token + 2; goto APPEND /* or two */
		:: token == committed && last < EVENTS && !(coverToken == token && coverLast == last) -> goto COVER
		fi
	}

APPEND:
	atomic {
		if
#ifdef TOKEN_APART
		:: insertEntry(last + 1, token + 1, next - token, entryToken, ok);
			if
			:: ok -> goto TOKEN
			:: !ok -> goto LOCATE
			fi
#else
		:: insertEntry(last + 1, token + 1, next - token, next, ok);
			if
			:: ok -> last = last + (next - token); token = next; next = 0; ok = false; goto OPEN
#ifdef OCCUPIED_IS_TRIED_FURTHER_ON
			:: !ok -> last = end; goto APPEND
#else
			:: !ok -> goto LOCATE
#endif
			:: faults > 0 -> faults--; goto LOCATE /* the reply is lost */
			fi
#endif
		:: faults > 0 && !lateAppend -> faults--;
			lateAppend = true; lateFirst = last + 1; lateEvent = token + 1;
			lateCount = next - token; lateAppendToken = next;
			goto LOCATE
		:: faults > 0 -> faults--; goto LOCATE /* a crash, before the call */
		fi
	}

#ifdef TOKEN_APART
TOKEN:
	atomic {
		if
		:: entryToken = next; last = last + (next - token); token = next; next = 0; ok = false; goto OPEN
		:: faults > 0 -> faults--; goto LOCATE
		fi
	}
#endif

COVER:
	atomic {
		if
		:: recordCoverage(last, token); goto OPEN
		:: faults > 0 && !lateCover -> faults--; lateCover = true; lateLast = last; lateCoverToken = token; goto LOCATE
		fi
	}

RECONCILE:
	atomic {
		token = 0; next = 0; scanned = 0; readAt = 0; streamAt = 0; event = 0; ok = false;
#ifdef JUMP_TO_NOW
		last = end; token = committed; recordCoverage(last, token); goto OPEN;
#endif
#ifdef STREAM_OPENED_BEFORE_THE_END_IS_READ
		token = committed; streamAt = committed
#else
		base = end; last = end
#endif
	}
#ifdef SCAN_BEGINS_BEFORE_THE_STREAM
	readAt = committed;
#endif
	atomic {
#ifdef STREAM_OPENED_BEFORE_THE_END_IS_READ
		base = end; last = end
#else
		token = committed; streamAt = committed
#endif
	}

SCAN:
	/* a chunk, read at a moment: one event, or the rest */
	atomic {
#ifndef SCAN_BEGINS_BEFORE_THE_STREAM
		readAt = committed;
#endif
		event = scanned + 1;
		if
		:: scanned < readAt -> scanned++
		:: scanned = readAt
		:: faults > 0 -> faults--; goto LOCATE
		fi
	}
	/* read the stream on, until it has shown all that the chunk can contain */
	atomic {
		if
#ifdef CHUNK_USED_BEFORE_THE_STREAM_PASSED_IT
		:: skip
#else
		:: streamAt < readAt -> streamAt = readAt
		:: streamAt < committed -> streamAt = committed
		:: streamAt >= readAt
		:: streamAt < readAt && losses > 0 -> losses--; goto RECONCILE
#endif
		fi;
		goto STRIKE
	}

STRIKE:
	/* what the ledger had before is struck, and what is left to the stream: (token, streamAt] */
	atomic {
		do
		:: event > scanned -> break
		:: event <= scanned && event > token && event <= streamAt -> event++
#ifndef KNOWN_EVENTS_NOT_STRUCK
		:: event <= scanned && event <= base && !(event > token && event <= streamAt) -> event++
		:: event <= scanned && event > base && !(event > token && event <= streamAt) -> goto ADD
#else
		:: event <= scanned && !(event > token && event <= streamAt) -> goto ADD
#endif
		od;
		if
		:: scanned < readAt -> readAt = 0; event = 0; goto SCAN
		:: else -> goto RECORD
		fi
	}

ADD:
	atomic {
		if
		:: insertEntry(last + 1, event, 1, NONE, ok);
			if
			:: ok -> last++; event++; ok = false; goto STRIKE
			:: !ok -> goto LOCATE
			:: faults > 0 -> faults--; goto LOCATE
			fi
		:: faults > 0 && !lateAppend -> faults--;
			lateAppend = true; lateFirst = last + 1; lateEvent = event; lateCount = 1; lateAppendToken = NONE;
			goto LOCATE
		:: faults > 0 -> faults--; goto LOCATE
		fi
	}

RECORD:
	/* all is added: go on from the token */
	atomic {
		if
		:: recordCoverage(last, token); goto LOCATE
		:: faults > 0 && !lateCover -> faults--; lateCover = true; lateLast = last; lateCoverToken = token; goto LOCATE
		:: faults > 0 -> faults--; goto LOCATE
		fi
	}

DONE:
	skip
}
