import { existsSync } from 'node:fs';
import { runCommand } from './server-process.ts';

/** True if missing programs may be installed: as root on Debian, and only under CI, where the machine is temporary. */
export function mayInstall(): boolean {
  return process.env.CI === 'true' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/** Maximum time to wait for another installation. */
const LOCK_SECONDS = 300;

/** Installs Debian packages. @throws Error with what apt-get printed */
export async function install(...packages: readonly string[]): Promise<void> {
  // Two test files can install at the same time.
  const quietly = ['DEBIAN_FRONTEND=noninteractive', 'apt-get', '-o', `DPkg::Lock::Timeout=${LOCK_SECONDS}`];
  await runCommand('env', [...quietly, 'update', '-q']);
  await runCommand('env', [...quietly, 'install', '-y', '-q', '--no-install-recommends', ...packages]);
}
