import type { z } from 'zod';
import { ProblemSchema } from '../../contract/common.ts';
import { ERROR_TABLE, type ErrorCode } from '../../model/errors.ts';
import { PROBLEM_TYPE } from '../problems.ts';

/** Response bodies other than JSON, by media type. */
export interface OtherContent {
  readonly description: string;
  readonly content: Readonly<Record<string, { readonly schema: z.ZodType }>>;
}

type Success = Readonly<Record<number, z.ZodType | OtherContent>>;

/** Deeply readonly `T`: views return objects that they still use. */
export type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

/** Response type of a handler by status: the schema's type, made readonly. */
type Typed<S extends Success> = {
  [K in keyof S]: S[K] extends z.ZodType ? z.ZodType<DeepReadonly<z.output<S[K]>>> : OtherContent;
};

/** Errors of all routes. */
const EVERYWHERE: readonly ErrorCode[] = [
  'BAD_REQUEST',
  'UNAUTHORIZED',
  'FORBIDDEN',
  'TOO_MANY_REQUESTS',
  'STORAGE_UNAVAILABLE',
  'INTERNAL',
];

/** Errors of routes that open a backup or need the session of an encrypted one. */
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

/** Additional errors of requests with a body. */
export const BODY_ERRORS: readonly ErrorCode[] = ['REQUEST_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'];

/**
 * The `response` schemas of a route: `success`, and a problem document for every status of `codes` and of the errors of
 * all routes. Only `success` is typed because handlers throw errors.
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
