import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { readStores } from '../../../test/support/artifacts/read-stores.ts';
import { xPosts } from './x-posts.ts';

const hex = (json: string) => `x'${gzipSync(json).toString('hex')}'`;

it('reads posts whose author is not kept, and counts objects that cannot be read', () => {
  const { tables, notes } = readStores(xPosts, {
    'AppDomainGroup-group.com.atebits.Tweetie2/TFSModelCache.2/5/database/modelCache.sqlite3': {
      sql: [
        'CREATE TABLE Items (id INTEGER PRIMARY KEY, archivedObjectData BLOB)',
        'CREATE TABLE ItemKeys (itemKey TEXT, itemId INTEGER)',
        "INSERT INTO ItemKeys VALUES ('1|a|b', 1), ('1|c|d', 1), ('2|evicted', 9), ('8|a|b', 8)",
        `INSERT INTO Items VALUES (1, ${hex('{"cacheableModel":{"fromUserID":9007199254740993,"originalText":"Hi","date":770900000.5}}')}),
          (2, ${hex('{"cacheableModel":{"richText":{"text":"A notification"}}}')}), (3, x'1f8b0800'), (4, NULL), (8, ${hex('{"cacheableModel":{"username":"later"}}')}), (9, ${hex('{"cacheableModel":{"fromUserID":8,"originalText":"Named"}}')}), (5, ${hex('no json')}),
          (6, ${hex(JSON.stringify({ cacheableModel: { fromUserID: 1, originalText: 'x'.repeat(9 * 1024 ** 2) } }))}), (7, ${hex('[]')})`,
      ],
    },
  });
  expect(tables['x_posts']).toMatchObject([
    { text: 'Hi', postedAt: 1_749_207_200_500, views: null, quotedUrl: null },
    { text: 'Named', author: 'later' },
  ]);
  expect(tables['x_posts']?.[0]?.['author']).toMatch(/^90071992547409\d\d$/);
  // The names of authors are in the same objects.
  expect(notes).toEqual({ 'unreadable-store:TFSModelCache.2/5/database/modelCache.sqlite3': 1, 'other-rows': 4 });
});
