/**
 * All error codes. The API's problem documents, the CLI's exit statuses and `docs/errors.md` are derived from this
 * table.
 *
 * `status` is the HTTP status, `exit` the CLI's exit status, `title` describes the error and `next` what to do about it.
 */
export const ERROR_TABLE = {
  // --- invalid requests
  BAD_REQUEST: { status: 400, exit: 2, title: 'The request is invalid.', next: 'Correct the named value.' },
  NOT_FOUND: {
    status: 404,
    exit: 4,
    title: 'Not found.',
    next: 'Check the id, or list what exists.',
  },
  UNAUTHORIZED: {
    status: 401,
    exit: 5,
    title: 'The API token is missing or wrong.',
    next: 'Send the token printed by the server as X-API-Token, or open its one-time link.',
  },
  FORBIDDEN: {
    status: 403,
    exit: 5,
    title: 'Requests from other sites are not allowed.',
    next: 'Open the page at the address printed by the server.',
  },
  CONFLICT: {
    status: 409,
    exit: 6,
    title: 'Another operation is already in progress.',
    next: 'Wait for it to finish, or cancel it.',
  },
  TOO_MANY_REQUESTS: {
    status: 429,
    exit: 6,
    title: 'Too many attempts.',
    next: 'Wait for the time given in Retry-After.',
  },
  REQUEST_TOO_LARGE: {
    status: 413,
    exit: 2,
    title: 'The request is too large.',
    next: 'No request to Apple Juicer needs a large body.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    exit: 2,
    title: 'The content type of the request is not supported.',
    next: 'Send application/json.',
  },
  RANGE_NOT_SATISFIABLE: {
    status: 416,
    exit: 2,
    title: 'The byte range is outside the file.',
    next: 'Request a range within Content-Range.',
  },
  CANCELLED: { status: 409, exit: 130, title: 'Cancelled.', next: 'Start it again if needed.' },
  STALLED: {
    status: 504,
    exit: 12,
    title: 'The operation made no progress for too long.',
    next: 'Try again. If it stops at the same place, please report it.',
  },
  // --- passwords and sessions
  WRONG_PASSWORD: {
    status: 403,
    exit: 7,
    title: 'This password does not open the backup.',
    next:
      'It is not the passcode, Apple Account or Mac password, but the one set when "Encrypt local backup" was first enabled. ' +
      'It moves with the device to new phones; old backups keep their old password.',
  },
  WRONG_NOTE_PASSWORD: {
    status: 403,
    exit: 7,
    title: 'This password does not open the note.',
    next:
      'It is the password of Notes (Settings → Notes), not of the backup. Notes locked before the password was ' +
      'changed keep the older one.',
  },
  UNSUPPORTED_NOTE_LOCK: {
    status: 422,
    exit: 8,
    title: 'This note is locked in a way that cannot be opened from a backup.',
    next: 'Remove the lock on the phone and make a new backup.',
  },
  BACKUP_LOCKED: { status: 423, exit: 7, title: 'The backup is encrypted and locked.', next: 'Unlock it first.' },
  SESSION_EXPIRED: { status: 401, exit: 7, title: 'The session has expired.', next: 'Unlock the backup again.' },
  // --- the backup
  BACKUP_NOT_FOUND: {
    status: 404,
    exit: 4,
    title: 'There is no backup with this id.',
    next: 'Run `apple-juicer list`, or refresh the list of backups.',
  },
  BACKUP_INCOMPLETE: {
    status: 409,
    exit: 8,
    title: 'The backup is incomplete or still in progress.',
    next: 'Let Finder, iTunes or Apple Devices finish it, or copy it again.',
  },
  UNSUPPORTED_BACKUP: {
    status: 422,
    exit: 8,
    title: 'This kind of backup is not supported.',
    next: 'See docs/supported.md for supported backups.',
  },
  DAMAGED_BACKUP: {
    status: 422,
    exit: 8,
    title: 'A part of the backup is damaged.',
    next: 'Copy the backup again from its source.',
  },
  LIMIT_EXCEEDED: {
    status: 422,
    exit: 8,
    title: 'The backup exceeds a safety limit.',
    next: 'It may be damaged or malicious. The message names the limit.',
  },
  UNSAFE_PATH: {
    status: 422,
    exit: 8,
    title: 'A name or link in the backup points outside it.',
    next: 'Nothing was read or written there.',
  },
  PAYLOAD_MISSING: {
    status: 404,
    exit: 9,
    title: 'The backup lists this file, but its contents are not in the backup folder.',
    next: 'It was skipped or lost when the backup was made or copied.',
  },
  NOT_A_FILE: {
    status: 409,
    exit: 2,
    title: 'This entry has no contents.',
    next: 'Choose a file, not a folder or a link.',
  },
  // --- formats (a reader in formats/ found invalid bytes)
  MALFORMED_PLIST: { status: 422, exit: 8, title: 'A property list is malformed.', next: 'The file is skipped.' },
  MALFORMED_JSON: { status: 422, exit: 8, title: 'A JSON document is malformed.', next: 'The file is skipped.' },
  MALFORMED_FILE: { status: 422, exit: 8, title: 'A file of the backup is malformed.', next: 'The file is skipped.' },
  MALFORMED_ARCHIVE: { status: 422, exit: 8, title: 'A keyed archive is malformed.', next: 'The value is skipped.' },
  MALFORMED_TYPEDSTREAM: { status: 422, exit: 8, title: 'A typedstream is malformed.', next: 'The value is skipped.' },
  MALFORMED_PROTOBUF: {
    status: 422,
    exit: 8,
    title: 'A protobuf message is malformed.',
    next: 'The value is skipped.',
  },
  MALFORMED_MEDIA: {
    status: 422,
    exit: 8,
    title: 'A picture, sound or video is malformed.',
    next: 'Save the file and try another program.',
  },
  UNSUPPORTED_MEDIA: {
    status: 422,
    exit: 8,
    title: 'A file of this kind cannot be shown as a picture, sound or video.',
    next: 'Save the file and open it with another program.',
  },
  MALFORMED_DATABASE: {
    status: 422,
    exit: 8,
    title: 'A database in the backup is malformed.',
    next: 'Readable records are kept; the ledger lists the rest.',
  },
  MALFORMED_MANIFEST: {
    status: 422,
    exit: 8,
    title: "The backup's manifest is malformed.",
    next: 'Copy the backup again.',
  },
  MALFORMED_KEYBAG: {
    status: 422,
    exit: 8,
    title: "The backup's keybag is malformed.",
    next: 'Copy the backup again.',
  },
  UNSUPPORTED_SCHEMA: {
    status: 422,
    exit: 8,
    title: 'A database in the backup has an unknown layout.',
    next: 'Please report the iOS version and the tables of the database.',
  },
  // --- this installation
  BAD_SETTINGS: { status: 500, exit: 3, title: 'A setting is invalid.', next: 'Correct the named setting.' },
  STORAGE_UNAVAILABLE: {
    status: 503,
    exit: 10,
    title: 'The database cannot be reached.',
    next: 'Check that it is running and that the DSN is correct.',
  },
  CONVERTER_MISSING: {
    status: 501,
    exit: 10,
    title: 'Showing this needs ffmpeg, which is not installed on this machine.',
    next: 'Install ffmpeg (`brew install ffmpeg`, `apt install ffmpeg`, `winget install ffmpeg`) and start Apple Juicer again.',
  },
  QUEUE_UNAVAILABLE: {
    status: 503,
    exit: 10,
    title: 'The queue (Redis) cannot be reached.',
    next: 'Check that Redis is running and that APPLE_JUICER_REDIS__URL is correct.',
  },
  DISK_FULL: { status: 507, exit: 10, title: 'The disk is full.', next: 'Free some space and try again.' },
  NO_ACCESS: {
    status: 403,
    exit: 11,
    title: 'The operating system denies access to this folder.',
    next:
      'On macOS give the terminal Full Disk Access (System Settings → Privacy & Security). Elsewhere, and in containers, ' +
      'give your user read access to the folder.',
  },
  INTERNAL: { status: 500, exit: 1, title: 'Something went wrong inside Apple Juicer.', next: 'Please report it.' },
} as const;

/** A stable error code, part of the API and of the CLI's contract. */
export type ErrorCode = keyof typeof ERROR_TABLE;

/**
 * The only error that modules throw deliberately. `message` describes the specific case in plain English and never
 * contains a secret, a stack trace or a path of the server. `code` is stable and machine-readable.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: ErrorCode;
  /** Machine-readable facts about the case (offsets, limits, counts), safe to show. */
  readonly details: Readonly<Record<string, string | number | boolean>>;

  constructor(
    code: ErrorCode,
    message?: string,
    options: { details?: Record<string, string | number | boolean>; cause?: unknown } = {},
  ) {
    super(message ?? ERROR_TABLE[code].title, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** True if `error` is a {@link DomainError}, optionally with one of `codes`. */
export function isDomainError(error: unknown, ...codes: ErrorCode[]): error is DomainError {
  return error instanceof DomainError && (codes.length === 0 || codes.includes(error.code));
}
