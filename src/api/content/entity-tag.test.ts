import { describe, expect, it } from 'vitest';
import { entityTag, isKnown, rangeCounts } from './entity-tag.ts';

const ETAG = entityTag('fingerprint', 'file', 3);

describe('an entity tag', () => {
  it('is strong, quoted, and different for different parts', () => {
    expect(ETAG).toMatch(/^"[\w-]{27}"$/);
    expect(entityTag('fingerprint', 'file', 3)).toBe(ETAG);
    expect(entityTag('fingerprin', 'tfile', 3)).not.toBe(ETAG);
    expect(entityTag('fingerprint', 'file', 4)).not.toBe(ETAG);
  });

  it('is compared weakly for If-None-Match', () => {
    expect(isKnown(undefined, ETAG)).toBe(false);
    expect(isKnown('"other"', ETAG)).toBe(false);
    expect(isKnown(`"other", ${ETAG}`, ETAG)).toBe(true);
    expect(isKnown(`W/${ETAG}`, ETAG)).toBe(true);
    expect(isKnown('*', ETAG)).toBe(true);
  });

  it('is compared strongly for If-Range, and never matches a date', () => {
    expect(rangeCounts(undefined, ETAG)).toBe(true);
    expect(rangeCounts(ETAG, ETAG)).toBe(true);
    expect(rangeCounts(`W/${ETAG}`, ETAG)).toBe(false);
    expect(rangeCounts('Sat, 01 Jun 2024 12:00:00 GMT', ETAG)).toBe(false);
  });
});
