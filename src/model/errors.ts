/**
 * What a failure means to the person who meets it. One table: the API's problem documents, the CLI's exit statuses and
 * `docs/errors.md` all follow it.
 *
 * `status` is the HTTP status, `exit` the CLI's exit status, `title` what happened, `next` what to do about it.
 */
export const ERROR_TABLE = {
  // --- what the user did
  BAD_REQUEST: { status: 400, exit: 2, title: 'The request cannot be understood.', next: 'Correct the named value.' },
  NOT_FOUND: {
    status: 404,
    exit: 4,
    title: 'There is no such thing here.',
    next: 'Check the id, or list what exists.',
  },
  UNAUTHORIZED: {
    status: 401,
    exit: 5,
    title: 'The API token is missing or wrong.',
    next: 'Send the token the server printed as X-API-Token, or open its one-time link.',
  },
  FORBIDDEN: {
    status: 403,
    exit: 5,
    title: 'This request came from a place that may not ask.',
    next: 'Open the page at the address the server printed.',
  },
  CONFLICT: {
    status: 409,
    exit: 6,
    title: 'Something else is already doing this.',
    next: 'Wait for it, or cancel it.',
  },
  TOO_MANY_REQUESTS: { status: 429, exit: 6, title: 'Too many attempts.', next: 'Wait as long as Retry-After says.' },
  REQUEST_TOO_LARGE: {
    status: 413,
    exit: 2,
    title: 'The request is too large.',
    next: 'No request to Apple Juicer needs a large body.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    exit: 2,
    title: 'The body is of a type that is not understood.',
    next: 'Send application/json.',
  },
  RANGE_NOT_SATISFIABLE: {
    status: 416,
    exit: 2,
    title: 'The byte range lies outside the file.',
    next: 'Ask for a range within Content-Range.',
  },
  CANCELLED: { status: 409, exit: 130, title: 'Cancelled.', next: 'Start it again when you want to.' },
  STALLED: {
    status: 504,
    exit: 12,
    title: 'Nothing moved for too long.',
    next: 'Try again; if it happens at the same place, please report it.',
  },
  // --- passwords and sessions
  WRONG_PASSWORD: {
    status: 403,
    exit: 7,
    title: 'This password does not open the backup.',
    next:
      'It is not the passcode, Apple Account or Mac password: it was set when "Encrypt local backup" was first ticked, ' +
      'moves with the device to new phones, and old backups keep their old password.',
  },
  WRONG_NOTE_PASSWORD: {
    status: 403,
    exit: 7,
    title: 'This password does not open the note.',
    next:
      'It is the password of Notes (Settings → Notes), not that of the backup. Notes that were locked before it was ' +
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
    title: 'No backup with this id.',
    next: 'Run `apple-juicer list`, or refresh the list of backups.',
  },
  BACKUP_INCOMPLETE: {
    status: 409,
    exit: 8,
    title: 'The backup is incomplete or still being made.',
    next: 'Let Finder, iTunes or Apple Devices finish it, or copy it again.',
  },
  UNSUPPORTED_BACKUP: {
    status: 422,
    exit: 8,
    title: 'This kind of backup is not supported.',
    next: 'See docs/supported.md for what is.',
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
    title: 'The backup asks for more than a safe limit.',
    next: 'It may be damaged or made to attack its reader; the limit is named in the message.',
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
    next: 'Pick a file, not a folder or a link.',
  },
  // --- formats (a reader in formats/ met bytes it cannot accept)
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
    next: 'Save the file and open it with a program that knows it.',
  },
  MALFORMED_DATABASE: {
    status: 422,
    exit: 8,
    title: 'A database in the backup is malformed.',
    next: 'What could be read is kept; the ledger names the rest.',
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
    title: 'A database in the backup has a layout that is not known.',
    next: 'Please report the iOS version and the tables it has.',
  },
  // --- this installation
  BAD_SETTINGS: { status: 500, exit: 3, title: 'A setting is wrong.', next: 'Correct the named setting.' },
  STORAGE_UNAVAILABLE: {
    status: 503,
    exit: 10,
    title: 'The database cannot be reached.',
    next: 'Check that it runs and that the DSN is right.',
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
    next: 'Check that Redis runs and that APPLE_JUICER_REDIS__URL is right.',
  },
  DISK_FULL: { status: 507, exit: 10, title: 'The disk is full.', next: 'Free some space and try again.' },
  NO_ACCESS: {
    status: 403,
    exit: 11,
    title: 'The operating system does not allow reading this folder.',
    next:
      'On macOS give the terminal Full Disk Access (System Settings → Privacy & Security); elsewhere, and in a container, ' +
      'let your user read the folder.',
  },
  INTERNAL: { status: 500, exit: 1, title: 'Something went wrong inside Apple Juicer.', next: 'Please report it.' },
} as const;

/** A stable error code: part of the API and of the CLI's contract. */
export type ErrorCode = keyof typeof ERROR_TABLE;

/**
 * The only error that rooms throw at each other on purpose. `message` is plain English about this very case and never
 * holds a secret, a stack or a path of the server; `code` is stable and machine-readable.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: ErrorCode;
  /** Machine-readable facts about the case (offsets, limits, counts): safe to show. */
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

/** True when `error` is a {@link DomainError}, optionally of one of `codes`. */
export function isDomainError(error: unknown, ...codes: ErrorCode[]): error is DomainError {
  return error instanceof DomainError && (codes.length === 0 || codes.includes(error.code));
}
