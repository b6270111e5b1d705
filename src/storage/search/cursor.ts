import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';

/** The position after the last hit of a page. By id and not by count, so that new rows do not shift it. */
export interface SearchCursor {
  readonly id: number;
  /** Which part of the ids: the oldest-first order lists records without a time last. */
  readonly part: number;
  /** For relevance: the last score, and the newest id of the ranked hits. */
  readonly score: number | null;
  readonly newest: number | null;
  /** The total found with the first page; negative for `atLeast`. */
  readonly total: number;
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isNumberOrNull = (value: unknown): value is number | null => value === null || isNumber(value);

/** The cursor as URL-safe text. */
export function encodeCursor({ id, part, score, newest, total }: SearchCursor): string {
  return Buffer.from(JSON.stringify([id, part, score, newest, total])).toString('base64url');
}

/** Decodes a cursor. @throws BAD_REQUEST */
export function decodeCursor(text: string): SearchCursor {
  try {
    const [id, part, score, newest, total] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    const safe = Number.isSafeInteger(id) && (part === 0 || part === 1) && isNumber(total);
    if (safe && isNumberOrNull(score) && isNumberOrNull(newest))
      return { id: id as number, part, score, newest, total };
  } catch {
    // Not base64url of an array: reported below, like every other invalid cursor.
  }
  throw new DomainError('BAD_REQUEST', msg('detail.cursor-not-of-a-search'));
}
