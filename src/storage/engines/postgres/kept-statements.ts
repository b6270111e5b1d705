import { hash } from 'node:crypto';
import { sql } from 'kysely';
import type { PoolClient } from 'pg';

const MARK = '/* kept */';

/** Statements that a connection keeps; later ones are planned each time. A plan over 50 backups takes a megabyte. */
const MOST = 30;

/** Put first in a statement, lets the connection keep it parsed (and planned, if its plan does not depend on values). */
export const KEPT = sql.raw(MARK);

const keptBy = new WeakMap<PoolClient, Set<string>>();

/** Name under which a connection keeps this statement; undefined for one without {@link KEPT}, or beyond what is kept. */
export function keptName(client: PoolClient, text: string): string | undefined {
  if (!text.trimStart().startsWith(MARK)) return undefined;
  let kept = keptBy.get(client);
  if (kept === undefined) keptBy.set(client, (kept = new Set()));
  const name = hash('sha256', text, 'base64url');
  if (!kept.has(name) && kept.size >= MOST) return undefined;
  kept.add(name);
  return name;
}
