import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import { enforceLimit, type PlistLimits, withDefaultLimits } from './plist-limits.ts';
import { emptyDict, narrowInteger, type PlistValue } from './plist-value.ts';

/** Some apps (Reddit, Matrix, Journal) put this byte before their JSON. */
const PREFIX = 0x01;

/**
 * Parses UTF-8 JSON, optionally after a byte order mark or a single byte 0x01, into property list values: objects
 * become dictionaries without a prototype, and integers of up to 64 bits keep all of their digits.
 * @throws MALFORMED_JSON if it is not JSON
 * @throws LIMIT_EXCEEDED beyond `limits`
 */
export function parseJson(bytes: Uint8Array, limits?: Partial<PlistLimits>): PlistValue {
  const bounds = withDefaultLimits(limits);
  enforceLimit(bytes.byteLength, bounds.maxBytes, 'bytes');
  const body = bytes[0] === PREFIX ? bytes.subarray(1) : bytes;
  return new JsonConverter(bounds).convert(parse(new TextDecoder().decode(body)), 0);
}

/** Only documents with such digits need the slower parsing. */
const LONG_DIGITS = /\d{16}/;

/** Ids of servers have 64 bits; a `number` would round them. */
function exactInteger(_key: string, value: unknown, { source }: { readonly source?: string } = {}): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value) || source === undefined) return value;
  return /^-?\d{16,20}$/.test(source) ? narrowInteger(BigInt(source)) : value;
}

function parse(text: string): unknown {
  try {
    return LONG_DIGITS.test(text) ? JSON.parse(text, exactInteger) : JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof RangeError)) throw error;
    throw new DomainError('MALFORMED_JSON', msg('errors.MALFORMED_JSON.title'), { cause: error });
  }
}

/** Converts a document within limits. */
class JsonConverter {
  readonly #limits: PlistLimits;
  #values = 0;

  constructor(limits: PlistLimits) {
    this.#limits = limits;
  }

  convert(value: unknown, depth: number): PlistValue {
    enforceLimit(++this.#values, this.#limits.maxObjects, 'values');
    enforceLimit(depth, this.#limits.maxDepth, 'nested objects');
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
    if (typeof value === 'bigint') return value;
    if (Array.isArray(value)) return value.map((element: unknown) => this.convert(element, depth + 1));
    if (typeof value !== 'object' || value === null) return null;
    const dict = emptyDict();
    for (const [key, element] of Object.entries(value)) dict[key] = this.convert(element, depth + 1);
    return dict;
  }
}
