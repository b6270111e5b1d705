import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientBase } from 'pg';

/** Time in which a COPY must get further, in milliseconds: a slow network is not a paused process. */
const LOOK_MS = 2000;

/** A COPY whose client sends nothing at the moment. */
interface WaitingCopy {
  readonly pid: number;
  /** When it began, with all digits. */
  readonly since: string;
  /** Bytes received so far. */
  readonly bytes: string;
}

const WAITING = `
  select a.pid, a.query_start::text as since, p.bytes_processed::text as bytes
  from pg_stat_activity a join pg_stat_progress_copy p on p.pid = a.pid
  where a.datname = current_database() and a.usename = current_user
    and a.application_name = current_setting('application_name') and a.pid <> pg_backend_pid()
    and p.command = 'COPY FROM' and a.wait_event = 'ClientRead'
    and a.query_start < clock_timestamp() - make_interval(secs => $1::float8 / 1000)`;

const END = `select pg_terminate_backend(pid) from pg_stat_activity where pid = $1 and query_start::text = $2`;

/**
 * Ends our sessions whose COPY began more than `lostMs` ago and receives nothing: the process of their client is paused,
 * as on a machine that sleeps. The server knows no timeout for that, and their locks would be held until it goes on.
 * Other users and applications of the database are left alone.
 */
export async function endSilentCopies(db: ClientBase, lostMs: number): Promise<void> {
  const before = await waiting(db, lostMs);
  if (before.length === 0) return;
  await sleep(LOOK_MS);
  const bytesBefore = new Map(before.map(({ pid, since, bytes }) => [`${pid} ${since}`, bytes]));
  for (const { pid, since, bytes } of await waiting(db, lostMs)) {
    if (bytesBefore.get(`${pid} ${since}`) === bytes) await db.query(END, [pid, since]);
  }
}

async function waiting(db: ClientBase, lostMs: number): Promise<WaitingCopy[]> {
  return (await db.query<WaitingCopy>(WAITING, [lostMs])).rows;
}
