import type { MirrorStore, WelcomeStore } from "../../core/ports/store.ts";
import type { WriteDb } from "./access.ts";
import { readLastTalkMs, readMissed } from "./mirror-call-log.ts";
import {
  readCallQuality,
  readHistory,
  readInteraction,
  readNote,
  readOperatorStates,
  readOutcome,
  readPosition,
  readTalks,
  readWaiting,
  readWelcome,
  readWrapUps,
} from "./mirror-reader.ts";
import { readReplies } from "./mirror-replies.ts";
import { readGraph, readScripts, readWalk, writeGraph, writeWalk } from "./mirror-scripts.ts";
import { applyFrame, resetMirror, writeWelcome } from "./mirror-writer.ts";

/** Runs work on the mirror's database, which may be another one after damage. */
export type UseMirror = <Value>(work: (db: WriteDb) => Value) => Value;

export function createMirrorStore(use: UseMirror): MirrorStore {
  return {
    position: () => use(readPosition),
    reset: (logId) => use((db) => resetMirror(db, logId)),
    apply: (...frame) => use((db) => applyFrame(db, ...frame)),
    interaction: (interactionId) => use((db) => readInteraction(db, interactionId)),
    waiting: () => use(readWaiting),
    talks: () => use(readTalks),
    wrapUps: (operatorId) => use((db) => readWrapUps(db, operatorId)),
    note: (interactionId, operatorId) => use((db) => readNote(db, interactionId, operatorId)),
    outcome: (interactionId, operatorId) => use((db) => readOutcome(db, interactionId, operatorId)),
    replies: (operatorId) => use((db) => readReplies(db, operatorId)),
    scripts: () => use(readScripts),
    scriptGraph: (version) => use((db) => readGraph(db, version)),
    keepScriptGraph: (version, graph) => use((db) => writeGraph(db, version, graph)),
    walk: (interactionId) => use((db) => readWalk(db, interactionId)),
    keepWalk: (interactionId, walk) => use((db) => writeWalk(db, interactionId, walk)),
    operatorStates: () => use(readOperatorStates),
    quality: (interactionId, operatorId) => use((db) => readCallQuality(db, interactionId, operatorId)),
    history: (query) => use((db) => readHistory(db, query)),
    missed: (query) => use((db) => readMissed(db, query)),
    lastTalkMs: (customer, operatorId) => use((db) => readLastTalkMs(db, customer, operatorId)),
  };
}

export function createWelcomeStore(use: UseMirror): WelcomeStore {
  return {
    read: () => use(readWelcome),
    write: (kept) => use((db) => writeWelcome(db, kept)),
  };
}
