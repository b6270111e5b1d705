import { DatabaseError } from 'pg';
import { msg, plain } from '../../../locales/messages.ts';
import { DomainError } from '../../../model/errors.ts';

/** Explanations of SQLSTATE classes and codes for the operator. The first match wins. */
const SQLSTATES: readonly (readonly [prefix: string, message: string])[] = [
  ['08', 'The connection to PostgreSQL was lost.'],
  ['28', 'PostgreSQL rejected the user or password in the DSN, or this kind of connection (see its pg_hba.conf).'],
  ['3D000', 'PostgreSQL has no database with the name in the DSN: create it first (createdb).'],
  ['42501', 'The PostgreSQL user in the DSN lacks permission: it must own the schema that contains the tables.'],
  ['25P03', 'PostgreSQL ended a transaction in which nothing was asked for too long.'],
  ['25006', 'This PostgreSQL connection is read-only: a standby server, or a user with read-only transactions.'],
  ['53200', 'PostgreSQL is out of memory.'],
  ['53300', 'PostgreSQL has no free connection (max_connections).'],
  ['53400', 'PostgreSQL has reached a limit of its configuration.'],
  ['57P', 'PostgreSQL is starting up, shutting down or was restarted.'],
  ['57014', 'A PostgreSQL query took too long (statement_timeout).'],
  ['55P03', 'The database was busy for too long: another process is writing.'],
  ['40', 'The database was busy: two processes changed the same rows. Try again.'],
  ['58', 'PostgreSQL reported a disk or operating system error.'],
  ['XX', 'PostgreSQL reported corruption or an internal error: see its log.'],
];

/** Explanations of socket, name resolution and TLS errors, by `code`. */
const SYSTEM_ERRORS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'No server is listening at the PostgreSQL address in the DSN.',
  ENOENT: 'There is no PostgreSQL socket at the path in the DSN.',
  EACCES: 'The PostgreSQL socket cannot be opened (permissions).',
  ENOTFOUND: 'The host name in the DSN is unknown.',
  EAI_AGAIN: 'The host name in the DSN cannot be resolved at the moment.',
  EHOSTUNREACH: 'The host in the DSN cannot be reached.',
  ENETUNREACH: 'The host in the DSN cannot be reached.',
  ETIMEDOUT: 'The host in the DSN does not respond.',
  ECONNRESET: 'The connection to PostgreSQL was lost.',
  EPIPE: 'The connection to PostgreSQL was lost.',
};

/** Client errors without a code, and their explanations. */
const CLIENT_MESSAGES: readonly (readonly [pattern: RegExp, message: string])[] = [
  [/terminated|not queryable|Connection ended|was closed/i, 'The connection to PostgreSQL was lost.'],
  [/timeout|timed out/i, 'PostgreSQL does not respond in time, or all connections are in use.'],
  [/does not support SSL/i, 'This PostgreSQL server does not support TLS: use sslmode=disable in the DSN.'],
  [/pool after calling end/i, 'The database has been closed.'],
  [/SASL|password/i, 'PostgreSQL requires a password, and the DSN has none or a wrong one.'],
];

/** Errors of a server that is not running yet, or whose host name does not exist yet (as with containers). */
const AWAY: ReadonlySet<string> = new Set([
  ...Object.values(SYSTEM_ERRORS).filter((message) => message !== SYSTEM_ERRORS['EACCES']),
  ...CLIENT_MESSAGES.slice(0, 2).map(([, message]) => message),
]);

/**
 * Codes of certificate errors are in capitals and contain one of these
 * (https://nodejs.org/api/tls.html#x509-certificate-error-codes).
 */
const CERTIFICATE = /CERT|SIGNATURE|ISSUER|ALTNAME/;

/**
 * Converts anything the driver throws to DISK_FULL, STORAGE_UNAVAILABLE, or INTERNAL with the SQLSTATE. Server messages
 * that may contain values are not included.
 */
export function postgresError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (!(error instanceof Error))
    return new DomainError('INTERNAL', plain('A database query failed.'), { cause: error });
  if (error instanceof DatabaseError) return serverError(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const message =
    SYSTEM_ERRORS[code] ??
    (CERTIFICATE.test(code)
      ? 'The certificate of the PostgreSQL server is not trusted (sslmode, sslrootcert).'
      : null) ??
    CLIENT_MESSAGES.find(([pattern]) => pattern.test(error.message))?.[1];
  if (message === undefined)
    return new DomainError('INTERNAL', plain('The PostgreSQL client failed.'), { cause: error });
  const away = AWAY.has(message);
  return new DomainError('STORAGE_UNAVAILABLE', plain(message), { details: { away }, cause: error });
}

/** Converts an SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
function serverError(error: DatabaseError): DomainError {
  const code = error.code ?? '';
  const away = code.startsWith('57P') || code.startsWith('08');
  const options = { details: { sqlstate: code, away }, cause: error };
  if (code === '53100') return new DomainError('DISK_FULL', msg('detail.database-disk-full'), options);
  const known = SQLSTATES.find(([prefix]) => code.startsWith(prefix));
  if (known !== undefined) return new DomainError('STORAGE_UNAVAILABLE', plain(known[1]), options);
  // Constraint and syntax errors name tables and columns. Other messages may quote values.
  const detail = /^(23|42)/.test(code) ? error.message : `SQLSTATE ${code}`;
  return new DomainError('INTERNAL', plain(`A database query failed: ${detail}`), options);
}
