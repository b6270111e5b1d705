import { readFileSync } from 'node:fs';
import { type ClientBase, type ClientConfig, Pool, type PoolClient } from 'pg';
import { plain } from '../../../locales/messages.ts';
import { DomainError } from '../../../model/errors.ts';
import type { PostgresAddress } from '../../postgres-dsn.ts';

/** Purpose of a connection. */
export type ConnectionUse = 'read' | 'write' | 'bulk';

/** Timeout for opening a connection, in milliseconds. */
const CONNECT_MS = 10_000;
/** Time after which an unused connection is closed, in milliseconds. */
const IDLE_MS = 60_000;
/** Idle time after which TCP probes the other end, in milliseconds. */
const KEEP_ALIVE_MS = 10_000;

/** Time for which a writer waits for a lock, in milliseconds: tables are written anew (see `postgres-rewrite.ts`). */
export const LOCK_MS = 120_000;

/**
 * Time after which the server ends the idle transaction of a bulk writer, in milliseconds, and, nearly, its connection
 * if its machine is gone: that of a lease. Another worker, which then writes the same rows, waits for its locks.
 */
export const LOST_WRITER_MS = 60_000;
const PROBES = 'set tcp_keepalives_idle = 20; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3';

/**
 * Settings of each session. A page takes milliseconds, so two minutes indicate a fault. Writers may have to wait for a
 * removal, and an idle transaction would hold the write lock forever. Compilation (`jit`) costs more than any of
 * our queries.
 */
const SESSION: Readonly<Record<ConnectionUse, string>> = {
  read: 'set default_transaction_read_only = on; set statement_timeout = 120000; set jit = off; set idle_in_transaction_session_timeout = 300000',
  write: `${PROBES}; set lock_timeout = ${LOCK_MS}; set jit = off; set idle_in_transaction_session_timeout = 300000`,
  // A bulk writer commits derived data that is invisible until a transaction of `write` switches to it. That commit is
  // flushed, together with everything before it in the log.
  bulk: `${PROBES}; set lock_timeout = ${LOCK_MS}; set jit = off; set synchronous_commit = off; set idle_in_transaction_session_timeout = ${LOST_WRITER_MS}`,
};

/** Connection settings for the driver. @throws BAD_SETTINGS (the file of root certificates cannot be read) */
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

/** TLS options with libpq's meaning (https://www.postgresql.org/docs/current/libpq-ssl.html). */
function tlsOptions({ tls, rootCertificate }: PostgresAddress): ClientConfig['ssl'] {
  if (tls === 'disable') return false;
  if (tls === 'require' && rootCertificate === null) return { rejectUnauthorized: false };
  let ca: { ca?: string } = {};
  try {
    if (rootCertificate !== null) ca = { ca: readFileSync(rootCertificate, 'utf8') };
  } catch (cause) {
    throw new DomainError('BAD_SETTINGS', plain('The sslrootcert file in the database DSN cannot be read.'), { cause });
  }
  return tls === 'verify-full' ? { ...ca, rejectUnauthorized: true } : { ...ca, checkServerIdentity: () => undefined };
}

/** The initial statements of a session. */
export function sessionSettings(use: ConnectionUse): string {
  return SESSION[use];
}

/**
 * A connection pool for one purpose. A broken connection is replaced when next needed, so server restarts need no
 * handling.
 */
export function openPool(address: PostgresAddress, use: 'read' | 'write', max: number): Pool {
  // pg-pool awaits the returned value, although its types do not say so.
  const onConnect: (client: ClientBase) => unknown = (client) => client.query(SESSION[use]);
  const pool = new Pool({
    ...clientConfig(address),
    max,
    idleTimeoutMillis: IDLE_MS,
    onConnect,
  });
  // Without listeners, a connection that breaks while unused would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client: PoolClient) => client.on('error', () => undefined));
  return pool;
}
