import { jidKind, normaliseJid } from './jid.ts';

/** Pairs that are kept; beyond that a store is made to exhaust memory. */
const MAX_PAIRS = 1_000_000;

/**
 * Which telephone number is behind a LID. WhatsApp gives people opaque numbers since 2024 and keeps the pairs in several
 * places; the first source that knows one is believed.
 */
export class LidMap {
  readonly #phones = new Map<string, string>();

  /** Learns a pair; ignores what is not a LID and a number, in either order. */
  add(a: string | null, b: string | null): void {
    if (a === null || b === null) return;
    const kinds = [jidKind(a), jidKind(b)];
    const [lid, phone] = kinds[0] === 'lid' ? [a, b] : [b, a];
    if (!kinds.includes('lid') || !kinds.includes('phone')) return;
    if (this.#phones.size < MAX_PAIRS && !this.#phones.has(lid)) this.#phones.set(lid, phone);
  }

  /** The address with the telephone number where it is known, else the address itself. */
  resolve(jid: string): string {
    return this.#phones.get(jid) ?? jid;
  }

  /** As {@link resolve}, from what a column holds; null where that is no address. */
  canonical(text: string | null): string | null {
    const jid = normaliseJid(text);
    return jid === null ? null : this.resolve(jid);
  }
}
