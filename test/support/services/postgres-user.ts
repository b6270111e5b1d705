import { execFileSync } from 'node:child_process';
import type { RunAs } from './server-process.ts';

/** User and group "nobody" if the system has no user "postgres". */
const NOBODY = 65_534;

/** The user to run PostgreSQL as, since it refuses to run as root. */
export function postgresUser(): RunAs {
  if (process.getuid?.() !== 0) return {};
  return { uid: idOf('-u') ?? NOBODY, gid: idOf('-g') ?? NOBODY };
}

function idOf(which: '-u' | '-g'): number | null {
  try {
    return Number(execFileSync('id', [which, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }).toString());
  } catch {
    // There is no such user.
    return null;
  }
}
