import type { DatabaseSync } from 'node:sqlite';
import { writeDatabase } from '../encoders/database-writer.ts';
import { RowWriter } from '../encoders/row-writer.ts';
import { peopleOf } from '../people.ts';
import { writeAlbums, writeComments } from './albums.ts';
import { planAssets } from './assets.ts';
import { writeCollections, writeMemories } from './collections.ts';
import { filesOf } from './files.ts';
import { writePeople } from './people.ts';
import { writeAssets } from './rows.ts';
import { createPhotoTables, entitiesOf, type PhotoGeneration } from './schema.ts';
import type { PhotosSpec, PhotosTruth } from './truth.ts';

/** Default number of recognised people. */
const DEFAULT_PEOPLE = 6;

/**
 * Writes Photos.sqlite at `path`, replacing an existing file, and returns its contents and the files that belong to it.
 * The same spec gives the same bytes.
 */
export function writePhotosDatabase(path: string, spec: PhotosSpec): PhotosTruth {
  const generation = spec.generation ?? 18;
  // Generation 9 has no faces: their table is not known well enough.
  const names = generation < 11 ? [] : peopleOf(spec.seed, spec.people ?? DEFAULT_PEOPLE);
  const assets = planAssets(spec, names.length);
  return writeDatabase(path, createPhotoTables(generation), (db) => {
    writeEntities(db, generation);
    const { albums, systemAlbums, importRowId } = writeAlbums(db, spec.seed, generation, assets);
    writeAssets(db, spec.seed, generation, assets, importRowId, writeCollections(db, spec.seed, assets));
    const memories = writeMemories(db, spec.seed, generation, assets);
    const people = writePeople(db, spec.seed, names, assets);
    const comments = writeComments(db, spec.seed, assets);
    return { assets, albums, people, comments, systemAlbums, memories, files: assets.flatMap(filesOf) };
  });
}

/** `Z_PRIMARYKEY` with the numbers of the entities. Up to iOS 13 it has an entity `Asset` without a table. */
function writeEntities(db: DatabaseSync, generation: PhotoGeneration): void {
  const { genericAlbum, album, asset, keyword, memory } = entitiesOf(generation);
  const entities = new RowWriter(db, 'Z_PRIMARYKEY');
  const numbers = {
    AdditionalAssetAttributes: 1,
    GenericAlbum: genericAlbum,
    Album: album,
    Keyword: keyword,
    ...(memory === 0 ? {} : { Memory: memory }),
    ...(generation < 14 ? { GenericAsset: asset, Asset: asset + 1 } : { Asset: asset }),
  };
  for (const [name, number] of Object.entries(numbers)) {
    entities.insert({ Z_ENT: number, Z_NAME: name, Z_SUPER: 0, Z_MAX: 0 });
  }
}
