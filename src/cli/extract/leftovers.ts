import { hash } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isDeadOwner, processOwner } from '../../model/process-owner.ts';

/** After this time without a change a file is not being written any more, whichever computer began it. */
const ABANDONED_MS = 24 * 3_600_000;

/** Names of unfinished files: process, where it runs, a random part and a number. Earlier versions had the last two. */
const NAME = /^\.apple-juicer-(?:(\d+)-([0-9a-f]{8})-)?[0-9a-f]{16}-\d+\.part$/;

const [KIND = '', HOST = '', PID = '', NAMESPACE = ''] = processOwner().split(':');

/** Distinguishes computers and containers, in which the same number is another process. */
const PLACE = hash('sha256', `${HOST}:${NAMESPACE}`).slice(0, 8);

/** Name of an unfinished file. `own` and `number` make it unique within the process. */
export function partName(own: string, number: number): string {
  return `.apple-juicer-${PID}-${PLACE}-${own}-${number}.part`;
}

/**
 * Removes what processes that were killed left in a folder, and returns how many files that were. Files of a process that
 * may be running stay.
 */
export function removeLeftovers(folder: string, now = Date.now()): number {
  let count = 0;
  for (const name of readdirSync(folder)) {
    const match = NAME.exec(name);
    if (match === null) continue;
    const path = join(folder, name);
    const [, pid, place] = match;
    if (!isOfDeadProcess(pid, place) && !isAbandoned(path, now)) continue;
    rmSync(path, { force: true });
    count++;
  }
  return count;
}

function isOfDeadProcess(pid: string | undefined, place: string | undefined): boolean {
  if (pid === undefined || place !== PLACE || pid === PID) return false;
  return isDeadOwner([KIND, HOST, pid, NAMESPACE, ''].join(':'));
}

/** By the time of its last change of any kind: its own time may be that of a photo. */
function isAbandoned(path: string, now: number): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && found.ctimeMs < now - ABANDONED_MS;
}
