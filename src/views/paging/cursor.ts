import type { z } from 'zod';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';

/** Encodes a position in a list as an opaque cursor. */
export function encodeCursor(position: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** Decodes a cursor of {@link encodeCursor}. @throws BAD_REQUEST if it does not match the schema */
export function decodeCursor<T>(cursor: string, position: z.ZodType<T>): T {
  try {
    const parsed = position.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    if (parsed.success) return parsed.data;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new DomainError('BAD_REQUEST', msg('detail.cursor-of-another-list'));
}
