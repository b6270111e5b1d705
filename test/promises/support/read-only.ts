import { execFileSync } from 'node:child_process';
import { chmodSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** How to run a program for which a folder is read-only, whoever it runs as. */
export interface ReadOnlyView {
  /** `mount`: the folder is a read-only file system of the program's own. `permissions`: nobody may write there. */
  readonly kind: 'mount' | 'permissions';
  /** Goes before the command. */
  readonly wrap: readonly string[];
}

/** Mounts the folder over itself in a mount namespace that ends with the program. */
const REMOUNT = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"';

/** "nobody" on every Unix. */
const NOBODY = '65534';

/** Makes `folder` read-only for programs started with the returned prefix, by the strongest means there is here. */
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

/** Whether a program started with the prefix can write to the folder. */
export function canWrite(view: ReadOnlyView, folder: string): boolean {
  return runs([...view.wrap, 'touch', join(folder, 'probe')]);
}

function runs([command = '', ...args]: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    // Not there, not allowed, or it failed: it cannot be done here.
    return false;
  }
}

function withdrawWriting(path: string): void {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return;
  if (stat.isDirectory()) for (const name of readdirSync(path)) withdrawWriting(join(path, name));
  chmodSync(path, stat.isDirectory() ? 0o555 : 0o444);
}
