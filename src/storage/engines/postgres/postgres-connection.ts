import { readFileSync } from 'node:fs';
import { type ClientBase, type ClientConfig, Pool, type PoolClient } from 'pg';
import { DomainError } from '../../../model/errors.ts';
import type { PostgresAddress } from '../../postgres-dsn.ts';

/** What a connection is for. */
export type ConnectionUse = 'read' | 'write' | 'bulk';

/** How long opening a connection may take, milliseconds. */
const CONNECT_MS = 10_000;
/** How long a connection that nobody uses stays open, milliseconds. */
const IDLE_MS = 60_000;
/** Silence on a connection after which TCP asks whether the other end is still there, milliseconds. */
const KEEP_ALIVE_MS = 10_000;

/**
 * What every session is given when it begins. A page takes milliseconds, so two minutes mean that something is wrong;
 * writing may have to wait for a VACUUM FULL, and a transaction in which nobody speaks would hold the write lock for ever.
 * Compiling (`jit`) costs more than any of our queries takes.
 */
const SESSION: Readonly<Record<ConnectionUse, string>> = {
  read: 'set default_transaction_read_only = on; set statement_timeout = 120000; set jit = off; set idle_in_transaction_session_timeout = 300000',
  write: 'set lock_timeout = 120000; set jit = off; set idle_in_transaction_session_timeout = 300000',
  // What a bulk writer commits is derived data and invisible until a transaction of `write` flips to it; that commit is
  // flushed, and everything before it in the log with it.
  bulk: 'set lock_timeout = 120000; set jit = off; set synchronous_commit = off',
};

/** How to reach the server, as the driver takes it. @throws BAD_SETTINGS (the file of root certificates cannot be read) */
export function clientConfig(address: PostgresAddress): ClientConfig {
  const { host, port, user, password, database, applicationName } = address;
  return {
    ...(host === null ? {} : { host }),
    ...(port === null ? {} : { port }),
    ...(user === null ? {} : { user }),
    ...(password === null ? {} : { password }),
    ...(database === null ? {} : { database }),
    application_name: applicationName ?? 'apple-juicer',
    ssl: tlsOptions(address),
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
  };
}

/** TLS by libpq's words (https://www.postgresql.org/docs/current/libpq-ssl.html). */
function tlsOptions({ tls, rootCertificate }: PostgresAddress): ClientConfig['ssl'] {
  if (tls === 'disable') return false;
  if (tls === 'require' && rootCertificate === null) return { rejectUnauthorized: false };
  let ca: { ca?: string } = {};
  try {
    if (rootCertificate !== null) ca = { ca: readFileSync(rootCertificate, 'utf8') };
  } catch (cause) {
    throw new DomainError('BAD_SETTINGS', 'The file of sslrootcert in the database DSN cannot be read.', { cause });
  }
  return tls === 'verify-full' ? { ...ca, rejectUnauthorized: true } : { ...ca, checkServerIdentity: () => undefined };
}

/** The statements a session begins with. */
export function sessionSettings(use: ConnectionUse): string {
  return SESSION[use];
}

/** Connections for one use. A broken one is replaced when it is next needed, so a restart of the server passes by itself. */
export function openPool(address: PostgresAddress, use: 'read' | 'write', max: number): Pool {
  // pg-pool waits for what this returns, which its types do not say.
  const onConnect: (client: ClientBase) => unknown = (client) => client.query(SESSION[use]);
  const pool = new Pool({
    ...clientConfig(address),
    max,
    idleTimeoutMillis: IDLE_MS,
    onConnect,
  });
  // Without listeners a connection that breaks while nobody uses it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client: PoolClient) => client.on('error', () => undefined));
  return pool;
}
