import type { ExportPlan } from '../../contract/export.ts';
import type { Redaction } from '../../contract/redaction.ts';
import { msg, type StoredMessage } from '../../locales/messages.ts';
import type { NotePasswords } from '../note-passwords.ts';
import type { StoredJob } from './job-store.ts';

/** What is asked for, and what is kept in memory only, since a record of the job would outlive it. */
export interface SecretOrder {
  readonly plan: ExportPlan;
  /** What must not be in it. */
  readonly redaction: Redaction | undefined;
  /** Passwords of locked notes. */
  readonly notes: NotePasswords | undefined;
}

/** The orders of jobs that have secrets: what they redact, or passwords of locked notes. */
export class SecretOrders {
  readonly #orders = new Map<string, SecretOrder>();

  /** The order of a job; undefined if it has no secrets, or they were of an earlier process. */
  of(id: string): SecretOrder | undefined {
    return this.#orders.get(id);
  }

  keep(id: string, order: SecretOrder): void {
    this.#orders.set(id, order);
  }

  /** Overwrites the passwords of a job. */
  forgetPasswords(id: string): void {
    this.#orders.get(id)?.notes?.forget();
  }

  remove(id: string): void {
    this.forgetPasswords(id);
    this.#orders.delete(id);
  }

  /**
   * Why a job cannot be made again: what it needs was in memory only, of an earlier process, or passwords of a job that
   * was ready. Null if it can.
   */
  forgottenOf({ id, plan }: Pick<StoredJob, 'id' | 'plan'>): StoredMessage | null {
    const order = this.#orders.get(id);
    if (plan.openNotes === true) return order?.notes?.areKnown === true ? null : msg('detail.note-passwords-forgotten');
    return plan.redacted !== undefined && order === undefined ? msg('detail.redaction-forgotten') : null;
  }
}

/** The plan as the record of a redacted job has it: without what names people, records and words. */
export function recordedPlan(plan: ExportPlan, redaction: Redaction): ExportPlan {
  const { what, format, from, to, timeZone, files, bom, pack, exportedAt } = plan;
  const { places, kinds, pictures, recordings, documents } = redaction;
  return {
    what,
    format,
    timeZone,
    files,
    bom,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(pack === undefined ? {} : { pack }),
    ...(exportedAt === undefined ? {} : { exportedAt }),
    redacted: {
      people: 0,
      numbers: 0,
      words: 0,
      replacements: 0,
      notSearched: [],
      places,
      kinds,
      pictures,
      recordings,
      documents,
    },
  };
}
