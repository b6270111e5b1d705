import { describe, expect, it } from 'vitest';
import { BrowserLogins } from './browser-logins.ts';

const MINUTE = 60_000;

describe('browser logins', () => {
  it('redeem a code once', () => {
    const logins = new BrowserLogins();
    const { code } = logins.createCode();
    const browser = logins.redeem(code);
    expect(browser?.maxAgeSeconds).toBe(7 * 24 * 3600);
    expect(browser?.id).not.toBe(code);
    expect(logins.accepts(browser?.id ?? '')).toBe(true);
    expect(logins.redeem(code)).toBeNull();
    expect(logins.accepts(code)).toBe(false);
  });

  it('redeem no expired and no unknown code', () => {
    let clock = 0;
    const logins = new BrowserLogins(() => clock);
    const [early, late] = [logins.createCode(), logins.createCode()];
    expect(early.expiresAt).toBe(10 * MINUTE);
    clock = 10 * MINUTE - 1;
    expect(logins.redeem(early.code)).not.toBeNull();
    clock += 1;
    expect(logins.redeem(late.code)).toBeNull();
    expect(logins.redeem('')).toBeNull();
  });

  it('forget a browser after a week, and at once when it logs out', () => {
    let clock = 0;
    const logins = new BrowserLogins(() => clock);
    const login = (): string => logins.redeem(logins.createCode().code)?.id ?? '';
    const [one, other] = [login(), login()];
    logins.revoke(one);
    expect(logins.accepts(one)).toBe(false);
    expect(logins.accepts(other)).toBe(true);
    clock = 7 * 24 * 60 * MINUTE;
    expect(logins.accepts(other)).toBe(false);
  });

  it('keep a bounded number of the newest codes and browsers', () => {
    const logins = new BrowserLogins();
    const first = logins.createCode();
    for (let count = 0; count < 16; count++) logins.createCode();
    expect(logins.redeem(first.code)).toBeNull();
    const ids = Array.from({ length: 65 }, () => logins.redeem(logins.createCode().code)?.id ?? '');
    expect(ids.filter((id) => logins.accepts(id))).toEqual(ids.slice(1));
  });
});
