import { gunzipSync, gzipSync } from 'node:zlib';
import { parseJson } from '../../formats/json.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { defineRecords, f, from, lookup, sqlite, textOf } from '../kit/records/index.ts';
import { asRecord, type MaybeValue } from '../kit/records/value.ts';

const DOMAIN = 'AppDomainGroup-group.com.atebits.Tweetie2';
/** Maximum size of a decompressed object, in bytes. */
const MAX_BYTES = 8 * 1024 ** 2;

type Model = Readonly<Record<string, MaybeValue>>;
/** Several columns are read from the same object. */
const models = new WeakMap<Uint8Array, Model | DomainError>();

/** The object in a row: JSON compressed by gzip, with what is kept below `cacheableModel`. @throws DomainError */
function modelOf(bytes: MaybeValue): Model {
  if (!(bytes instanceof Uint8Array)) return {};
  let model = models.get(bytes);
  if (model === undefined) {
    model = decompressed(bytes);
    models.set(bytes, model);
  }
  if (model instanceof DomainError) throw model;
  return model;
}

function decompressed(bytes: Uint8Array): Model | DomainError {
  try {
    const json = parseJson(gunzipSync(bytes, { maxOutputLength: MAX_BYTES }));
    return asRecord(asRecord(json)?.['cacheableModel']) ?? {};
  } catch (cause) {
    return new DomainError('MALFORMED_FILE', msg('errors.MALFORMED_FILE.title'), { cause });
  }
}

const model = (pick: (value: Model) => MaybeValue) => from(['archivedObjectData'], (bytes) => pick(modelOf(bytes)));
const inside = (container: string, name: string) => model((value) => asRecord(value[container])?.[name]);
const AUTHOR = model((value) => value['fromUserID']);
const KEYS = { named: { table: 'ItemKeys', on: 'id', key: 'itemId' } } as const;
/** Keys begin with the id of what they name. */
const ID = from(['named.itemKey'], (key) => textOf(key).split('|')[0]);

/** Posts that the app of X kept: seen by the owner, or their own. Direct messages are in caches, which no backup has. */
export const xPosts = defineRecords({
  id: 'x-posts',
  title: 'X',
  area: 'web',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no posts of X.',
  seenOn: ['iOS 17 (523 posts, as another tool reads them)', 'synthetic'],
  stores: { cache: sqlite(DOMAIN, 'TFSModelCache.*/*/database/modelCache.sqlite3') },
  lookups: {
    users: {
      store: 'cache',
      of: 'Items',
      join: KEYS,
      where: model((value) => textOf(value['username']) !== ''),
      key: ID,
      value: model((value) => value['username']),
    },
  },
  table: 'x_posts',
  large: true,
  name: ['Post in X', 'Posts in X'],
  icon: 'message-square-text',
  privacy: 'P2',
  rows: { store: 'cache', of: 'Items' },
  join: KEYS,
  where: model((value) => textOf(value['fromUserID']) !== ''),
  fields: {
    postedAt: f.cocoaTime(
      model((value) => value['date']),
      'When it was posted.',
      { label: 'Posted' },
    ),
    author: f.text([lookup('users', AUTHOR), AUTHOR], 'Name of the account that posted it, or its number.'),
    text: f.text(
      model((value) => value['originalText']),
      'Its words.',
    ),
    replies: f.integer(
      model((value) => value['replyCount']),
      'How many answers it had.',
      { label: 'Answers' },
    ),
    reposts: f.integer(
      model((value) => value['retweetCount']),
      'How often it was reposted.',
      { label: 'Reposts' },
    ),
    views: f.integer(inside('viewCountInfo', 'count'), 'How often it was seen.', { label: 'Views' }),
    quotedUrl: f.url(inside('quotedStatusPermalinkEntity', 'expandedURL'), 'The post that it quotes.', {
      label: 'Quoted post',
    }),
    language: f.text(
      model((value) => value['language']),
      'Language of its words.',
    ),
    storedAt: f.cocoaTime(
      model((value) => value['updatedTimestamp']),
      'When the app kept it.',
      { label: 'Kept' },
    ),
  },
  show: { at: 'postedAt', title: 'author', text: ['text'] },
  example: {
    files: {
      [`${DOMAIN}/TFSModelCache.v1/77/database/modelCache.sqlite3`]: {
        tables: {
          ItemKeys: [
            { itemKey: '901|TFSTwitterStatus|1', itemId: 1 },
            { itemKey: '77|TFSTwitterUser|1', itemId: 2 },
          ],
          Items: [
            {
              id: 1,
              archivedObjectData: packed({
                date: 770_900_000,
                originalText: 'Snow on the pass today',
                fromUserID: 77,
                language: 'en',
                replyCount: 2,
                retweetCount: 1,
                viewCountInfo: { count: 340 },
                quotedStatusPermalinkEntity: { expandedURL: 'https://x.example/1' },
                updatedTimestamp: 770_903_600,
              }),
            },
            { id: 2, archivedObjectData: packed({ username: 'passwarden', bio: 'Warden' }) },
          ],
        },
      },
    },
    rows: `
      postedAt             | author     | text                   | replies | reposts | views | quotedUrl           | language | storedAt
      2025-06-06T10:53:20Z | passwarden | Snow on the pass today | 2       | 1       | 340   | https://x.example/1 | en       | 2025-06-06T11:53:20Z`,
  },
});

function packed(cacheableModel: object): Uint8Array {
  return gzipSync(JSON.stringify({ cacheableModel }));
}
