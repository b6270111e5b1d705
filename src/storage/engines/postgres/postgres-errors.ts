import { DatabaseError } from 'pg';
import { DomainError } from '../../../model/errors.ts';

/** Not SQLSTATEs of ours to explain, but what each class or code means for the person who runs this. First match counts. */
const SQLSTATES: readonly (readonly [prefix: string, message: string])[] = [
  ['08', 'The connection to PostgreSQL was lost.'],
  ['28', 'PostgreSQL refuses the user or the password of the DSN, or this kind of connection (see its pg_hba.conf).'],
  ['3D000', 'PostgreSQL has no database of the name in the DSN: create it first (createdb).'],
  ['42501', 'The PostgreSQL user of the DSN may not do this: it must own the schema that holds the tables.'],
  ['25006', 'This PostgreSQL connection can only read: a standby, or a user with read-only transactions.'],
  ['53200', 'PostgreSQL is out of memory.'],
  ['53300', 'PostgreSQL has no connection left (max_connections).'],
  ['53400', 'PostgreSQL has reached a limit of its configuration.'],
  ['57P', 'PostgreSQL is starting up, shutting down or was restarted.'],
  ['57014', 'PostgreSQL took too long over a query (statement_timeout).'],
  ['55P03', 'The database was busy for too long: another process is writing.'],
  ['40', 'The database was busy: two processes wanted to change the same rows. Try again.'],
  ['58', 'PostgreSQL met an error of its disk or operating system.'],
  ['XX', 'PostgreSQL reports damage or an error of its own: see its log.'],
];

/** What errors of sockets, name look-up and TLS mean, by their `code`. */
const SYSTEM_ERRORS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nothing listens where the DSN says PostgreSQL is.',
  ENOENT: 'There is no PostgreSQL socket where the DSN says it is.',
  EACCES: 'The PostgreSQL socket may not be opened (permissions).',
  ENOTFOUND: 'The host name in the DSN is not known.',
  EAI_AGAIN: 'The host name in the DSN cannot be looked up at the moment.',
  EHOSTUNREACH: 'The host in the DSN cannot be reached.',
  ENETUNREACH: 'The host in the DSN cannot be reached.',
  ETIMEDOUT: 'The host in the DSN does not answer.',
  ECONNRESET: 'The connection to PostgreSQL was lost.',
  EPIPE: 'The connection to PostgreSQL was lost.',
};

/** What the client says without a code, and what it means. */
const CLIENT_MESSAGES: readonly (readonly [pattern: RegExp, message: string])[] = [
  [/terminated|not queryable|Connection ended|was closed/i, 'The connection to PostgreSQL was lost.'],
  [/timeout|timed out/i, 'PostgreSQL does not answer in time, or all connections are in use.'],
  [/does not support SSL/i, 'This PostgreSQL server has no TLS: use sslmode=disable in the DSN.'],
  [/pool after calling end/i, 'The database has been closed.'],
  [/SASL|password/i, 'PostgreSQL wants a password, and the DSN has none or another one.'],
];

/** What a server says that is not there yet, also when its host name comes up with it (as containers' do). */
const AWAY: ReadonlySet<string> = new Set([
  ...Object.values(SYSTEM_ERRORS).filter((message) => message !== SYSTEM_ERRORS['EACCES']),
  ...CLIENT_MESSAGES.slice(0, 2).map(([, message]) => message),
]);

/** Errors of certificates have codes in capitals with one of these in them (https://nodejs.org/api/tls.html#x509-certificate-error-codes). */
const CERTIFICATE = /CERT|SIGNATURE|ISSUER|ALTNAME/;

/**
 * The domain error of anything the driver throws: DISK_FULL, STORAGE_UNAVAILABLE, or INTERNAL with the SQLSTATE. Messages
 * of the server are not repeated where they may hold values.
 */
export function postgresError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (!(error instanceof Error)) return new DomainError('INTERNAL', 'A database query failed.', { cause: error });
  if (error instanceof DatabaseError) return serverError(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const message =
    SYSTEM_ERRORS[code] ??
    (CERTIFICATE.test(code)
      ? 'The certificate of the PostgreSQL server is not trusted (sslmode, sslrootcert).'
      : null) ??
    CLIENT_MESSAGES.find(([pattern]) => pattern.test(error.message))?.[1];
  if (message === undefined) return new DomainError('INTERNAL', 'The PostgreSQL client failed.', { cause: error });
  const away = AWAY.has(message);
  return new DomainError('STORAGE_UNAVAILABLE', message, { details: { away }, cause: error });
}

/** Whether a server that is starting, or will be started soon, explains the error: waiting may help. */
export function isAway(error: DomainError): boolean {
  return error.details['away'] === true;
}

/** SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html) → domain error. */
function serverError(error: DatabaseError): DomainError {
  const code = error.code ?? '';
  const away = code.startsWith('57P') || code.startsWith('08');
  const options = { details: { sqlstate: code, away }, cause: error };
  if (code === '53100') return new DomainError('DISK_FULL', 'The disk that holds the database is full.', options);
  const known = SQLSTATES.find(([prefix]) => code.startsWith(prefix));
  if (known !== undefined) return new DomainError('STORAGE_UNAVAILABLE', known[1], options);
  // Constraints and syntax: the server names tables and columns there. Elsewhere it may quote values.
  const said = /^(23|42)/.test(code) ? error.message : `SQLSTATE ${code}`;
  return new DomainError('INTERNAL', `A database query failed: ${said}`, options);
}
