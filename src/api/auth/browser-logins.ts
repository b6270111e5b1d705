import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { BackupId } from '../../model/ids.ts';

/** Lifetime of a one-time link. */
const CODE_TTL_MS = 10 * 60_000;

/** Lifetime of a browser login; also ended by a restart of the server. */
const COOKIE_TTL_MS = 7 * 24 * 60 * 60_000;

/** Maximum number of codes and of browsers; the oldest are dropped. */
const MAX_CODES = 16;
const MAX_BROWSERS = 64;

/** Random bytes of the key by which a browser is listed. It gives no access. */
const KEY_BYTES = 9;

interface Secret {
  readonly digest: Buffer;
  readonly expiresAt: number;
}

/** Value of the cookie of an unlocked backup. */
export interface OpenedBackup {
  readonly backup: BackupId;
  readonly cookie: string;
}

interface Code extends Secret {
  readonly opened: readonly OpenedBackup[];
}

/** A browser as it introduced itself. */
export interface BrowserFacts {
  readonly name: string;
  readonly address: string;
}

/** A logged-in browser, in UTC milliseconds. */
export interface LoggedInBrowser extends BrowserFacts {
  readonly key: string;
  readonly loggedInAt: number;
  readonly lastSeenAt: number;
  readonly expiresAt: number;
}

interface Browser extends Secret, LoggedInBrowser {
  lastSeenAt: number;
  /** Digest of the mark by which the browser is recognised when it logs in again. */
  readonly mark: Buffer;
}

/**
 * Logs browsers in by one-time links. A browser gets a random id in a cookie, never the API token. Ids are kept in
 * memory only, as hashes, and can be revoked. `now` is in UTC milliseconds.
 */
export class BrowserLogins {
  readonly #now: () => number;
  #codes: Code[] = [];
  #browsers: Browser[] = [];

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Creates a code for {@link redeem}, valid once within ten minutes; the browser gets the backups that are `opened`. */
  createCode(opened: readonly OpenedBackup[] = []): { readonly code: string; readonly expiresAt: number } {
    const code = randomSecret();
    const expiresAt = this.#now() + CODE_TTL_MS;
    this.#codes = [...this.#alive(this.#codes), { digest: digest(code), expiresAt, opened }].slice(-MAX_CODES);
    return { code, expiresAt };
  }

  /**
   * Consumes a code and returns the values of the cookies, or null if the code is unknown, used or expired. A browser that
   * sends the `mark` of its last login keeps its key, with what belongs to it, and its earlier id is no longer valid.
   */
  redeem(
    code: string,
    facts: BrowserFacts,
    mark = '',
  ): {
    readonly id: string;
    readonly key: string;
    readonly mark: string;
    readonly maxAgeSeconds: number;
    readonly opened: readonly OpenedBackup[];
  } | null {
    const known = this.#find(this.#codes, code);
    if (known === undefined) return null;
    this.#codes = this.#codes.filter((other) => other !== known);
    const [id, nextMark] = [randomSecret(), randomSecret()];
    const now = this.#now();
    const marked = digest(mark);
    const earlier = this.#alive(this.#browsers).find((browser) => timingSafeEqual(browser.mark, marked));
    const browser: Browser = {
      ...facts,
      key: earlier?.key ?? randomBytes(KEY_BYTES).toString('base64url'),
      digest: digest(id),
      mark: digest(nextMark),
      loggedInAt: now,
      lastSeenAt: now,
      expiresAt: now + COOKIE_TTL_MS,
    };
    const others = this.#alive(this.#browsers).filter((other) => other !== earlier);
    this.#browsers = [...others, browser].slice(-MAX_BROWSERS);
    return { id, key: browser.key, mark: nextMark, maxAgeSeconds: COOKIE_TTL_MS / 1000, opened: known.opened };
  }

  /** True if the id belongs to a logged-in browser. */
  accepts(id: string): boolean {
    const browser = this.#find(this.#browsers, id);
    if (browser !== undefined) browser.lastSeenAt = this.#now();
    return browser !== undefined;
  }

  /** Logged-in browsers, the one seen last first. */
  list(): LoggedInBrowser[] {
    return this.#alive(this.#browsers)
      .map(({ key, name, address, loggedInAt, lastSeenAt, expiresAt }) => {
        return { key, name, address, loggedInAt, lastSeenAt, expiresAt };
      })
      .toSorted((one, other) => other.lastSeenAt - one.lastSeenAt);
  }

  /** The key of the browser with an id; null if it is not logged in. */
  keyOf(id: string): string | null {
    return this.#find(this.#browsers, id)?.key ?? null;
  }

  /** Logs a browser out. False if there is none with this key. */
  revoke(key: string): boolean {
    const known = this.#alive(this.#browsers).some((browser) => browser.key === key);
    this.#browsers = this.#browsers.filter((browser) => browser.key !== key);
    return known;
  }

  /** Logs all browsers out and forgets all links. */
  revokeAll(): void {
    this.#browsers = [];
    this.#codes = [];
  }

  #alive<S extends Secret>(secrets: readonly S[]): S[] {
    return secrets.filter(({ expiresAt }) => expiresAt > this.#now());
  }

  /** Compares with all valid secrets, each in constant time. */
  #find<S extends Secret>(secrets: readonly S[], candidate: string): S | undefined {
    const wanted = digest(candidate);
    return this.#alive(secrets).filter((secret) => timingSafeEqual(secret.digest, wanted))[0];
  }
}

const randomSecret = (): string => randomBytes(32).toString('base64url');

function digest(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}
