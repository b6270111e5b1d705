import { fromAppleSeconds } from '../../../formats/apple-time.ts';
import { parsePlist } from '../../../formats/plist.ts';
import { asArray, asBytes, asDict, asNumber, asString, type PlistValue } from '../../../formats/plist-value.ts';
import { readText } from './body.ts';
import type { PartEdit } from './tables.ts';

/** Maximum number of parts of a message; real messages have a few. */
const MAX_PARTS = 1000;

/** Edits in `message_summary_info`. */
export interface EditSummary {
  /** Parts that were edited or unsent, by number. */
  readonly edits: readonly PartEdit[];
  /** All parts of the message as sent, if the summary has them. */
  readonly parts: ReadonlySet<number>;
  /** Time of the last edit. */
  readonly editedAt: number | null;
  /** Handles whose devices are too old to show the edits. */
  readonly hiddenFrom: readonly string[];
  /** Archive of the translations. */
  readonly translations: Uint8Array | null;
}

/**
 * Reads the edit history in `message_summary_info`, a plain property list (docs/format/messages.md): `ec` are the
 * versions of each edited part, original first; `rp` the unsent parts; `otr` the original ranges; `euh` the handles
 * that cannot see edits; `tmp` the translations.
 *
 * @throws DomainError MALFORMED_PLIST, LIMIT_EXCEEDED
 */
export function readEditSummary(blob: Uint8Array): EditSummary {
  const root = asDict(parsePlist(blob));
  const histories = new Map<number, PartEdit['history']>();
  for (const [key, versions] of Object.entries(asDict(root?.['ec']) ?? {}).slice(0, MAX_PARTS)) {
    const part = partNumber(key);
    if (part !== null) histories.set(part, (asArray(versions) ?? []).map(readVersion));
  }
  const unsent = new Set(partNumbers(root?.['rp']));
  const parts = new Set([
    ...histories.keys(),
    ...unsent,
    ...Object.keys(asDict(root?.['otr']) ?? {})
      .slice(0, MAX_PARTS)
      .flatMap((key) => partNumber(key) ?? []),
  ]);
  const edits = [...parts]
    .filter((part) => histories.has(part) || unsent.has(part))
    .sort((a, b) => a - b)
    .map((part) => ({ part, unsent: unsent.has(part), history: histories.get(part) ?? [] }));
  const times = [...histories.values()].flatMap((history) => history.slice(1)).flatMap(({ at }) => at ?? []);
  return {
    edits,
    parts,
    editedAt: times.length === 0 ? null : times.reduce((a, b) => Math.max(a, b)),
    translations: asBytes(root?.['tmp']),
    hiddenFrom: (asArray(root?.['euh']) ?? []).filter((handle) => typeof handle === 'string'),
  };
}

/** True if every part of the message was unsent. */
export function isFullyUnsent({ edits, parts }: EditSummary, bodyParts: Iterable<number>): boolean {
  const unsent = new Set(edits.filter((edit) => edit.unsent).map(({ part }) => part));
  return unsent.size > 0 && [...parts, ...bodyParts].every((part) => unsent.has(part));
}

function readVersion(value: PlistValue): PartEdit['history'][number] {
  const version = asDict(value);
  const body = asBytes(version?.['t']);
  const balloon = asString(version?.['bcg']);
  const translated = asBytes(version?.['tr']);
  const translation = translated === null ? null : readText(translated);
  return {
    at: fromAppleSeconds(asNumber(version?.['d'])),
    text: body === null ? null : readText(body),
    ...(balloon === null ? {} : { balloon }),
    ...(translation === null ? {} : { translation }),
  };
}

function partNumbers(value: PlistValue | undefined): number[] {
  return (asArray(value) ?? []).slice(0, MAX_PARTS).filter((part) => typeof part === 'number' && part >= 0) as number[];
}

function partNumber(key: string): number | null {
  return /^\d{1,9}$/.test(key) ? Number(key) : null;
}
