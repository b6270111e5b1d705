import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { assert, asyncProperty, nat } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rounds } from '../../../../test/support/depth.ts';
import { openViewFixture, type ViewFixture } from '../../../../test/support/view-fixture.ts';
import { prepareExport } from '../../prepare-export.ts';
import { verifyPack } from '../verify-pack.ts';
import { checkStamp } from './stamp-response.ts';

const CONFIG = `
[req]
distinguished_name=dn
[dn]
[ca]
basicConstraints=critical,CA:true
keyUsage=critical,keyCertSign,cRLSign
[stamps]
basicConstraints=critical,CA:false
keyUsage=critical,digitalSignature
extendedKeyUsage=critical,timeStamping
[mail]
basicConstraints=critical,CA:false
keyUsage=critical,digitalSignature
extendedKeyUsage=critical,emailProtection
[tsa]
default_tsa=one
[one]
serial=serial
signer_cert=stamps.pem
certs=ca.pem
signer_key=stamps.key
signer_digest=sha256
default_policy=1.2.3.4.1
digests=sha256,sha512
ordering=yes
`;

describe('the time stamp of a pack', () => {
  let fixture: ViewFixture;
  let folder = '';
  let server: Server;
  let url = '';
  /** What the service does with an answer. */
  let answerWith: (answer: Buffer) => Buffer | number = (answer) => answer;
  const queries: Buffer[] = [];
  /** A pack with a stamp. */
  let good = '';

  const openssl = (...args: string[]): string =>
    execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] }).toString();
  const issue = (name: string, ca: string, extensions: string): void => {
    openssl(
      'req',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.csr`,
      '-subj',
      `/CN=${name} service`,
      '-config',
      'tsa.cnf',
    );
    openssl(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      '-CA',
      `${ca}.pem`,
      '-CAkey',
      `${ca}.key`,
      '-CAcreateserial',
      '-days',
      '30',
      '-extfile',
      'tsa.cnf',
      '-extensions',
      extensions,
      '-out',
      `${name}.pem`,
    );
  };

  beforeAll(async () => {
    fixture = await openViewFixture();
    folder = await mkdtemp(join(tmpdir(), 'aj-tsa-'));
    await fixture.index('messages', (rows) => {
      rows.conversation(1, ['anna@example.com'], { title: 'Anna' });
      rows.message(1, 1, 1, { text: 'hello' });
    });
    await writeFile(join(folder, 'tsa.cnf'), CONFIG);
    await writeFile(join(folder, 'serial'), '01');
    for (const name of ['ca', 'other']) {
      openssl(
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-keyout',
        `${name}.key`,
        '-out',
        `${name}.pem`,
        '-subj',
        `/CN=${name}`,
        '-days',
        '30',
        '-config',
        'tsa.cnf',
        '-extensions',
        'ca',
      );
    }
    issue('stamps', 'ca', 'stamps');
    // A service of OpenSSL.
    server = createServer((request, response) => {
      void (async () => {
        const query = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>));
        queries.push(query);
        await writeFile(join(folder, 'query'), query);
        openssl('ts', '-reply', '-queryfile', 'query', '-config', 'tsa.cnf', '-out', 'reply');
        const answer = answerWith(await readFile(join(folder, 'reply')));
        if (typeof answer === 'number') response.writeHead(answer, { location: '/elsewhere' }).end();
        else response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(answer);
      })().catch(() => response.destroy());
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsr?key=secret`;
    good = await writePack('good', url);
  });
  afterAll(async () => {
    server.close();
    await fixture.dispose();
    await rm(folder, { recursive: true });
  });

  async function writePack(name: string, timeStampUrl: string | null): Promise<string> {
    const to = join(folder, name);
    const context = { views: fixture.ctx, files: null, version: '1', keyFolder: folder, timeStampUrl };
    const request = { what: 'conversations', format: 'txt', timeZone: 'UTC', files: false, bom: false, pack: true };
    for await (const { path, contents } of (await prepareExport(context, fixture.backup, request)).files()) {
      await mkdir(join(to, dirname(path)), { recursive: true });
      await writeFile(join(to, path), contents);
    }
    return to;
  }

  const found = async (pack: string, trusted?: string): Promise<string[]> =>
    (await verifyPack(pack, trusted)).findings.map(({ path, finding }) => `${finding} ${path}`);
  const pem = (name: string): Promise<string> => readFile(join(folder, `${name}.pem`), 'utf8');

  it('is one for OpenSSL, and for verify', async () => {
    const pack = good;
    openssl(
      'ts',
      '-verify',
      '-data',
      join(pack, 'MANIFEST.json'),
      '-in',
      join(pack, 'MANIFEST.tsr'),
      '-CAfile',
      'ca.pem',
    );
    const report = await verifyPack(pack);
    expect(report.findings).toEqual([]);
    expect(report.stamp).toMatchObject({ policy: '1.2.3.4.1', signer: 'stamps service', isTrusted: null });
    expect(Math.abs(Date.parse(report.stamp?.at ?? '') - Date.now())).toBeLessThan(60_000);
    expect((await verifyPack(pack, await pem('ca'))).stamp?.isTrusted).toBe(true);
    expect(await found(pack, await pem('other'))).toEqual(['stamp-untrusted MANIFEST.tsr']);
    // The address may have a secret.
    expect(await readFile(join(pack, 'MANIFEST.json'), 'utf8')).not.toContain('secret');
  });

  it('costs the service nothing but a digest and a number', async () => {
    const [query = Buffer.alloc(0)] = queries;
    await writeFile(join(folder, 'first-query'), query);
    const text = spawnSync('openssl', ['ts', '-query', '-in', join(folder, 'first-query'), '-text'], {
      encoding: 'utf8',
    }).stdout;
    expect(text).toContain('Hash Algorithm: sha256');
    expect(text).toContain('Certificate required: yes');
    expect(query.byteLength).toBeLessThan(80);
  });

  it('is of this manifest, and whole', async () => {
    const pack = await writePack('bits', url);
    const path = join(pack, 'MANIFEST.tsr');
    const whole = await readFile(path);
    const trusted = await pem('ca');
    await writeFile(path, await readFile(join(good, 'MANIFEST.tsr')));
    expect(await found(pack)).toEqual(['stamp-differs MANIFEST.tsr']);
    await rm(path);
    expect(await found(pack)).toEqual(['missing MANIFEST.tsr']);
    const contents = await readFile(join(pack, 'MANIFEST.json'));
    const unchanged = await checkStamp(whole, { contents, trusted });
    // A changed bit is found, or in a part that is not signed and says nothing: the stamp is the same.
    await assert(
      asyncProperty(nat(whole.length * 8 - 1), async (bit) => {
        const changed = Buffer.from(whole);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const checked = await checkStamp(changed, { contents, trusted });
        if ('stamp' in checked) expect(checked).toEqual(unchanged);
      }),
      { numRuns: rounds(150) },
    );
    for (const length of [0, 1, 10, whole.length - 1]) {
      expect(await checkStamp(whole.subarray(0, length), { contents })).toHaveProperty('problem');
    }
  });

  it('is refused if the answer is wrong, and the pack says why it has none', async () => {
    const cases: [string, (answer: Buffer) => Buffer | number, string][] = [
      ['an old answer', () => queriesAnswer, 'not valid'],
      ['a status', () => 503, 'status 503'],
      ['another address', () => 302, 'could not be reached'],
      ['something else', () => Buffer.from('<html>'), 'not valid: malformed'],
      ['too much', () => Buffer.alloc(300_000), 'too large'],
    ];
    const queriesAnswer = await readFile(join(good, 'MANIFEST.tsr'));
    for (const [index, [, answer, reason]] of cases.entries()) {
      answerWith = answer;
      const pack = await writePack(`bad-${index}`, url).finally(() => {
        answerWith = (whole) => whole;
      });
      expect(await readFile(join(pack, 'NO-TIME-STAMP.txt'), 'utf8')).toContain(reason);
      const report = await verifyPack(pack);
      expect([report.findings, report.stamp, report.noStamp?.includes(reason)]).toEqual([[], null, true]);
    }
    const pack = await writePack('away', 'http://127.0.0.1:9/');
    expect(await readFile(join(pack, 'NO-TIME-STAMP.txt'), 'utf8')).toContain('could not be reached');
  });

  it('has to be signed by a certificate for time stamps', async () => {
    issue('mail', 'ca', 'mail');
    const pack = good;
    const contents = await readFile(join(pack, 'MANIFEST.json'));
    // OpenSSL refuses to sign with such a certificate; the stamp of the other one gets it instead.
    const whole = await readFile(join(pack, 'MANIFEST.tsr'));
    const [right, wrong] = ['stamps', 'mail'].map((name) =>
      execFileSync('openssl', ['x509', '-in', `${name}.pem`, '-outform', 'DER'], { cwd: folder }),
    );
    const at = whole.indexOf(right ?? '');
    expect(at).toBeGreaterThan(0);
    if (right?.byteLength === wrong?.byteLength) {
      const swapped = Buffer.from(whole);
      wrong?.copy(swapped, at);
      expect(await checkStamp(swapped, { contents, trusted: await pem('ca') })).toHaveProperty('problem');
    }
  });

  it('is asked for only where a service is set', async () => {
    const before = queries.length;
    const pack = await writePack('none', null);
    expect([queries.length - before, await found(pack)]).toEqual([0, []]);
    await writeFile(join(pack, 'MANIFEST.tsr'), await readFile(join(good, 'MANIFEST.tsr')));
    expect(await found(pack)).toEqual(['added MANIFEST.tsr']);
  });
});
