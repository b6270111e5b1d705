#!/usr/bin/env node
// Runs on whatever Node started it (npm 10 and Node 20 suffice) and hands over to the Node 26 that came with the package.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NEEDED = 26;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bundle = join(root, 'dist/cli-main.js');
const sources = join(root, 'src');
// A checkout runs its sources where a file or a folder of them is newer than what was built, or nothing was.
const entry = isBuilt() ? bundle : join(sources, 'cli/main.ts');

function isBuilt() {
  if (!existsSync(sources)) return true;
  if (!existsSync(bundle)) return false;
  const { mtimeMs } = statSync(bundle);
  // What is gone meanwhile, or a link of an editor that leads nowhere, is a change like any other.
  const changedAt = (name) =>
    statSync(join(sources, name), { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
  return readdirSync(sources, { recursive: true }).every((name) => changedAt(name) <= mtimeMs);
}

function bundledNode() {
  const require = createRequire(import.meta.url);
  const names = [`node-${process.platform}-${process.arch}`, `node-bin-${process.platform}-${process.arch}`];
  if (process.platform === 'win32') names.unshift(`node-win-${process.arch}`);
  for (const name of names) {
    try {
      const manifest = require.resolve(`${name}/package.json`);
      const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
      const file = join(dirname(manifest), typeof bin === 'string' ? bin : (bin?.node ?? 'bin/node'));
      if (existsSync(file)) return file;
    } catch {
      // Not installed on this platform: try the next name.
    }
  }
  return null;
}

if (Number(process.versions.node.split('.')[0]) >= NEEDED) {
  await import(`file://${entry.replaceAll('\\', '/')}`);
} else {
  const node = bundledNode();
  if (node === null) {
    process.stderr.write(
      `apple-juicer needs Node ${NEEDED} (this is ${process.version}), and none came with it for ` +
        `${process.platform}-${process.arch}. Install Node ${NEEDED} and try again.\n`,
    );
    process.exit(3);
  }
  const child = spawn(node, [entry, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
