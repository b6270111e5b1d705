import { lstatSync } from 'node:fs';

/**
 * The default folder of sandboxes for this user: `path`, or one with the number of the user behind its name if `path` is
 * another user's, as after a first start with `sudo`.
 */
export function ownTempPath(path: string, user: number | undefined = process.getuid?.()): string {
  // Windows has a temporary folder for each user.
  if (user === undefined) return path;
  const owner = lstatSync(path, { throwIfNoEntry: false })?.uid ?? user;
  return owner === user ? path : `${path}-${user}`;
}
