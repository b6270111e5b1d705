import type { z } from 'zod';
import { ProblemSchema } from '../../contract/common.ts';
import { ERROR_TABLE, type ErrorCode } from '../../model/errors.ts';
import { PROBLEM_TYPE } from '../problems.ts';

/** A body that is not JSON, by media type. */
export interface OtherContent {
  readonly description: string;
  readonly content: Readonly<Record<string, { readonly schema: z.ZodType }>>;
}

type Success = Readonly<Record<number, z.ZodType | OtherContent>>;

/** `T` that nobody changes: views give away what they still use themselves. */
export type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

/** What a handler has to give for each status: the schema's type, read-only parts allowed. */
type Typed<S extends Success> = {
  [K in keyof S]: S[K] extends z.ZodType ? z.ZodType<DeepReadonly<z.output<S[K]>>> : OtherContent;
};

/** What any route may answer. */
const EVERYWHERE: readonly ErrorCode[] = [
  'BAD_REQUEST',
  'UNAUTHORIZED',
  'FORBIDDEN',
  'TOO_MANY_REQUESTS',
  'STORAGE_UNAVAILABLE',
  'INTERNAL',
];

/** Errors of routes that need the session of an encrypted backup, and what opening a backup may say. */
export const OPENING_ERRORS: readonly ErrorCode[] = [
  'BACKUP_NOT_FOUND',
  'BACKUP_LOCKED',
  'SESSION_EXPIRED',
  'BACKUP_INCOMPLETE',
  'UNSUPPORTED_BACKUP',
  'DAMAGED_BACKUP',
  'MALFORMED_MANIFEST',
  'LIMIT_EXCEEDED',
  'NO_ACCESS',
];

/** What a request with a body may be told besides. */
export const BODY_ERRORS: readonly ErrorCode[] = ['REQUEST_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'];

/**
 * The `response` of a route: what it answers when all goes well, and a problem document for every status that `codes` (and
 * what may happen everywhere) have. Only `success` is typed: handlers throw errors.
 */
export function answers<S extends Success>(success: S, ...codes: readonly ErrorCode[]): Typed<S> {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of new Set([...EVERYWHERE, ...codes])) {
    const { status } = ERROR_TABLE[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const problems = [...byStatus].map(([status, codesOfStatus]) => [
    status,
    { description: describe(codesOfStatus), content: { [PROBLEM_TYPE]: { schema: ProblemSchema } } },
  ]);
  return { ...Object.fromEntries(problems), ...success } as Typed<S>;
}

function describe(codes: readonly ErrorCode[]): string {
  return codes.map((code) => `\`${code}\`: ${ERROR_TABLE[code].title}`).join(' ');
}
