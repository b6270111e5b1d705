import { describe, expect, it } from 'vitest';
import type { BackupId } from '../../model/ids.ts';
import { BrowserLogins } from './browser-logins.ts';

const MINUTE = 60_000;
const FACTS = { name: 'Firefox, Linux', address: '127.0.0.1' };

describe('browser logins', () => {
  it('redeem a code once', () => {
    const logins = new BrowserLogins();
    const { code } = logins.createCode();
    const browser = logins.redeem(code, FACTS);
    expect(browser?.maxAgeSeconds).toBe(7 * 24 * 3600);
    expect(browser?.id).not.toBe(code);
    expect(logins.accepts(browser?.id ?? '')).toBe(true);
    expect(logins.redeem(code, FACTS)).toBeNull();
    expect(logins.accepts(code)).toBe(false);
  });

  it('give the browser of a code the backups that are open for it', () => {
    const logins = new BrowserLogins();
    const opened = [{ backup: 'aaaaaaaaaaaaaaaa' as BackupId, cookie: 'secret' }];
    const [plain, open] = [logins.createCode(), logins.createCode(opened)];
    expect(logins.redeem(plain.code, FACTS)?.opened).toEqual([]);
    expect(logins.redeem(open.code, FACTS)?.opened).toEqual(opened);
  });

  it('keep the key of a browser that logs in again, whose earlier id ends', () => {
    const logins = new BrowserLogins();
    const logIn = (mark?: string) => {
      const browser = logins.redeem(logins.createCode().code, FACTS, mark);
      if (browser === null) throw new Error('not logged in');
      return browser;
    };
    const [first, other] = [logIn(), logIn()];
    const second = logIn(first.mark);
    expect(second.key).toBe(first.key);
    expect([first, second, other].map(({ id }) => logins.accepts(id))).toEqual([false, true, true]);
    expect(logins.list()).toHaveLength(2);
    // A mark counts once, gives no access, and nothing after a logout.
    expect([logins.accepts(second.mark), logins.redeem(second.mark, FACTS)]).toEqual([false, null]);
    expect(logIn(first.mark).key).not.toBe(first.key);
    logins.revoke(second.key);
    expect(logIn(second.mark).key).not.toBe(second.key);
    // An empty one is none.
    expect(logIn('').key).not.toBe(logIn('').key);
  });

  it('redeem no expired and no unknown code', () => {
    let clock = 0;
    const logins = new BrowserLogins(() => clock);
    const [early, late] = [logins.createCode(), logins.createCode()];
    expect(early.expiresAt).toBe(10 * MINUTE);
    clock = 10 * MINUTE - 1;
    expect(logins.redeem(early.code, FACTS)).not.toBeNull();
    clock += 1;
    expect(logins.redeem(late.code, FACTS)).toBeNull();
    expect(logins.redeem('', FACTS)).toBeNull();
  });

  it('forget a browser after a week, and at once when it logs out', () => {
    let clock = 0;
    const logins = new BrowserLogins(() => clock);
    const login = (): string => logins.redeem(logins.createCode().code, FACTS)?.id ?? '';
    const [one, other] = [login(), login()];
    logins.revoke(logins.keyOf(one) ?? '');
    expect(logins.accepts(one)).toBe(false);
    expect(logins.accepts(other)).toBe(true);
    clock = 7 * 24 * 60 * MINUTE;
    expect(logins.accepts(other)).toBe(false);
  });

  it('keep a bounded number of the newest codes and browsers', () => {
    const logins = new BrowserLogins();
    const first = logins.createCode();
    for (let count = 0; count < 16; count++) logins.createCode();
    expect(logins.redeem(first.code, FACTS)).toBeNull();
    const ids = Array.from({ length: 65 }, () => logins.redeem(logins.createCode().code, FACTS)?.id ?? '');
    expect(ids.filter((id) => logins.accepts(id))).toEqual(ids.slice(1));
  });

  it('list browsers, the last one first, and log out one or all', () => {
    let clock = 0;
    const logins = new BrowserLogins(() => clock);
    const login = (): string => logins.redeem(logins.createCode().code, FACTS)?.id ?? '';
    const [one, other] = [login(), login()];
    clock = 5;
    expect(logins.accepts(one)).toBe(true);
    expect(logins.list().map(({ name, lastSeenAt }) => [name, lastSeenAt])).toEqual([
      [FACTS.name, 5],
      [FACTS.name, 0],
    ]);
    expect(JSON.stringify(logins.list())).not.toContain(one);
    expect(logins.revoke('unknown')).toBe(false);
    expect(logins.revoke(logins.keyOf(one) ?? '')).toBe(true);
    expect([logins.accepts(one), logins.accepts(other)]).toEqual([false, true]);
    const { code } = logins.createCode();
    logins.revokeAll();
    expect([logins.accepts(other), logins.redeem(code, FACTS), logins.list()]).toEqual([false, null, []]);
  });
});
