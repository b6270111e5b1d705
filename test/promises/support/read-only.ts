import { execFileSync } from 'node:child_process';
import { chmodSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** How to run a program for which a folder is read-only, for any user. */
export interface ReadOnlyView {
  /** `mount`: the folder is on a read-only file system. `permissions`: write permission is removed for all users. */
  readonly kind: 'mount' | 'permissions';
  /** Command prefix. */
  readonly wrap: readonly string[];
}

/** Mounts the folder over itself in a mount namespace of the program. */
const REMOUNT = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"';

/** User id of "nobody". */
const NOBODY = '65534';

/** Makes `folder` read-only for programs started with the returned prefix, by the strongest available means. */
export function readOnlyView(folder: string): ReadOnlyView {
  const isRoot = process.getuid?.() === 0;
  const mount = ['unshare', isRoot ? '-m' : '-Urm', '--propagation', 'private', 'sh', '-c', REMOUNT, folder];
  if (runs([...mount, 'true'])) return { kind: 'mount', wrap: mount };
  withdrawWriting(folder);
  return {
    kind: 'permissions',
    wrap: isRoot ? ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'] : [],
  };
}

/** True if a program started with the prefix can write to the folder. */
export function canWrite(view: ReadOnlyView, folder: string): boolean {
  return runs([...view.wrap, 'touch', join(folder, 'probe')]);
}

function runs([command = '', ...args]: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    // Missing, not permitted or failed: not available here.
    return false;
  }
}

function withdrawWriting(path: string): void {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return;
  if (stat.isDirectory()) for (const name of readdirSync(path)) withdrawWriting(join(path, name));
  chmodSync(path, stat.isDirectory() ? 0o555 : 0o444);
}
