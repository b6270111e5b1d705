import type { z } from 'zod';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';

/** Makes an opaque cursor of a place in a list. */
export function encodeCursor(place: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** Reads a cursor that {@link encodeCursor} made for the same list. @throws BAD_REQUEST */
export function decodeCursor<T>(cursor: string, place: z.ZodType<T>): T {
  try {
    const parsed = place.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    if (parsed.success) return parsed.data;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new DomainError('BAD_REQUEST', msg('detail.cursor-does-not-belong-list'));
}
