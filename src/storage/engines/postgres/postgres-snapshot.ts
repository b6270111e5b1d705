import { Client } from 'pg';
import type { TableSet } from '../../../model/columns.ts';
import type { Snapshot } from '../../engine.ts';
import type { PostgresAddress } from '../../postgres-dsn.ts';
import { neverNull } from './nullable-columns.ts';
import { clientConfig, sessionSettings } from './postgres-connection.ts';
import { PooledPostgres } from './postgres-dialect.ts';
import { postgresError } from './postgres-errors.ts';
import { PostgresSearch } from './postgres-search.ts';

/** Limits idle time to an hour: a client that downloads slowly keeps the transaction idle between reads. */
const BEGIN = 'set idle_in_transaction_session_timeout = 3600000; begin isolation level repeatable read, read only';

/** Names of snapshots, which cannot be parameters. */
const NAME = /^[0-9A-F-]+$/i;

/**
 * A read transaction on a connection of its own; `shared` is the name of another one whose snapshot it takes.
 * @throws STORAGE_UNAVAILABLE, BAD_SETTINGS
 */
export async function openPostgresSnapshot(
  address: PostgresAddress,
  tables: TableSet,
  shared: string | null = null,
): Promise<Snapshot> {
  const client = new Client(clientConfig(address));
  // Without a listener, a connection that breaks while unused would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const same = shared !== null && NAME.test(shared) ? `; set transaction snapshot '${shared}'` : '';
    await client.query(`${sessionSettings('read')}; ${BEGIN}${same}`);
  } catch (error) {
    await client.end();
    throw postgresError(error);
  }
  const search = new PostgresSearch();
  const inTurn = oneAfterAnother();
  const lent = Object.assign(client, { release: () => undefined });
  return {
    names: { jsonArray: 'json_build_array', repeatsAreNumbers: false },
    search,
    dialect: new PooledPostgres({
      pool: { connect: async () => lent },
      begin: 'begin',
      naming: 'mapped',
      neverNull: neverNull(tables),
      inTurn,
    }),
    async share() {
      const sql = 'select pg_export_snapshot() as name';
      const { rows } = await inTurn(() => client.query<{ readonly name: string }>(sql));
      return rows[0]?.name ?? null;
    },
    async close() {
      await Promise.all([client.end(), search.close()]);
    },
  };
}

/** Runs queries one after the other: views ask several at once, and pg will stop queueing them (version 9). */
function oneAfterAnother(): <T>(ask: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (ask) => {
    const asked = last.then(ask);
    last = asked.catch(() => undefined);
    return asked;
  };
}
