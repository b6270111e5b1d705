import type { LedgerEntryView } from '../contract/backups.ts';
import { english } from '../locales/english.ts';
import {
  type CountedMessage,
  messageKey,
  messageName,
  plain,
  type StoredMessage,
  withCount,
} from '../locales/messages.ts';
import type { LedgerEntry } from '../model/outcome.ts';

/** The reason of a ledger entry, with the count of the corresponding note if there is one. */
export function reasonOf({ reason, notes }: Pick<LedgerEntry, 'reason' | 'notes'>): StoredMessage | null {
  if (reason === null) return null;
  const key = messageKey(reason);
  const counted = notes.find((note) => messageKey(note) === key);
  return counted === undefined ? reason : withCount(counted);
}

/** The reason of an entry in English and as a message; null if there is no entry or reason. */
export function reasonFields(line: Pick<LedgerEntry, 'reason' | 'notes'> | undefined): {
  readonly reason: string | null;
  readonly reasonCode: StoredMessage | null;
} {
  const reasonCode = line === undefined ? null : reasonOf(line);
  return { reason: english(reasonCode), reasonCode };
}

/** Notes with English text. */
export function noteViews(notes: readonly CountedMessage[]): LedgerEntryView['noteCodes'] {
  return notes.map((note) => {
    const text = english(withCount(note));
    // Texts of notes from an earlier version do not include the count.
    return {
      ...withCount(note),
      count: note.count,
      text: note.code === plain('').code ? `${text}: ${note.count}` : text,
    };
  });
}

/** Counts by note name. */
export function namedNotes(notes: readonly CountedMessage[]): Record<string, number> {
  const named: Record<string, number> = {};
  for (const note of notes) named[messageName(note)] = (named[messageName(note)] ?? 0) + note.count;
  return named;
}
