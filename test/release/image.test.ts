import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MINUTES = 60_000;
const MEGABYTE = 1e6;

/** Archives, and a root file system of Debian with libatomic, that exist already; both are made where they are not named. */
const { APPLE_JUICER_TEST_ARCHIVES: ARCHIVES, APPLE_JUICER_TEST_IMAGE_BASE: BASE } = process.env;

/** What the test lacks on this machine, or null. The image is built without Docker: in a chroot, on Debian's own packages. */
function missing(): string | null {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'needs Linux on x64';
  if (process.getuid?.() !== 0) return 'needs root';
  const has = (name: string): boolean => {
    try {
      execFileSync('sh', ['-c', `command -v ${name}`]);
      return true;
    } catch {
      return false;
    }
  };
  const absent = ['buildah', ...(BASE === undefined ? ['debootstrap'] : [])].filter((name) => !has(name));
  return absent.length === 0 ? null : `apt-get install -y ${absent.join(' ')}`;
}

const reason = missing();

describe.skipIf(reason !== null)(`the image${reason === null ? '' : ` (${reason})`}`, () => {
  let folder: string;
  let container: string;
  let size: { base: number; image: number };

  const storage = (): string[] => [
    '--root',
    join(folder, 'storage'),
    '--runroot',
    join(folder, 'run'),
    '--storage-driver',
    'vfs',
  ];
  const buildah = async (...args: readonly string[]): Promise<string> => {
    const { stdout } = await run('buildah', [...storage(), ...args], { maxBuffer: 16 * 1024 * 1024 });
    return stdout.trim();
  };
  const sizeOf = async (image: string): Promise<number> => {
    const sizes = JSON.parse(await buildah('images', '--json', image)) as [{ size: string }];
    const [, number = '', unit = ''] = /^([\d.]+) (MB|GB)$/.exec(sizes[0].size) ?? [];
    return Number(number) * (unit === 'GB' ? 1000 : 1) * MEGABYTE;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aj-image-'));
    const release = ARCHIVES ?? join(folder, 'release');
    if (ARCHIVES === undefined)
      await run(process.execPath, ['scripts/dist.ts', '--only', 'linux-x64', '--to', release], { cwd: ROOT });
    const archive = (await readdir(release)).find((name) => name.endsWith('-image.tar.gz')) ?? '';
    const context = join(folder, 'context');
    await mkdir(context);
    await run('tar', ['xzf', join(release, archive), '-C', context]);

    const base = BASE ?? join(folder, 'base.tar');
    if (!existsSync(base)) {
      const system = join(folder, 'debian');
      await run('debootstrap', ['--variant=minbase', '--include=libatomic1', 'bookworm', system]);
      await run('tar', ['cf', base, '-C', system, '.']);
    }
    const scratch = await buildah('from', 'scratch');
    await buildah('add', scratch, base, '/');
    await buildah('commit', '--rm', scratch, 'localhost/base');
    const build = [
      'bud',
      '--isolation',
      'chroot',
      '--build-arg',
      'BASE=localhost/base',
      '--build-arg',
      'TARGETARCH=amd64',
    ];
    await buildah(...build, '-t', 'localhost/apple-juicer', context);
    container = await buildah('from', 'localhost/apple-juicer');
    size = { base: await sizeOf('localhost/base'), image: await sizeOf('localhost/apple-juicer') };
  }, 20 * MINUTES);
  afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

  it('serves the page as an unprivileged user, with private files', { timeout: 3 * MINUTES }, async () => {
    expect(await buildah('run', '--isolation', 'chroot', container, '--', 'id', '-u')).toBe('1000');
    const port = await freePort();
    const { ENTRYPOINT, CMD } = await commandOf('localhost/apple-juicer');
    const settings = ['-e', `APPLE_JUICER_API__PORT=${port}`, '-e', 'APPLE_JUICER_API__HOST=127.0.0.1'];
    const serving = ['run', '--isolation', 'chroot', ...settings, container, '--', ...ENTRYPOINT, ...CMD];
    // In a process group of its own: buildah passes no signals on.
    const server = spawn('buildah', [...storage(), ...serving], { detached: true, stdio: 'ignore' });
    const ended = once(server, 'exit');
    try {
      const url = `http://127.0.0.1:${port}`;
      await vi.waitFor(async () => expect((await fetch(`${url}/healthz`)).status).toBe(200), { timeout: MINUTES });
      expect(await (await fetch(`${url}/app/`)).text()).toContain('<title>Apple Juicer</title>');
      expect((await fetch(`${url}/backups`)).status).toBe(401);
      const files = ['run', '--isolation', 'chroot', container, '--', 'stat', '-c', '%a %u'];
      expect(await buildah(...files, '/var/lib/apple-juicer/api-token')).toBe('600 1000');
    } finally {
      process.kill(-(server.pid ?? 0), 'SIGTERM');
      await ended;
    }
  });

  it('adds no more to its base than the files of the app', () => {
    expect(size.image - size.base).toBeLessThan(260 * MEGABYTE);
  });

  async function commandOf(image: string): Promise<{ ENTRYPOINT: string[]; CMD: string[] }> {
    const told = JSON.parse(await buildah('inspect', '--type', 'image', image)) as {
      OCIv1: { config: { Entrypoint: string[]; Cmd: string[] } };
    };
    const { Entrypoint, Cmd } = told.OCIv1.config;
    return { ENTRYPOINT: Entrypoint, CMD: Cmd };
  }
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
