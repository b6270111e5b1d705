import { createHmac, generateKeyPairSync, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { importClassKeys } from '../backup/index.ts';
import { createClassKeys } from '../backup/keybag/class-keys.ts';
import { KeyHandover } from './key-handover.ts';
import { type KeyRequest, requestKeys } from './sealed-keys.ts';

const SECRET = 'a secret of the workers, long enough';
const SERVER = 'http://127.0.0.1:8080';
const SUBJECT = { server: SERVER, job: 'run-1_0', run: 'run-1' };
const KEYS = createClassKeys(
  new Map([
    [3, Buffer.alloc(32, 1)],
    [4, Buffer.alloc(32, 2)],
  ]),
);
const NOW = Date.UTC(2026, 0, 1);

function handover(now: () => number = () => NOW): KeyHandover {
  const made = new KeyHandover(SECRET, now);
  made.announce(SERVER);
  made.hold('run-1', importClassKeys(KEYS.export()));
  return made;
}

const refused = expect.objectContaining({ code: 'FORBIDDEN' });
const otherKey = (): string => generateKeyPairSync('x25519').publicKey.export({ format: 'jwk' }).x as string;

describe('key handover to a worker', () => {
  it('gives the keys to a worker that knows the secret, and to nobody else', () => {
    const { request, open } = requestKeys(SECRET, SUBJECT, NOW);
    const answer = handover().answer(request);
    expect(open(answer)).toEqual(Buffer.from(KEYS.export()));
    expect(JSON.stringify([request, answer])).not.toContain(Buffer.alloc(32, 1).toString('base64'));
    expect(Buffer.from(answer.sealed, 'base64url').includes(Buffer.alloc(32, 1))).toBe(false);
  });

  it('refuses a request that was modified or signed with another secret', () => {
    const { request } = requestKeys(SECRET, SUBJECT, NOW);
    const changes: Partial<KeyRequest>[] = [
      { publicKey: otherKey() },
      { run: 'run-2' },
      { job: 'run-1_1' },
      { at: NOW + 1 },
      { nonce: randomBytes(16).toString('base64url') },
      { mac: randomBytes(32).toString('base64url') },
      { mac: request.mac.slice(0, -4) },
      { mac: '' },
    ];
    for (const change of changes) expect(() => handover().answer({ ...request, ...change })).toThrow(refused);
    expect(() => handover().answer(requestKeys('another secret of some length', SUBJECT, NOW).request)).toThrow(
      refused,
    );
    const elsewhere = { ...SUBJECT, server: 'http://evil.example' };
    expect(() => handover().answer(requestKeys(SECRET, elsewhere, NOW).request)).toThrow(refused);
  });

  it('answers a request only once', () => {
    const server = handover();
    const { request } = requestKeys(SECRET, SUBJECT, NOW);
    server.answer(request);
    expect(() => server.answer(request)).toThrow(refused);
  });

  it('refuses an old request, even after its nonce was forgotten', () => {
    let now = NOW;
    const server = handover(() => now);
    const { request } = requestKeys(SECRET, SUBJECT, NOW);
    server.answer(request);
    now += 10 * 60_000;
    expect(() => server.answer(request)).toThrow(refused);
    server.answer(requestKeys(SECRET, SUBJECT, now).request);
    expect(() => server.answer(request)).toThrow(refused);
  });

  it('holds no keys after the run has ended', () => {
    const server = handover();
    server.drop('run-1');
    const locked = expect.objectContaining({ code: 'BACKUP_LOCKED' });
    expect(() => server.answer(requestKeys(SECRET, SUBJECT, NOW).request)).toThrow(locked);
  });

  it('answers nothing before it is announced', () => {
    const server = new KeyHandover(SECRET, () => NOW);
    server.hold('run-1', importClassKeys(KEYS.export()));
    expect(() => server.answer(requestKeys(SECRET, SUBJECT, NOW).request)).toThrow(refused);
  });

  it('refuses a small-order point or a malformed public key', () => {
    for (const publicKey of [Buffer.alloc(32).toString('base64url'), 'AAAA', '']) {
      const forged = signed({ publicKey });
      expect(() => handover().answer(forged)).toThrow(refused);
    }
  });

  it('rejects an answer made for another job, run or worker, or modified in transit', () => {
    const mine = requestKeys(SECRET, SUBJECT, NOW);
    const theirs = requestKeys(SECRET, { ...SUBJECT, job: 'run-1_1' }, NOW);
    const answer = handover().answer(mine.request);
    expect(() => theirs.open(answer)).toThrow(refused);
    const bytes = Buffer.from(answer.sealed, 'base64url');
    for (const at of [0, 20, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => mine.open({ ...answer, sealed: changed.toString('base64url') })).toThrow(refused);
    }
    expect(() => mine.open({ ...answer, sealed: '' })).toThrow(refused);
    expect(() => mine.open({ ...answer, publicKey: otherKey() })).toThrow(refused);
  });
});

/** A validly signed request with a malformed public key: only a holder of the secret can produce one. */
function signed(change: { publicKey: string }): KeyRequest {
  const { request } = requestKeys(SECRET, SUBJECT, NOW);
  const { at, nonce } = request;
  const text = ['apple-juicer worker keys 1', 'request', SERVER, SUBJECT.job, SUBJECT.run, change.publicKey, at, nonce];
  const mac = createHmac('sha256', SECRET).update(JSON.stringify(text)).digest('base64url');
  return { ...request, ...change, mac };
}
