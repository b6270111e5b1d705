import type { ExportPlan } from '../../contract/export.ts';
import type { Redaction } from '../../contract/redaction.ts';
import type { NotePasswords } from '../note-passwords.ts';

/** What is asked for, and what is kept in memory only, since a record of the job would outlive it. */
export interface SecretOrder {
  readonly plan: ExportPlan;
  /** What must not be in it. */
  readonly redaction: Redaction | undefined;
  /** Passwords of locked notes. */
  readonly notes: NotePasswords | undefined;
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
