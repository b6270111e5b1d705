import en from '../locales/en.json' with { type: 'json' };
import { english } from '../locales/english.ts';
import { msg, type StoredMessage } from '../locales/messages.ts';

/** The HTTP status and the CLI's exit status of every error. */
const STATUS_TABLE = {
  // --- invalid requests
  BAD_REQUEST: { status: 400, exit: 2 },
  NOT_FOUND: { status: 404, exit: 4 },
  UNAUTHORIZED: { status: 401, exit: 5 },
  FORBIDDEN: { status: 403, exit: 5 },
  CONFLICT: { status: 409, exit: 6 },
  TOO_MANY_REQUESTS: { status: 429, exit: 6 },
  REQUEST_TOO_LARGE: { status: 413, exit: 2 },
  METHOD_NOT_ALLOWED: { status: 405, exit: 2 },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, exit: 2 },
  RANGE_NOT_SATISFIABLE: { status: 416, exit: 2 },
  CANCELLED: { status: 409, exit: 130 },
  STALLED: { status: 504, exit: 12 },
  PARTLY_READ: { status: 422, exit: 13 },
  REDACTION_INCOMPLETE: { status: 422, exit: 14 },
  // --- passwords and sessions
  WRONG_PASSWORD: { status: 403, exit: 7 },
  WRONG_NOTE_PASSWORD: { status: 403, exit: 7 },
  UNSUPPORTED_NOTE_LOCK: { status: 422, exit: 8 },
  BACKUP_LOCKED: { status: 423, exit: 7 },
  SESSION_EXPIRED: { status: 401, exit: 7 },
  // --- the backup
  BACKUP_NOT_FOUND: { status: 404, exit: 4 },
  BACKUP_INCOMPLETE: { status: 409, exit: 8 },
  UNSUPPORTED_BACKUP: { status: 422, exit: 8 },
  DAMAGED_BACKUP: { status: 422, exit: 8 },
  LIMIT_EXCEEDED: { status: 422, exit: 8 },
  UNSAFE_PATH: { status: 422, exit: 8 },
  PAYLOAD_MISSING: { status: 404, exit: 9 },
  NOT_A_FILE: { status: 409, exit: 2 },
  // --- formats (a reader in formats/ found invalid bytes)
  MALFORMED_PLIST: { status: 422, exit: 8 },
  MALFORMED_JSON: { status: 422, exit: 8 },
  MALFORMED_FILE: { status: 422, exit: 8 },
  MALFORMED_ARCHIVE: { status: 422, exit: 8 },
  MALFORMED_TYPEDSTREAM: { status: 422, exit: 8 },
  MALFORMED_PROTOBUF: { status: 422, exit: 8 },
  MALFORMED_MEDIA: { status: 422, exit: 8 },
  UNSUPPORTED_MEDIA: { status: 422, exit: 8 },
  MALFORMED_DATABASE: { status: 422, exit: 8 },
  MALFORMED_MANIFEST: { status: 422, exit: 8 },
  MALFORMED_KEYBAG: { status: 422, exit: 8 },
  UNSUPPORTED_SCHEMA: { status: 422, exit: 8 },
  // --- this installation
  BAD_SETTINGS: { status: 500, exit: 3 },
  STORAGE_UNAVAILABLE: { status: 503, exit: 10 },
  CONVERTER_MISSING: { status: 501, exit: 10 },
  QUEUE_UNAVAILABLE: { status: 503, exit: 10 },
  DISK_FULL: { status: 507, exit: 10 },
  NO_ACCESS: { status: 403, exit: 11 },
  READ_FAILED: { status: 503, exit: 10 },
  OUT_OF_MEMORY: { status: 503, exit: 10 },
  INTERNAL: { status: 500, exit: 1 },
} as const;

/** A stable error code, part of the API and of the CLI's contract. */
export type ErrorCode = keyof typeof STATUS_TABLE;

/** What an error means to the person who meets it. */
interface ErrorMeaning {
  /** The HTTP status. */
  readonly status: number;
  /** The CLI's exit status. */
  readonly exit: number;
  /** What happened. */
  readonly title: string;
  /** What to do about it. */
  readonly next: string;
}

/** The texts of every code; a code without them does not compile. */
const ERROR_TEXTS: Readonly<Record<ErrorCode, { readonly title: string; readonly next: string }>> = en.errors;

/** Every error in English: the API's problem documents, the CLI's exit statuses and `docs/errors.md` follow this table. */
export const ERROR_TABLE = Object.fromEntries(
  Object.entries(STATUS_TABLE).map(([code, status]) => [code, { ...status, ...ERROR_TEXTS[code as ErrorCode] }]),
) as Readonly<Record<ErrorCode, ErrorMeaning>>;

/**
 * The only error that modules throw deliberately. `detail` describes the specific case and never contains a secret, a
 * stack trace or a path of the server; `message` is `detail` in English. `code` is stable and machine-readable.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: ErrorCode;
  /** What happened in this case. */
  readonly detail: StoredMessage;
  /** Machine-readable facts about the case (offsets, limits, counts), safe to show. */
  readonly details: Readonly<Record<string, string | number | boolean>>;

  constructor(
    code: ErrorCode,
    detail: StoredMessage = msg(`errors.${code}.title`),
    options: { details?: Record<string, string | number | boolean>; cause?: unknown } = {},
  ) {
    super(english(detail), options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.detail = detail;
    this.details = options.details ?? {};
  }
}

/** Next steps of cases in which that of their code does not help, by the name of the `detail`. */
const STEPS_OF_CASES: Readonly<Record<string, string>> = en.next;

/** What to do about an error: the step of its case if there is one, otherwise that of its code. */
export function nextStep({ code, detail }: Pick<DomainError, 'code' | 'detail'>): StoredMessage {
  const name = detail.code.replace(/^detail\./, '');
  if (!Object.hasOwn(STEPS_OF_CASES, name)) return msg(`errors.${code}.next`);
  return { code: `next.${name}`, params: detail.params };
}

/** True if `error` is a {@link DomainError}, optionally with one of `codes`. */
export function isDomainError(error: unknown, ...codes: ErrorCode[]): error is DomainError {
  return error instanceof DomainError && (codes.length === 0 || codes.includes(error.code));
}

/** Codes of errors that this machine causes: the same backup may be readable after the cause is removed. */
const LOCAL: ReadonlySet<ErrorCode> = new Set([
  'DISK_FULL',
  'NO_ACCESS',
  'READ_FAILED',
  'OUT_OF_MEMORY',
  'STORAGE_UNAVAILABLE',
  'BAD_SETTINGS',
  'INTERNAL',
]);

/** True if this machine or a bug caused the error, not the contents of the backup. */
export function isLocalFailure(error: unknown): boolean {
  return !(error instanceof DomainError) || LOCAL.has(error.code);
}
