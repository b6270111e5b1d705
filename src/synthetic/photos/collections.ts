import type { DatabaseSync } from 'node:sqlite';
import { appleSeconds } from '../encoders/apple-time.ts';
import { KeyedArchiveWriter } from '../encoders/keyed-archive-writer.ts';
import { RowWriter } from '../encoders/row-writer.ts';
import { derivedUuid, type Seed } from '../random.ts';
import { joinsOf, type PhotoGeneration } from './schema.ts';
import type { WrittenAsset } from './truth.ts';

/** Titles of memories; the first was changed by its owner. */
const MEMORIES = ['A weekend by the sea', 'Dinner with friends'];
/** Number of photos of a memory. */
const PER_MEMORY = 4;

/** ROWIDs of the rows that assets refer to. */
export interface WrittenCollections {
  /** Moments by their place. */
  readonly moments: ReadonlyMap<WrittenAsset['place'], number>;
  readonly sharedLibrary: number;
}

/** Writes a moment for each place and the library that is shared with a friend. */
export function writeCollections(db: DatabaseSync, seed: Seed, assets: readonly WrittenAsset[]): WrittenCollections {
  const rows = new RowWriter(db, 'ZMOMENT');
  const moments = new Map<WrittenAsset['place'], number>();
  for (const { place, createdAt } of assets) {
    if (moments.has(place) || !rows.exists) continue;
    const at = appleSeconds(createdAt);
    const moment = { ZUUID: derivedUuid(seed, `moment ${String(moments.size)}`), ZSTARTDATE: at, ZENDDATE: at + 3600 };
    moments.set(place, rows.insert({ ...moment, ZTITLE: null, ZSUBTITLE: null }));
  }
  const shares = new RowWriter(db, 'ZSHARE');
  if (!shares.exists) return { moments, sharedLibrary: 0 };
  const sharedLibrary = shares.insert({ ZUUID: derivedUuid(seed, 'shared library'), ZTRASHEDSTATE: 0 });
  const participants = new RowWriter(db, 'ZSHAREPARTICIPANT');
  for (const [index, [given, family]] of [
    ['Robin', 'Example'],
    ['Olivia', 'Sample'],
  ].entries()) {
    participants.insert({
      ZSHARE: sharedLibrary,
      ZISCURRENTUSER: Number(index === 0),
      ZROLE: index + 1,
      ZEMAILADDRESS: `${String(given).toLowerCase()}@example.com`,
      ZNAMECOMPONENTS: writeName(given as string, family as string),
      ZUUID: derivedUuid(seed, `participant ${String(index)}`),
    });
  }
  return { moments, sharedLibrary };
}

/** Writes memories and returns the assets of each. */
export function writeMemories(
  db: DatabaseSync,
  seed: Seed,
  generation: PhotoGeneration,
  assets: readonly WrittenAsset[],
): readonly { readonly title: string; readonly assets: readonly string[] }[] {
  const rows = new RowWriter(db, 'ZMEMORY');
  if (!rows.exists) return [];
  const { memories } = joinsOf(generation);
  return MEMORIES.map((title, index) => {
    const chosen = assets.slice(index * PER_MEMORY, (index + 1) * PER_MEMORY);
    const rowId = rows.insert({
      ZTITLE: title,
      ZSUBTITLE: '2025',
      ZUUID: derivedUuid(seed, `memory ${String(index)}`),
      ZKEYASSET: chosen[0]?.rowId ?? null,
      ZFAVORITE: Number(index === 0),
      ZREJECTED: 0,
      ZCREATIONDATE: appleSeconds(Date.UTC(2025, 0, 1)),
    });
    // The owner took the last one out of the first memory.
    const isOwn = index === 0 && generation >= 16;
    const curated = new RowWriter(db, memories.curated.table);
    for (const asset of chosen) {
      curated.insert({ [memories.curated.asset]: asset.rowId, [memories.curated.memory]: rowId });
    }
    const kept = isOwn ? chosen.slice(0, -1) : chosen;
    if (isOwn) {
      const own = new RowWriter(db, memories.userCurated.table);
      for (const asset of kept) {
        own.insert({ [memories.userCurated.asset]: asset.rowId, [memories.userCurated.memory]: rowId });
      }
    }
    return { title, assets: kept.map(({ uuid }) => uuid) };
  });
}

/** `ZNAMECOMPONENTS`: a keyed archive of `NSPersonNameComponents`. */
function writeName(given: string, family: string): Buffer {
  const archive = new KeyedArchiveWriter();
  const names = archive.add({
    'NS.givenName': archive.add(given),
    'NS.familyName': archive.add(family),
    $class: archive.addClass('_NSPersonNameComponentsData', 'NSObject'),
  });
  return archive.finish(
    archive.add({
      'NS.nameComponentsPrivate': names,
      $class: archive.addClass('NSPersonNameComponents', 'NSObject'),
    }),
  );
}
