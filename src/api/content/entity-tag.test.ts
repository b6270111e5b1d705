import { describe, expect, it } from 'vitest';
import { entityTag, isUnmodified, rangeApplies } from './entity-tag.ts';

const ETAG = entityTag('fingerprint', 'file', 3);

describe('an entity tag', () => {
  it('is strong, quoted, and different for different parts', () => {
    expect(ETAG).toMatch(/^"[\w-]{27}"$/);
    expect(entityTag('fingerprint', 'file', 3)).toBe(ETAG);
    expect(entityTag('fingerprin', 'tfile', 3)).not.toBe(ETAG);
    expect(entityTag('fingerprint', 'file', 4)).not.toBe(ETAG);
  });

  it('is compared weakly for If-None-Match', () => {
    expect(isUnmodified(undefined, ETAG)).toBe(false);
    expect(isUnmodified('"other"', ETAG)).toBe(false);
    expect(isUnmodified(`"other", ${ETAG}`, ETAG)).toBe(true);
    expect(isUnmodified(`W/${ETAG}`, ETAG)).toBe(true);
    expect(isUnmodified('*', ETAG)).toBe(true);
  });

  it('is compared strongly for If-Range, and never matches a date', () => {
    expect(rangeApplies(undefined, ETAG)).toBe(true);
    expect(rangeApplies(ETAG, ETAG)).toBe(true);
    expect(rangeApplies(`W/${ETAG}`, ETAG)).toBe(false);
    expect(rangeApplies('Sat, 01 Jun 2024 12:00:00 GMT', ETAG)).toBe(false);
  });
});
