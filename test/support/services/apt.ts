import { existsSync } from 'node:fs';
import { runCommand } from './server-process.ts';

/** Whether a missing program may be installed: as root on Debian, and under CI only, where the machine is thrown away. */
export function mayInstall(): boolean {
  return process.env.CI === 'true' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/** How long to wait for another installation. */
const LOCK_SECONDS = 300;

/** Installs Debian packages. @throws Error with what apt-get printed */
export async function install(...packages: readonly string[]): Promise<void> {
  // Two test files may come here at once.
  const quietly = ['DEBIAN_FRONTEND=noninteractive', 'apt-get', '-o', `DPkg::Lock::Timeout=${LOCK_SECONDS}`];
  await runCommand('env', [...quietly, 'update', '-q']);
  await runCommand('env', [...quietly, 'install', '-y', '-q', '--no-install-recommends', ...packages]);
}
