/** The path of a new user on the demo backup: from the start of the program to the first message, in a real browser. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { DEMO_EXAMPLES } from '../../src/cli/demo/demo-examples.ts';
import { DEMO, DEMO_PASSWORD } from '../../src/synthetic/demo-spec.ts';
import { makeWorkspace } from '../../test/support/workspace.ts';
import { writeDemoBackup } from '../../test/synthetic/index.ts';
import { printRows } from '../bench.ts';
import { launch, timing } from './browser.ts';

const MAX_MS = 60_000;

/** The click that starts the program is one of them. */
const MAX_CLICKS = 6;

const workspace = await makeWorkspace();
const browser = await launch();
let server: ChildProcess | null = null;
try {
  await writeDemoBackup(join(workspace.backups, 'demo'), { ...DEMO, story: true, examples: DEMO_EXAMPLES });
  const start = performance.now();
  const serve = spawn(process.execPath, ['bin/apple-juicer.js', 'serve', '--json'], {
    env: { ...process.env, ...workspace.environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  server = serve;
  const [output] = (await once(serve.stdout, 'data')) as [Buffer];
  const { loginUrl } = JSON.parse(output.toString()) as { readonly loginUrl: string };
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(loginUrl);
  const clicks = 1 + (await readFirstMessage(page));
  const elapsed = performance.now() - start;
  printRows([
    timing('demo: start of the program to the first message, read by a new user', elapsed, MAX_MS),
    {
      name: 'demo: clicks from the start of the program to the first message',
      value: `${clicks} (a password typed among them)`,
      limit: `≤ ${MAX_CLICKS}`,
      ratio: MAX_CLICKS / clicks,
      ok: clicks <= MAX_CLICKS,
    },
  ]);
} finally {
  await browser.close();
  if (server !== null) {
    server.kill('SIGTERM');
    if (server.exitCode === null) await once(server, 'exit');
  }
  await workspace.remove();
}

/** Unlocks and reads the backup, and opens its newest chat; returns the number of clicks. */
async function readFirstMessage(page: Page): Promise<number> {
  let clicks = 0;
  const click = async (role: 'button' | 'link', name: string): Promise<void> => {
    await page.getByRole(role, { name, exact: true }).click({ timeout: MAX_MS });
    clicks++;
  };
  await click('link', 'Start');
  await page.getByLabel('Backup password').fill(DEMO_PASSWORD);
  await click('button', 'Unlock');
  await click('button', 'Read it');
  await page.getByRole('link', { name: 'Read the newest chat' }).click({ timeout: 5 * MAX_MS });
  clicks++;
  await page.locator('[data-message]').last().waitFor();
  return clicks;
}
