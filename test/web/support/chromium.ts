import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe } from 'vitest';
import { firstOnly } from '../../support/first-only.ts';

/** Paths of Chromium. The headless shell is first: the same engine without a window. */
const PLACES = [
  process.env['CHROMIUM_PATH'] ?? '',
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const INSTALL = 'apt-get install -y chromium-headless-shell';

const inCi = process.env['CI'] === 'true';

/** Path of the system's Chromium, which is installed under CI on Debian; null if there is none. */
export function chromiumPath(): string | null {
  const found = PLACES.find((path) => path !== '' && existsSync(path));
  if (found !== undefined || !inCi || process.getuid?.() !== 0 || !existsSync('/etc/debian_version'))
    return found ?? null;
  execFileSync('sh', ['-c', `apt-get update && (${INSTALL} || apt-get install -y chromium)`], { stdio: 'inherit' });
  return PLACES.find((path) => path !== '' && existsSync(path)) ?? null;
}

/** Body of a suite, perhaps after options. */
type Suite = readonly [body: () => void] | readonly [options: { readonly tags?: string[] }, body: () => void];

/**
 * `describe` for tests that need a browser: without one they are skipped with a message, and fail under CI. At quick depth
 * only the first runs, and none if the options are `fullOnly`.
 */
export function describeInBrowser(name: string, ...given: Suite): void {
  const [options, body] = given.length === 2 ? given : [{}, ...given];
  const suite = (): void => {
    firstOnly();
    body();
  };
  if (chromiumPath() !== null) return void describe(name, options, suite);
  const hint = `needs Chromium: ${INSTALL}, or set CHROMIUM_PATH`;
  if (inCi) throw new Error(`"${name}" ${hint}`);
  describe.skip(`${name} (${hint})`, body);
}
