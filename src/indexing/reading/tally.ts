import { databaseError } from '../../backup/source-database/database-error.ts';
import { type CountedMessage, messageKey, msg, type Param, type StoredMessage } from '../../locales/messages.ts';
import { DomainError, isDomainError, isLocalFailure, nextStep } from '../../model/errors.ts';
import type { Outcome } from '../../model/outcome.ts';
import { traceOf } from '../../model/trace.ts';

/** Maximum length of a value in a note; it can be text of the backup. */
const LONGEST_VALUE = 200;
/** Maximum number of distinct notes per artifact; a hostile store must not blow up the ledger. */
const MOST_NOTES = 500;

/** How a reading ended. */
export interface Ending {
  readonly outcome: Outcome;
  readonly reason: StoredMessage | null;
}

const OTHER = msg('note.other');

/** The message with long values shortened. */
function shortened(message: StoredMessage): StoredMessage {
  const isLong = (param: Param): boolean => typeof param === 'string' && param.length > LONGEST_VALUE;
  if (!Object.values(message.params).some(isLong)) return message;
  const params = Object.entries(message.params).map(([name, param]) => [
    name,
    typeof param === 'string' ? param.slice(0, LONGEST_VALUE) : param,
  ]);
  return { code: message.code, params: Object.fromEntries(params) };
}

/** The error message, with a suggestion if the cause is on this machine. */
export function problemOf(error: DomainError): StoredMessage {
  const { detail } = error;
  if (!isLocalFailure(error)) return detail;
  return msg('ledger.local-failure', { problem: detail, next: nextStep(error) });
}

/** Collects the counts and notes of an artifact. */
export class Tally {
  found: number | null = null;
  rows = 0;
  /** Records of the last reading that were not read again. */
  kept = 0;
  lost = 0;
  /** True once something was not read for a reason that may be gone at the next attempt. */
  readAgain = false;
  /** See `ArtifactResult.usesFiles`. */
  usesFiles = false;
  readonly #notes = new Map<string, { readonly message: StoredMessage; count: number }>();
  #shortfall: StoredMessage | null = null;
  #cause: StoredMessage | null = null;

  note(given: StoredMessage, count: number): void {
    const message = shortened(given);
    const key = messageKey(message);
    const known = this.#notes.get(key);
    if (known !== undefined) known.count += count;
    else if (this.#notes.size < MOST_NOTES || given === OTHER) this.#notes.set(key, { message, count });
    else this.note(OTHER, count);
  }

  /** Records an error of reading a store or file. A limit may be one of this machine. */
  failed(error: unknown): void {
    this.usesFiles = true;
    this.readAgain ||= isLocalFailure(databaseError(error)) || isDomainError(error, 'LIMIT_EXCEEDED');
  }

  notes(): readonly CountedMessage[] {
    return [...this.#notes.values()].map(({ message, count }) => ({ ...message, count }));
  }

  lose(reason: StoredMessage, count: number): void {
    this.lost += count;
    this.degrade(shortened(reason));
    if (count > 0) this.note(reason, count);
  }

  /** Records a loss of an unknown number of records. */
  degrade(reason: StoredMessage): void {
    this.#shortfall ??= reason;
  }

  /** Records that a store is incomplete, which explains any other problem with it. */
  isShort(reason: StoredMessage): void {
    this.#cause ??= reason;
    this.degrade(reason);
  }

  /** The ending of a reading that failed with an error, with the cause of the error if known. */
  explain({ outcome, reason }: Ending): Ending {
    return { outcome, reason: outcome === 'failed' || outcome === 'partial' ? (this.#cause ?? reason) : reason };
  }

  /** Records that became rows or parts of rows: those in the source minus the lost ones, or the number of rows. */
  parsed(): number {
    return this.found === null ? this.rows + this.kept : Math.max(0, this.found - this.lost);
  }

  ending(): Ending {
    const rows = this.rows + this.kept;
    if (this.#shortfall !== null) return { outcome: rows > 0 ? 'partial' : 'failed', reason: this.#shortfall };
    return { outcome: rows === 0 ? 'empty' : 'indexed', reason: null };
  }
}

/** How a reading ended that has thrown, after this many rows. */
export function endingOf(thrown: unknown, rows: number): Ending {
  const error = databaseError(thrown);
  if (isDomainError(error, 'BACKUP_LOCKED')) return { outcome: 'locked', reason: error.detail };
  if (isDomainError(error, 'UNSUPPORTED_SCHEMA')) return { outcome: 'unsupported-schema', reason: error.detail };
  const outcome = rows > 0 ? 'partial' : 'failed';
  if (error instanceof DomainError) return { outcome, reason: problemOf(error) };
  // A bug must not prevent other artifacts from being read, nor put a value of the backup into the ledger.
  const kind = error instanceof Error ? error.name : typeof error;
  process.stderr.write(`apple-juicer: reading stopped by ${traceOf(error)}\n`);
  return { outcome, reason: msg('ledger.own-error', { error: kind }) };
}
