import { parse } from 'pg-connection-string';
import { plain } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';

/** TLS modes with libpq's names. */
export type TlsMode = 'disable' | 'require' | 'verify-ca' | 'verify-full';

/** Address of a PostgreSQL database. Null fields fall back to libpq's variables (PGHOST, PGUSER, PGPASSWORD …). */
export interface PostgresAddress {
  readonly host: string | null;
  readonly port: number | null;
  readonly user: string | null;
  readonly password: string | null;
  readonly database: string | null;
  readonly tls: TlsMode;
  /** Path of a file with trusted certificates. */
  readonly rootCertificate: string | null;
  readonly applicationName: string | null;
}

/** `allow` and `prefer` guarantee nothing, so TLS is not used for them. */
const TLS_MODES: Readonly<Record<string, TlsMode>> = {
  disable: 'disable',
  allow: 'disable',
  prefer: 'disable',
  require: 'require',
  'verify-ca': 'verify-ca',
  'verify-full': 'verify-full',
};

/** Parameters with libpq's names; `ssl` is asyncpg's name for `sslmode`. */
const PARAMETERS = new Set(['host', 'port', 'sslmode', 'ssl', 'sslrootcert', 'application_name']);

const FORM =
  'is not of the form postgresql://user:password@host:port/database: a port is a number from 1 to 65535, an IPv6 address is in brackets, and "/", "?", "#" and "@" in a user name or password are written %2F, %3F, %23 and %40.';
const PERCENT = 'has a "%" that does not begin a percent-encoded character: write it %25.';

const bad = (message: string) => new DomainError('BAD_SETTINGS', plain(`The database DSN ${message}`));

/**
 * Parses the part of a DSN after `postgresql://`: `user:password@host:port/database?parameters`
 * (https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS), all of it optional. For a Unix
 * socket, the `host` parameter is its folder.
 * @throws BAD_SETTINGS, without any part of the DSN in its message
 */
export function parsePostgresAddress(rest: string): PostgresAddress {
  const match = /^([^/?#]*)(?:\/([^/?#]*))?(?:\?([^#]*))?$/s.exec(rest);
  if (match === null) throw bad(FORM);
  const [, server = '', database = '', query = ''] = match;
  const { user, password, host, port } = parseServer(server);
  const parameters = parameterMap(query);
  const mode = parameters.get('sslmode') ?? parameters.get('ssl') ?? 'prefer';
  const tls = TLS_MODES[mode];
  if (tls === undefined) throw bad('has an unknown sslmode: use disable, require, verify-ca or verify-full.');
  return {
    host: present(host) ?? parameters.get('host') ?? null,
    port: portNumber(present(port) ?? parameters.get('port') ?? null),
    user: present(user),
    password: present(password),
    database: present(decoded(database)),
    tls,
    rootCertificate: parameters.get('sslrootcert') ?? null,
    applicationName: parameters.get('application_name') ?? null,
  };
}

/**
 * User, password, host and port. Database and parameters are not passed to the library: it leaves `%2F` in a database
 * name undecoded, opens the files of `sslrootcert` and accepts any parameter.
 */
function parseServer(server: string): ReturnType<typeof parse> {
  // The library accepts a lone "%" and then leaves encoded characters undecoded.
  if (/%(?![\da-f]{2})/i.test(server)) throw bad(PERCENT);
  if (server.slice(server.lastIndexOf('@') + 1).includes(',')) throw bad('names several hosts; one is supported.');
  try {
    // A URL loses its spaces. The slash is for a user without a host (`me@/`).
    return parse(`postgresql://${server.replace(/[\0-\x20]/g, encodeURIComponent)}/`);
  } catch (error) {
    throw bad(error instanceof URIError ? PERCENT : FORM);
  }
}

function portNumber(text: string | null): number | null {
  if (text === null) return null;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) throw bad('has a port that is not a number from 1 to 65535.');
  return port;
}

function parameterMap(query: string): Map<string, string> {
  const parameters = new Map(new URLSearchParams(query));
  for (const name of parameters.keys()) {
    // The name is not repeated, because a password with a question mark would end up here.
    if (!PARAMETERS.has(name)) throw bad(`has an unknown parameter; use only ${[...PARAMETERS].join(', ')}.`);
  }
  return parameters;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw bad(PERCENT);
  }
}

/** Null for an empty part. */
function present(text: string | null | undefined): string | null {
  if (text === null || text === undefined || text === '') return null;
  if (text.includes('\0')) throw bad('contains a NUL character.');
  return text;
}
