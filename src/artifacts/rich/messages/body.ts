import {
  type AttributedBody,
  type AttributedRun,
  decodeAttributedBody,
  isSimple,
  recoverText,
} from '../../../formats/attributed-body.ts';
import { unarchive } from '../../../formats/keyed-archive.ts';
import { isDomainError } from '../../../model/errors.ts';
import { fieldsOf } from './payload-fields.ts';
import { richCardText, withoutChips } from './rich-cards.ts';
import type { MessagePart, TextRun, TextSource } from './tables.ts';

/** The text of a message, and its bubbles if it is more than plain text. */
export interface Body {
  readonly text: string | null;
  readonly source: TextSource;
  readonly parts: readonly MessagePart[] | null;
}

type Detected = NonNullable<AttributedRun['attributes']['detected']>[number];

const NO_BODY: Body = { text: null, source: 'none', parts: null };
const UNREADABLE: Body = { ...NO_BODY, source: 'unreadable' };

/**
 * Finds the text of a message. `attributedBody` is preferred: since iOS 16 the column `text` is mostly NULL, and if
 * both exist the column can be stale. If the body cannot be decoded, the column is used, otherwise the text recovered
 * from the body.
 */
export function readBody(attributedBody: Uint8Array | null, column: string | null): Body {
  if (attributedBody === null || attributedBody.length === 0) return columnBody(column);
  const body = decoded(attributedBody);
  if (body !== null) {
    if (body.text === '' && column) return columnBody(column);
    const cards = richCardText(body);
    if (cards !== null) return { text: cards, source: 'attributedBody', parts: null };
    return { text: body.text, source: 'attributedBody', parts: isSimple(body) ? null : groupRuns(body.runs) };
  }
  if (column) return columnBody(column);
  const recovered = recoverText(attributedBody);
  return recovered === null ? UNREADABLE : { text: recovered, source: 'recovered', parts: null };
}

/**
 * The text of a typedstream without its message (a version in an edit history), even if damaged; null if there is none.
 */
export function readText(attributedBody: Uint8Array): string | null {
  return decoded(attributedBody)?.text ?? recoverText(attributedBody);
}

function columnBody(column: string | null): Body {
  return column === null || column === '' ? NO_BODY : { text: column, source: 'column', parts: null };
}

function decoded(attributedBody: Uint8Array): AttributedBody | null {
  try {
    return withoutChips(decodeAttributedBody(attributedBody));
  } catch (error) {
    if (isDomainError(error)) return null;
    throw error;
  }
}

/** Groups runs of the same part into a bubble, even if not adjacent; bubbles are in the order of their first runs. */
function groupRuns(runs: readonly AttributedRun[]): MessagePart[] {
  const parts = new Map<number | null, TextRun[]>();
  for (const run of runs) {
    const ofPart = parts.get(run.part);
    if (ofPart === undefined) parts.set(run.part, [toTextRun(run)]);
    else ofPart.push(toTextRun(run));
  }
  return [...parts].map(([part, ofPart]) => ({ part, runs: ofPart }));
}

const STYLES = ['bold', 'italic', 'underline', 'strikethrough'] as const;

function toTextRun({ start, length, attributes }: AttributedRun): TextRun {
  const { attachment, filename, mediaWidth, mediaHeight, emojiImage, transcription, mention, link } = attributes;
  const { oneTimeCode, textEffect, detected } = attributes;
  const styles = STYLES.filter((style) => attributes[style]);
  return {
    start,
    length,
    ...(attachment === undefined ? {} : { attachment }),
    ...(filename === undefined ? {} : { filename }),
    ...(mediaWidth === undefined ? {} : { width: mediaWidth }),
    ...(mediaHeight === undefined ? {} : { height: mediaHeight }),
    ...(emojiImage ? { inline: true } : {}),
    ...(transcription === undefined ? {} : { transcription }),
    ...(mention === undefined ? {} : { mention }),
    ...(link === undefined ? {} : { link }),
    ...(oneTimeCode === undefined ? {} : { code: oneTimeCode.code }),
    ...(styles.length === 0 ? {} : { styles }),
    ...(textEffect === undefined ? {} : { effect: textEffect }),
    ...(detected === undefined ? {} : { detected: [...new Set(detected.map(detectedKind))] }),
  };
}

/** Names of what Data Detectors found, where the attribute says only `data`. */
const DETECTED: Readonly<Record<string, string>> = {
  TrackingNumber: 'trackingNumber',
  FlightInformation: 'flight',
  PhysicalAmount: 'amount',
};
/** Limits of the archive of a result, which has less than two kilobytes. */
const DETECTED_LIMITS = { maxBytes: 64 * 1024, maxObjects: 2000, maxDepth: 64, maxOutput: 1024 * 1024 };
/** By archive: the runs of a hostile text can share one. */
const detectedKinds = new WeakMap<Uint8Array, string>();

function detectedKind({ type, archive }: Detected): string {
  if (type !== 'data') return type;
  let kind = detectedKinds.get(archive);
  if (kind === undefined) {
    kind = DETECTED[nameInArchive(archive)] ?? type;
    detectedKinds.set(archive, kind);
  }
  return kind;
}

/** What Data Detectors call a result; empty if the archive cannot be read. */
function nameInArchive(archive: Uint8Array): string {
  try {
    const name = fieldsOf(unarchive(archive, { key: 'dd-result', limits: DETECTED_LIMITS }))?.['T'];
    return typeof name === 'string' ? name : '';
  } catch (error) {
    if (isDomainError(error)) return '';
    throw error;
  }
}
