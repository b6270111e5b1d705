import { createRequire } from 'node:module';

/**
 * True if the module at `from` (a file or folder) can import `name`. An install with `--omit=dev` has no build tools.
 */
export function isInstalled(name: string, from: string): boolean {
  try {
    createRequire(from).resolve(name);
    return true;
  } catch {
    return false;
  }
}
