import type { ArtifactDefinition } from '../artifacts/kit/artifact.ts';
import { type CountedMessage, messageKey } from '../locales/messages.ts';
import type { JsonValue } from '../model/columns.ts';
import type { LedgerEntry, Outcome } from '../model/outcome.ts';
import type { PieceResult } from '../storage/index.ts';

/** A row as stored until all slices are read. */
export type PartialRow = { readonly [column: string]: JsonValue };

/** Merges the ledger lines of an artifact's slices; counts are added up. */
export function mergeLedgers(entries: readonly [LedgerEntry, ...LedgerEntry[]]): LedgerEntry {
  const [first] = entries;
  const sum = (count: (entry: LedgerEntry) => number): number => entries.reduce((all, entry) => all + count(entry), 0);
  const notes = new Map<string, CountedMessage>();
  for (const note of entries.flatMap((entry) => entry.notes)) {
    const key = messageKey(note);
    notes.set(key, { ...note, count: note.count + (notes.get(key)?.count ?? 0) });
  }
  const outcome = mergeOutcomes(entries.map((entry) => entry.outcome));
  return {
    artifact: first.artifact,
    version: first.version,
    outcome,
    reason: entries.find(({ reason }) => reason !== null)?.reason ?? null,
    found: entries.some(({ found }) => found === null) ? null : sum(({ found }) => found ?? 0),
    parsed: sum(({ parsed }) => parsed),
    skipped: sum(({ skipped }) => skipped),
    notes: [...notes.values()],
    milliseconds: sum(({ milliseconds }) => milliseconds),
  };
}

/**
 * If all slices agree, as for an unreadable store, their outcome is that of the artifact. Otherwise it is `indexed` if
 * all could be read, else `partial`.
 */
function mergeOutcomes(outcomes: readonly Outcome[]): Outcome {
  const [first = 'failed'] = outcomes;
  if (outcomes.every((outcome) => outcome === first)) return first;
  return outcomes.every((outcome) => outcome === 'indexed' || outcome === 'empty') ? 'indexed' : 'partial';
}

/** The rows of a table that needs all slices; the artifact merges those with the same key. */
export function mergeRows(artifact: ArtifactDefinition, table: string, slices: readonly PieceResult[]): PartialRow[] {
  const { slicing, tables } = artifact;
  const key = tables[table]?.primaryKey ?? [];
  const merged = new Map<string, PartialRow>();
  for (const row of slices.flatMap(({ partial }) => partial?.[table] ?? [])) {
    const id = JSON.stringify(key.map((column) => row[column]));
    const earlier = merged.get(id);
    merged.set(id, earlier === undefined ? row : ((slicing?.merge(table, earlier, row) ?? row) as PartialRow));
  }
  return [...merged.values()];
}
