import { type FSWatcher, watch } from 'node:fs';
import { changeStamp, folderStamp } from '../backup/index.ts';

/** What is watched, by real path; none of them has to exist. */
export interface WatchedPlaces {
  /** Folders with backups, or single backups. */
  readonly roots: readonly string[];
  /** The known backups. */
  readonly backups: readonly string[];
}

/** Options of {@link watchFolders}. */
export interface FolderWatchOptions {
  /** The folders as they are now; asked before every look. */
  readonly places: () => Promise<WatchedPlaces>;
  /** Something changed. The next look waits for it. */
  readonly onChange: () => Promise<unknown>;
  /** A look or `onChange` failed; watching continues. */
  readonly onError: (error: unknown) => void;
  /** Time between looks without events, in milliseconds. */
  readonly pollMs?: number;
  /** Time without events after which it looks. */
  readonly quietMs?: number;
  /** Time between two calls of `onChange`. */
  readonly pauseMs?: number;
}

/** A running watch. */
export interface FolderWatch {
  /** Resolves after the first look: later changes are noticed. */
  readonly ready: Promise<void>;
  /** Looks as after an event, at the places as they are then. */
  readonly lookSoon: () => void;
  /** Stops it, and waits for `onChange`. */
  close(): Promise<void>;
}

/** Some file systems have no events (networks, containers), and a disk that is connected causes no event. */
const POLL_MS = 15_000;
/** Copying a backup makes many events: it looks when they pause, or after so many of these pauses. */
const QUIET_MS = 700;
const MAX_QUIETS = 8;
/** While a backup is being made its files change all the time. */
const PAUSE_MS = 5000;
/** A watched folder takes a file descriptor. */
const MAX_WATCHED = 64;

/**
 * Calls `onChange` when backups are added, removed, or made anew in folders. Compares stamps of roots and of the top of
 * known backups every few seconds, and soon after an event of the file system. Payloads are not looked at, so the size of
 * backups does not matter.
 */
export function watchFolders(options: FolderWatchOptions): FolderWatch {
  const { places, onChange, onError } = options;
  const { pollMs = POLL_MS, quietMs = QUIET_MS, pauseMs = PAUSE_MS } = options;
  const watchers = new Map<string, FSWatcher | null>();
  /** Null before the first look. */
  let stamps: Stamps | null = null;
  let timer: NodeJS.Timeout | undefined;
  let firstEvent: number | null = null;
  let lastChange = 0;
  let looking: Promise<void> | null = null;
  let isClosed = false;

  function schedule(milliseconds: number): void {
    clearTimeout(timer);
    if (isClosed) return;
    timer = setTimeout(() => void start(), milliseconds);
    timer.unref();
  }

  function onEvent(): void {
    // A look under way schedules the next one at its end.
    const now = Date.now();
    firstEvent ??= now;
    if (looking !== null) return;
    const latest = firstEvent + quietMs * MAX_QUIETS;
    const earliest = lastChange + pauseMs;
    schedule(Math.max(0, earliest - now, Math.min(quietMs, latest - now)));
  }

  async function start(): Promise<void> {
    firstEvent = null;
    looking = look().catch(onError);
    await looking;
    looking = null;
    if (firstEvent === null) schedule(pollMs);
    else onEvent();
  }

  async function look(): Promise<void> {
    const now = await takeStamps(await places());
    watchOnly(watchedFolders(now));
    if (isClosed) return;
    if (stamps !== null && isChanged(stamps, now)) {
      lastChange = Date.now();
      // If it fails, the next look tries again.
      await onChange();
    }
    stamps = now;
  }

  function watchOnly(folders: readonly string[]): void {
    const wanted = new Set(folders.slice(0, MAX_WATCHED));
    for (const [folder, watcher] of watchers) {
      if (wanted.has(folder) && watcher !== null) continue;
      watcher?.close();
      watchers.delete(folder);
    }
    for (const folder of wanted) {
      if (!watchers.has(folder)) watchers.set(folder, watcherOf(folder));
    }
  }

  /** Null if there is no such folder or no events; looking every few seconds is enough then. */
  function watcherOf(folder: string): FSWatcher | null {
    try {
      const watcher = watch(folder, { persistent: false }, onEvent);
      watcher.on('error', () => {
        watcher.close();
        watchers.set(folder, null);
      });
      return watcher;
    } catch {
      return null;
    }
  }

  return {
    ready: start(),
    lookSoon: onEvent,
    async close() {
      isClosed = true;
      clearTimeout(timer);
      watchOnly([]);
      await looking;
      watchOnly([]);
    },
  };
}

/** Stamps by path. */
interface Stamps {
  readonly roots: ReadonlyMap<string, string>;
  readonly backups: ReadonlyMap<string, string>;
}

async function takeStamps({ roots, backups }: WatchedPlaces): Promise<Stamps> {
  return { roots: await stampsOf(roots, changeStamp), backups: await stampsOf(backups, folderStamp) };
}

async function stampsOf(
  paths: readonly string[],
  stamp: (path: string) => Promise<string>,
): Promise<ReadonlyMap<string, string>> {
  const stamps = new Map<string, string>();
  for (const path of paths) stamps.set(path, await stamp(path));
  return stamps;
}

/**
 * True if something is new, gone or changed. A backup that was just found counts as new once more: it may have changed
 * after it was read.
 */
function isChanged(before: Stamps, now: Stamps): boolean {
  const isOther = (kind: keyof Stamps): boolean =>
    [...now[kind]].some(([path, stamp]) => before[kind].get(path) !== stamp);
  return isOther('roots') || isOther('backups') || [...before.roots.keys()].some((path) => !now.roots.has(path));
}

/**
 * The roots and the backups. Not the backups on Windows, where a watched folder cannot be renamed by the program that
 * makes the backup.
 */
function watchedFolders({ roots, backups }: Stamps): string[] {
  return [...roots.keys(), ...(process.platform === 'win32' ? [] : backups.keys())];
}
