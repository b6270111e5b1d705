import { createRequire } from 'node:module';

/** Whether the package `from` (a file or folder) can use `name`: an install with `--omit=dev` has no tools for building. */
export function isInstalled(name: string, from: string): boolean {
  try {
    createRequire(from).resolve(name);
    return true;
  } catch {
    return false;
  }
}
