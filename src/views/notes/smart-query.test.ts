import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../../../test/support/depth.ts';
import type { NoteEntry } from './note-directory.ts';
import { canFollow, isInSmartFolder, type NoteParts } from './smart-folder.ts';
import { parseSmartQuery } from './smart-query.ts';

const NOTE: NoteEntry = {
  key: 'n',
  folder: 'F',
  account: null,
  createdAt: Date.UTC(2001, 0, 1, 12),
  modifiedAt: Date.UTC(2020, 0, 1),
  isPinned: false,
  isLocked: false,
  isQuickNote: false,
  isShared: false,
  hasChecklist: false,
  hasOpenChecklist: false,
  isGone: false,
  sortTitle: '',
};
const parts = (kinds: readonly string[], tags: readonly string[] = []): NoteParts => {
  return { kinds: new Set(kinds), tags: new Set(tags) };
};
/** A query as Notes stores it, without deleted notes. */
const wrap = (rules: unknown) => JSON.stringify({ entity: 'note', type: { and: [{ deleted: false }, rules] } });
const parse = (rules: unknown) => parseSmartQuery(wrap(rules)) ?? expect.fail('no query');
const has = (rules: unknown, note: Partial<NoteEntry> = {}, of?: NoteParts) =>
  isInSmartFolder(parse(rules), { ...NOTE, ...note }, of);

describe('the query of a smart folder', () => {
  it('is read with its groups', () => {
    const plain = { isNot: false, value: null, from: null, to: null };
    expect(
      parse({
        and: [
          { pinned: true },
          { or: [{ tag: 'A' }, { tag: 'B' }] },
          { not: { or: [{ folder: 'X' }, { folder: 'Y' }] } },
        ],
      }),
    ).toEqual({
      match: 'all',
      groups: [
        { match: 'all', conditions: [{ ...plain, kind: 'pinned' }] },
        {
          match: 'any',
          conditions: [
            { ...plain, kind: 'tag', value: 'A' },
            { ...plain, kind: 'tag', value: 'B' },
          ],
        },
        {
          match: 'none',
          conditions: [
            { ...plain, kind: 'folder', value: 'X' },
            { ...plain, kind: 'folder', value: 'Y' },
          ],
        },
      ],
    });
    expect(parse({ or: [{ not: { pinned: true } }, { shared: false }] })).toMatchObject({
      match: 'any',
      groups: [{ conditions: [{ kind: 'pinned', isNot: true }] }, { conditions: [{ kind: 'shared', isNot: true }] }],
    });
  });

  it('keeps what is not known as it is, and is then not followed', () => {
    for (const clause of [
      { future: 1 },
      { attachmentSection: 99 },
      { pinned: 'yes' },
      { deleted: true },
      7,
      { a: 1, b: 2 },
    ]) {
      const query = parse({ and: [{ pinned: true }, clause] });
      expect(query.groups[1]?.conditions[0]).toMatchObject({ kind: 'unknown', value: JSON.stringify(clause) });
      expect(canFollow(query)).toBe(false);
    }
    for (const clause of [
      { creationDateRelativeRange: { type: 2 } },
      { sharedParticipant: '_a' },
      { attachmentSection: 6 },
    ]) {
      expect(canFollow(parse(clause))).toBe(false);
    }
    // A group in a group in a group.
    expect(
      canFollow(parse({ and: [{ pinned: true }, { or: [{ and: [{ tag: 'A' }, { tag: 'B' }] }, { tag: 'C' }] }] })),
    ).toBe(false);
  });

  it('is null for anything else', () => {
    for (const json of ['', '{', '[]', '7', '{"type":7}', '{"entity":"note"}'])
      expect(parseSmartQuery(json)).toBeNull();
    expect(parseSmartQuery(wrap({ or: Array.from({ length: 300 }, () => ({ pinned: true })) }))).toBeNull();
  });

  it('never fails, however deep', () => {
    let deep: unknown = { pinned: true };
    for (let n = 0; n < 3000; n++) deep = n % 2 === 0 ? { not: deep } : { and: [deep] };
    expect(canFollow(parse(deep))).toBe(false);
    fc.assert(
      fc.property(fc.jsonValue(), (value) => void parseSmartQuery(wrap(value))),
      { seed: 3, numRuns: rounds(500) },
    );
  });
});

describe('the notes of a smart folder', () => {
  it.each<[string, boolean]>([
    ['pinned', true],
    ['passwordProtected', true],
    ['systemPaper', true],
    ['shared', true],
    ['checklist', true],
    ['checklistInProgress', true],
  ])('follow from %s', (name, value) => {
    const all = {
      isPinned: true,
      isLocked: true,
      isQuickNote: true,
      isShared: true,
      hasChecklist: true,
      hasOpenChecklist: true,
    };
    expect(has({ [name]: value }, all)).toBe(true);
    expect(has({ [name]: value })).toBe(false);
    expect(has({ [name]: !value })).toBe(true);
    expect(has({ not: { [name]: value } })).toBe(true);
  });

  it('follow from tags, folders, attachments and dates', () => {
    const tagged = parts(['hashtag'], ['HOLIDAY']);
    expect(has({ tag: 'HOLIDAY' }, {}, tagged)).toBe(true);
    expect(has({ tag: 'WORK' }, {}, tagged)).toBe(false);
    expect(has({ and: [{ tagged: true }, { deleted: false }] }, {}, tagged)).toBe(true);
    // Tags of locked notes are not disclosed.
    expect(has({ tag: 'HOLIDAY' }, { isLocked: true }, tagged)).toBe(false);
    expect(has({ or: [{ folder: 'E' }, { folder: 'F' }] })).toBe(true);
    expect(has({ not: { or: [{ folder: 'E' }, { folder: 'F' }] } })).toBe(false);
    expect(has({ attachment: true }, {}, parts(['table', 'hashtag']))).toBe(false);
    expect(has({ attachment: true }, {}, parts(['url']))).toBe(true);
    expect(has({ attachmentSection: 7 }, {}, parts(['scan']))).toBe(true);
    expect(has({ creationDateRange: { fromDate: 0, toDate: 86_400 } })).toBe(true);
    expect(has({ modificationDateRange: { fromDate: 0, toDate: 86_400 } })).toBe(false);
    expect(has({ checklistCompleted: true }, { hasChecklist: true })).toBe(true);
  });
});
