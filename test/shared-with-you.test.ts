import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { PhotoAlbumSchema } from '../src/contract/photos.ts';
import { RecordSourceSchema } from '../src/contract/tables.ts';
import { writePhotosDatabase } from '../src/synthetic/photos/photos-database.ts';
import { API_TOKEN, type Served, serve } from './promises/support/served.ts';
import { fullOnly } from './support/depth.ts';
import { runCli } from './support/run-cli.ts';
import { makeWorkspace, type Workspace } from './support/workspace.ts';
import { fileIDOf, writeBackup } from './synthetic/index.ts';

const SIZE = 12;
const SHARED = 'Library/Photos/Libraries/Syndication.photoslibrary/database/Photos.sqlite';
const Photos = z.object({ items: z.array(z.object({ key: z.string() })) });

let workspace: Workspace;
let served: Served;
let id = '';
beforeAll(async () => {
  workspace = await makeWorkspace({ API__TOKEN: API_TOKEN });
  await mkdir(workspace.backups);
  const path = join(workspace.path, 'Photos.sqlite');
  // Both libraries have the same UUIDs, as for pictures that were saved.
  writePhotosDatabase(path, { seed: 'shared', size: SIZE });
  await writeBackup(join(workspace.backups, 'backup'), {
    manifest: 'db',
    layout: 'sharded',
    files: [
      { domain: 'CameraRollDomain', relativePath: 'Media/PhotoData/Photos.sqlite', kind: 'file', contents: { path } },
      { domain: 'HomeDomain', relativePath: SHARED, kind: 'file', contents: { path } },
    ],
  });
  const { stdout } = await runCli(workspace, ['list', '--json']);
  id = (JSON.parse(stdout) as { backups: { id: string }[] }).backups[0]?.id ?? '';
  expect((await runCli(workspace, ['index', id])).status).toBe(0);
  served = await serve(workspace);
}, 120_000);
afterAll(async () => {
  await served.stop();
  await workspace.remove();
});

it('pictures seen in Messages are in an album beside the library, not in it', fullOnly, async () => {
  const albums = z
    .object({ items: z.array(PhotoAlbumSchema) })
    .parse(await served.json(`/backups/${id}/artifacts/photos/albums?limit=200`)).items;
  const album = albums.find(({ kind }) => kind === 'shared-with-you');
  expect(album).toMatchObject({ assetCount: SIZE });
  const list = async (query: string) =>
    Photos.parse(await served.json(`/backups/${id}/artifacts/photos?limit=200&hidden=too&trashed=too&${query}`)).items;
  expect(await list(`album=${album?.key}`)).toHaveLength(SIZE);
  expect(await list('')).toHaveLength(2 * SIZE);
  const library = await list('library=true');
  expect(library.filter(({ key }) => key.startsWith('shared-with-you-'))).toEqual([]);
});

it('they are cited from their own database', fullOnly, async () => {
  const photos = Photos.parse(
    await served.json(`/backups/${id}/artifacts/photos?limit=1&album=shared-with-you-all&trashed=too`),
  );
  const [first] = photos.items;
  const source = RecordSourceSchema.parse(
    await served.json(`/backups/${id}/records/photo_assets/${first?.key}/source`),
  );
  expect(source.rows).toMatchObject([{ file: { fileID: fileIDOf('HomeDomain', SHARED) } }]);
});
