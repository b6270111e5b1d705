import { DomainError } from '../model/errors.ts';

/** How a connection is protected, in libpq's words. */
export type TlsMode = 'disable' | 'require' | 'verify-ca' | 'verify-full';

/** Where a PostgreSQL database is. What is null is taken from libpq's variables (PGHOST, PGUSER, PGPASSWORD …). */
export interface PostgresAddress {
  readonly host: string | null;
  readonly port: number | null;
  readonly user: string | null;
  readonly password: string | null;
  readonly database: string | null;
  readonly tls: TlsMode;
  /** Path of a file of certificates to trust. */
  readonly rootCertificate: string | null;
  readonly applicationName: string | null;
}

/** `allow` and `prefer` promise nothing: such a connection is as good without TLS. */
const TLS_MODES: Readonly<Record<string, TlsMode>> = {
  disable: 'disable',
  allow: 'disable',
  prefer: 'disable',
  require: 'require',
  'verify-ca': 'verify-ca',
  'verify-full': 'verify-full',
};

/** Parameters by libpq's names; `ssl` is asyncpg's word for `sslmode`. */
const PARAMETERS = new Set(['host', 'port', 'sslmode', 'ssl', 'sslrootcert', 'application_name']);

const bad = (message: string) => new DomainError('BAD_SETTINGS', `The database DSN ${message}`);

/**
 * Reads what stands after `postgresql://`: `user:password@host:port/database?parameters`
 * (https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS), all of it optional; a folder as
 * `host` parameter is that of a Unix socket. @throws BAD_SETTINGS, without any part of the DSN in its message
 */
export function parsePostgresAddress(rest: string): PostgresAddress {
  const match = /^(?:([^/?#]*)@)?([^/?#@]*)(?:\/([^/?#]*))?(?:\?([^#]*))?$/s.exec(rest);
  if (match === null) {
    throw bad(
      'is not of the form postgresql://user:password@host:port/database; "/", "?", "#" and "@" in a user name or password are written %2F, %3F, %23 and %40.',
    );
  }
  const [, login = '', place = '', database = '', query = ''] = match;
  const [user, password] = splitOnce(login, ':');
  const parameters = parameterMap(query);
  const { host, port } = hostAndPort(place);
  const portText = port ?? parameters.get('port') ?? null;
  const mode = parameters.get('sslmode') ?? parameters.get('ssl') ?? 'prefer';
  const tls = TLS_MODES[mode];
  if (tls === undefined)
    throw bad('has an sslmode that is not known: disable, require, verify-ca and verify-full are.');
  return {
    host: host ?? parameters.get('host') ?? null,
    port: portText === null ? null : portNumber(portText),
    user: decoded(user),
    password: decoded(password),
    database: decoded(database),
    tls,
    rootCertificate: parameters.get('sslrootcert') ?? null,
    applicationName: parameters.get('application_name') ?? null,
  };
}

function hostAndPort(place: string): { host: string | null; port: string | null } {
  if (place.includes(',')) throw bad('names several hosts; one is supported.');
  const match = /^(?:\[([0-9a-f:.]+)\]|([^:[\]]*))(?::(.*))?$/is.exec(place);
  if (match === null) throw bad('has a host that cannot be read; an IPv6 address stands in brackets.');
  const [, ipv6, name = '', port = ''] = match;
  return { host: ipv6 ?? decoded(name), port: port === '' ? null : port };
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) throw bad('has a port that is not a number from 1 to 65535.');
  return port;
}

function parameterMap(query: string): Map<string, string> {
  const parameters = new Map(new URLSearchParams(query));
  for (const name of parameters.keys()) {
    // A password with a question mark would end up here, so the name is not repeated.
    if (!PARAMETERS.has(name))
      throw bad(`has a parameter that is not known; these are: ${[...PARAMETERS].join(', ')}.`);
  }
  return parameters;
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function decoded(text: string): string | null {
  if (text === '') return null;
  let plain: string;
  try {
    plain = decodeURIComponent(text);
  } catch {
    throw bad('has a "%" that does not begin a percent-encoded character: write it %25.');
  }
  if (plain.includes('\0')) throw bad('holds a NUL character.');
  return plain;
}
