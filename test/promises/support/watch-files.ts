import { readdirSync, readFileSync, readlinkSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { filesBelow, findNeedles, type Needle } from './needles.ts';
import { childrenOf } from './processes.ts';

/** Files watched while something runs. */
export interface Watch {
  /** Number of times all files were looked at. */
  readonly looks: number;
  /** `file: needle` for every needle found so far. Looks once more and stops. */
  stop(): Promise<readonly string[]>;
}

/**
 * Looks again and again for needles in all files below `folders`, and in those that the process `root` and its
 * descendants have open there, with or without a name. A file is read when it has changed.
 */
export function watchFiles(folders: readonly string[], root: number, needles: readonly Needle[]): Watch {
  const seen = new Map<string, string>();
  const found = new Set<string>();
  let looks = 0;
  const stopping = new AbortController();
  const look = (): void => {
    const named = folders.flatMap((folder) => filesBelow(folder));
    for (const path of [...named, ...processesBelow(root).flatMap((pid) => openFiles(pid, folders))]) {
      const stat = statOf(path);
      if (stat === null) continue;
      const state = `${stat.size} ${stat.mtimeMs}`;
      if (seen.get(`${stat.dev} ${stat.ino}`) === state) continue;
      seen.set(`${stat.dev} ${stat.ino}`, state);
      for (const name of needlesIn(path, needles)) found.add(`${path}: ${name}`);
    }
    looks++;
  };
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      look();
      await sleep(5);
    }
    look();
  })();
  return {
    get looks() {
      return looks;
    },
    async stop() {
      stopping.abort();
      await watching;
      return [...found];
    },
  };
}

function processesBelow(root: number): number[] {
  return [root, ...childrenOf(root).flatMap(processesBelow)];
}

/** Files below `folders` that a process has open, as paths that open them even without a name. Empty without `/proc`. */
function openFiles(pid: number, folders: readonly string[]): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((descriptor) => {
      const path = join(`/proc/${pid}/fd`, descriptor);
      try {
        return folders.some((folder) => readlinkSync(path).startsWith(folder)) ? [path] : [];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
}

function statOf(path: string): Stats | null {
  try {
    const stat = statSync(path);
    return stat.isFile() ? stat : null;
  } catch {
    return null;
  }
}

function needlesIn(path: string, needles: readonly Needle[]): string[] {
  try {
    return findNeedles(readFileSync(path), needles);
  } catch {
    return [];
  }
}
