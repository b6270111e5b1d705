import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readdirSync } from 'node:fs';
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AccessLogSchema } from '../src/contract/access-log.ts';
import { pageOf } from '../src/contract/common.ts';
import { ContactSummarySchema } from '../src/contract/contacts.ts';
import type { BrowserListView } from '../src/contract/logins.ts';
import { SearchResultSchema } from '../src/contract/search.ts';
import { ERROR_TABLE } from '../src/model/errors.ts';
import { fullOnly, isFull } from './support/depth.ts';
import { cliEntry, finished, runCli, startCli } from './support/run-cli.ts';
import { makeWorkspace, type Workspace } from './support/workspace.ts';
import { writeDemoBackup } from './synthetic/index.ts';

// Its tests with a condition ask for the depth again: `runIf` and `skipIf` forget what the suite says of it.
describe('the command line', fullOnly, () => {
  let workspace: Workspace;
  let id = '';

  const run = (...args: readonly string[]) => runCli(workspace, args);
  const shell = (command: string) =>
    spawnSync('bash', ['--norc', '-c', command], {
      cwd: workspace.path,
      env: { PATH: process.env['PATH'], CLI: cliEntry(), NODE: process.execPath, ...workspace.environment },
      encoding: 'utf8',
    });

  beforeAll(async () => {
    workspace = await makeWorkspace();
    await mkdir(workspace.backups);
    await writeDemoBackup(join(workspace.backups, 'demo'), { messages: 300, contacts: 230, calls: 40 });
    const { backups } = JSON.parse((await run('list', '--json')).stdout) as { backups: { id: string }[] };
    id = backups[0]?.id ?? '';
    expect((await run('index', id)).status).toBe(0);
  });
  afterAll(() => workspace.remove());

  it('lists all pages, as one table and as one document', async () => {
    const all = pageOf(ContactSummarySchema).parse(JSON.parse((await run('contacts', id, '--all', '--json')).stdout));
    expect(all.items.length).toBeGreaterThan(200);
    expect(new Set(all.items.map(({ key }) => key)).size).toBe(all.items.length);
    const { stdout, stderr } = await run('contacts', id, '--all');
    expect([stdout.match(/^KEY /gm), stderr]).toEqual([['KEY '], '']);
    expect(stdout.trimEnd().split('\n')).toHaveLength(all.items.length + 1);

    const hits = SearchResultSchema.parse(JSON.parse((await run('search', 'from:me', '--all', '--json')).stdout));
    expect(hits).toMatchObject({ next: null, total: hits.items.length });
    expect((await run('search', 'from:me', '--all')).stderr).toBe(`${hits.total} of ${hits.total}\n`);
    expect((await run('contacts', id, '--all', '--cursor', 'x')).status).toBe(2);
  });

  it('explains empty lists on stderr, and leaves their documents alone', async () => {
    const noteOf = async (...args: readonly string[]) => (await run(...args)).stderr;
    expect(await noteOf('notes', id, '--tag', 'court')).toBe(
      'This backup holds no notes database. `apple-juicer ledger` says more.\n',
    );
    expect(await noteOf('records', id, 'health-steps')).toMatch(/^iOS includes this data in encrypted backups only/);
    expect(await noteOf('calls', id, '--person', '+4999', '--all')).toBe('Nothing matches --person.\n');
    expect(await noteOf('conversations', id, '-q', 'zzz')).toBe('Nothing matches --query.\n');
    expect(await noteOf('table', id, 'calls', '--column', 'at', '--from', '2090-01-01')).toMatch(/^Nothing matches --/);
    expect(await noteOf('marks', id)).toContain('`apple-juicer mark` adds them.');
    expect(await noteOf('notes', id, '--tag', 'court', '--json')).toBe('');
  });

  it('says that an unchanged backup was not read again', async () => {
    const { status, stdout } = await run('index', id);
    expect([status, stdout]).toEqual([0, expect.stringContaining('Nothing had to be read again: the backup has not')]);
    expect(stdout).not.toContain('Indexed 0');
  });

  it('names a backup, and finds it by that name', async () => {
    expect(await run('rename', id, 'Mum’s old phone')).toMatchObject({
      status: 0,
      stdout: `${id} is Mum’s old phone.\n`,
    });
    expect((await run('list')).stdout).toContain('Mum’s old phone');
    expect((await run('info', 'mum’s old phone')).status).toBe(0);
    expect((await run('rename', id, 'a\u0007b')).status).toBe(2);
    // Found by the beginning of its name too, as it is typed.
    expect((await run('kinds', "mum's")).status).toBe(0);
    expect((await run('kinds', 'old phone')).stderr).toContain('There is no backup “old phone”.');
    expect((await run('rename', id)).stdout).not.toContain('Mum');
  });

  it('gives times with their UTC offset', async () => {
    expect((await run('timeline', '--limit', '1')).stdout).toMatch(/\n\d{4}-\d\d-\d\d \d\d:\d\d -0[78]:00 /);
  });

  it('ends without an error when both outputs are closed', () => {
    const { stdout, status } = shell(
      'set -o pipefail; "$NODE" "$CLI" contacts --all 2>&1 | true; echo "${PIPESTATUS[0]}"',
    );
    expect([stdout.trim(), status]).toEqual(['2', 0]);
    const listed = shell(`"$NODE" "$CLI" timeline --all 2>&1 | head -n 1; echo "\${PIPESTATUS[0]}"`);
    expect(listed.stdout).toMatch(/^WHEN .*\n0\n$/);
  });

  it.runIf(isFull && process.platform === 'linux')('says in one line that its output cannot be written', () => {
    for (const command of ['list', 'list --json', 'help']) {
      const { status, stderr } = shell(`"$NODE" "$CLI" ${command} >/dev/full`);
      expect([status, stderr]).toEqual([ERROR_TABLE.DISK_FULL.exit, 'The output cannot be written: ENOSPC.\n']);
    }
    // An export does more than print the names of its files.
    const to = join(workspace.path, 'unprinted');
    const { status, stderr } = shell(`"$NODE" "$CLI" export ${id} --what calls --format csv --to "${to}" >/dev/full`);
    expect([status, stderr]).toEqual([ERROR_TABLE.DISK_FULL.exit, expect.stringMatching(/^The output [^]*3 files, /)]);
    expect(readdirSync(to).toSorted()).toEqual(['ABOUT.json', 'calls.csv', 'export-plan.json']);
  });

  it.runIf(isFull && process.platform === 'linux')('serves on although its log is on a full disk', async () => {
    const log = openSync('/dev/full', 'w');
    const env = { PATH: process.env['PATH'], ...workspace.environment, APPLE_JUICER_API__PORT: '0' };
    const server = spawn(process.execPath, [cliEntry(), 'serve', '--json'], {
      cwd: workspace.path,
      env,
      stdio: ['ignore', 'pipe', log],
    });
    closeSync(log);
    const ended = once(server, 'close');
    const [text] = (await once(server.stdout as Readable, 'data')) as [Buffer];
    const { url } = JSON.parse(text.toString()) as { url: string };
    for (let count = 0; count < 3; count++) expect((await fetch(`${url}/backups`)).status).toBe(401);
    server.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });

  it('exports in the first format of what is exported unless told otherwise', async () => {
    const to = join(workspace.path, 'default-format');
    expect((await run('export', id, '--what', 'calls', '--to', to)).status).toBe(0);
    expect(await readFile(join(to, 'calls.csv'), 'utf8')).toContain(',');
    expect((await run('export', id, '--what', 'nothing', '--to', to)).status).toBe(2);
  });

  it('lists the records that name a person', async () => {
    type Named = { handle: string | null; isOwner: boolean };
    type Records = { items: { key: string; from: Named | null; with: Named[] }[] };
    const calls = async (...options: string[]): Promise<Records['items']> =>
      (JSON.parse((await run('records', id, 'call', '--all', '--json', ...options)).stdout) as Records).items;
    const all = await calls();
    const people = all.map(({ from, with: others }) =>
      [from, ...others].flatMap((one) => (one?.isOwner === false ? (one.handle ?? []) : [])),
    );
    const someone = people.flat()[0] ?? '';
    const found = await calls('--person', someone);
    expect(found.map(({ key }) => key)).toEqual(
      all.filter((_call, index) => people[index]?.includes(someone)).map(({ key }) => key),
    );
    expect(found.length).toBeLessThan(all.length);
    expect((await run('records', id, 'call', '--person', 'nobody')).status).toBe(4);
  });

  it('logs who opened a backup and what was taken out of it', async () => {
    const to = join(workspace.path, 'extracted');
    expect((await run('export', id, '--what', 'calls', '--to', to)).status).toBe(0);
    expect((await run('extract', id, 'HomeDomain:Library/SMS/*', '--to', to)).status).toBe(0);
    const { items } = AccessLogSchema.parse(JSON.parse((await run('access-log', '--all', '--json')).stdout));
    const files = expect.any(Number);
    const entry = { actor: 'cli', backup: id, browserKey: null, name: expect.any(String) };
    expect(items.slice(0, 2)).toMatchObject([
      { ...entry, action: 'extracted', format: 'file', count: files },
      { ...entry, action: 'opened' },
    ]);
    expect(items.slice(2)).toContainEqual(
      expect.objectContaining({ ...entry, action: 'exported', what: 'calls', format: 'csv', count: null }),
    );
    expect(items.slice(-2)).toMatchObject([
      { ...entry, action: 'index-started' },
      { ...entry, action: 'opened' },
    ]);
    expect((await run('access-log')).stdout).toMatch(/^AT .*\n.* cli +extracted /);
  });

  it.each([
    [[''], ['list\t', 'export\t', 'completion\t'], ['complete\t']],
    [['exp'], ['export\texport indexed data'], ['list']],
    [['calls', 'ID', '--order', ''], ['newest\t', 'oldest\t'], ['list']],
    [['calls', 'ID', '--dir'], ['--direction\t'], ['--order']],
    [['records', 'ID', 'voice-m'], ['voice-memos\tVoice memos'], ['voicemail']],
    [['timeline', '--area', 'me'], ['media\t'], ['web']],
    [['table', 'ID', 'message_c'], ['message_conversations\tMessages'], ['calls']],
  ])('completes %j', async (words, candidates, others) => {
    const { stdout, status } = await run('complete', '--', ...words);
    expect([status, stdout]).toEqual([0, expect.stringMatching(/\n:4\n$/)]);
    const lines = stdout.split('\n');
    for (const each of candidates) expect(lines.some((line) => line.startsWith(each))).toBe(true);
    for (const each of others) expect(lines.some((line) => line.startsWith(each))).toBe(false);
  });

  it('completes tags', async () => {
    const { stdout } = await run('calls', id, '--limit', '1', '--json');
    const [call] = (JSON.parse(stdout) as { items: { key: string }[] }).items;
    await run('mark', id, 'call', call?.key ?? '', '--tag', 'Court');
    const completed = await run('complete', '--', 'table', id, 'calls', '--tag', '');
    expect(completed.stdout.split('\n')[0]?.trim()).toBe('Court');
  });

  it('completes ids of backups in bash', async () => {
    expect((await run('complete', '--', 'calls', '')).stdout).toContain(`${id}\t`);
    const { stdout, stderr } = shell(`
      compopt() { :; }
      apple-juicer() { "$NODE" "$CLI" "$@"; }
      source <(apple-juicer completion bash)
      COMP_WORDS=(apple-juicer calls ${id.slice(0, 2)}); COMP_CWORD=2; COMP_LINE="\${COMP_WORDS[*]}"; COMP_POINT=\${#COMP_LINE}
      "$(complete -p apple-juicer | sed 's/.*-F \\([^ ]*\\).*/\\1/')"; echo "\${COMPREPLY[*]}"`);
    expect([stdout.trim(), stderr]).toEqual([expect.stringContaining(id), '']);
  });

  const hasGroff = spawnSync('groff', ['--version']).error === undefined;
  it.runIf(isFull && hasGroff)('has a manual page that formats without warnings', () => {
    const { stdout, stderr } = spawnSync('groff', ['-man', '-Tutf8', '-P-cbou', '-ww', 'docs/apple-juicer.1'], {
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(stdout).toContain('--all');
  });

  describe('open', () => {
    const visited = (): string => join(workspace.path, 'visited.html');

    /** A browser that keeps a copy of the file that it is to open. */
    async function browser(): Promise<Workspace> {
      const path = join(workspace.path, 'browser');
      await writeFile(path, `#!/bin/sh\ncp "$1" "${visited()}"\n`);
      await chmod(path, 0o755);
      return { ...workspace, environment: { ...workspace.environment, BROWSER: path } };
    }

    it('starts the server or finds the running one, and leads the browser in', async () => {
      // Another program has the port.
      const other = createServer((_request, response) => response.end()).listen(0, '127.0.0.1');
      await once(other, 'listening');
      const { port } = other.address() as AddressInfo;
      const withBrowser = await browser();
      const environment = { ...withBrowser.environment, APPLE_JUICER_API__PORT: String(port) };
      const at = { ...withBrowser, environment };
      const first = startCli(at, ['open']);
      const ended = finished(first);
      const link = async (): Promise<string> => {
        // The file is there before its text is.
        const address = async () => /url=([^"]+)/.exec(await readFile(visited(), 'utf8'))?.[1] ?? '';
        return vi.waitFor(
          async () => {
            const found = await address();
            expect(found).not.toBe('');
            return found;
          },
          { timeout: 60_000 },
        );
      };
      const login = await link();
      expect(new URL(login).port).not.toBe(String(port));
      const answer = await fetch(login, { redirect: 'manual' });
      expect([answer.status, answer.headers.get('set-cookie')]).toEqual([303, expect.stringContaining('HttpOnly')]);

      const data = join(workspace.path, 'data');
      expect((await stat(join(data, 'open.html'))).mode & 0o077).toBe(0);
      await writeFile(visited(), '');
      const second = await finished(startCli(at, ['open', '--json']));
      const shown = JSON.parse(second.stdout) as { loginUrl: string; opened: boolean };
      expect(shown.opened).toBe(true);
      expect(new URL(shown.loginUrl).origin).toBe(new URL(login).origin);
      expect((await fetch(shown.loginUrl, { redirect: 'manual' })).status).toBe(303);

      const run = async (...args: string[]): Promise<string> => (await finished(startCli(at, args))).stdout;
      const browsers = async (): Promise<readonly { readonly key: string }[]> =>
        (JSON.parse(await run('browsers', '--json')) as BrowserListView).items;
      const [newest, ...older] = await browsers();
      expect(older).toHaveLength(1);
      expect(await run('browsers', 'logout', newest?.key ?? '')).toBe('Logged out.\n');
      expect(await browsers()).toEqual(older);
      const token = (): Promise<string> => readFile(join(data, 'api-token'), 'utf8');
      const status = async (candidate: string): Promise<number> =>
        (await fetch(new URL('/backups', login), { headers: { 'x-api-token': candidate.trim() } })).status;
      const before = await token();
      expect(await run('token', 'rotate')).toContain(join(data, 'api-token'));
      expect([await status(before), await status(await token())]).toEqual([401, 200]);
      expect((await stat(join(data, 'api-token'))).mode & 0o077).toBe(0);
      expect(await browsers()).toEqual([]);

      first.kill('SIGTERM');
      expect((await ended).status).toBe(0);
      await expect(stat(join(data, 'server.json'))).rejects.toThrow('ENOENT');
      other.close();
    });
  });
});
