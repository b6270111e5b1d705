/**
 * Makes the data of the map, which is part of the repository: the packages that it comes from have hundreds of megabytes.
 * `assets/README.md` names them, and what to take out of each into the folder given as argument.
 */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { basemapTiles, MAX_ZOOM } from './map-data/basemap-tiles.ts';
import { writePmtiles } from './map-data/pmtiles-archive.ts';
import { readTowns } from './map-data/town-list.ts';
import { writeTowns } from './map-data/towns-file.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: node scripts/map-data.ts FOLDER (see assets/README.md)');

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const towns = readTowns(folder);
const world = createRequire(at('web/package.json')).resolve('world-atlas/countries-10m.json');
const archive = writePmtiles([...basemapTiles(folder, world, towns)], {
  minZoom: 0,
  maxZoom: MAX_ZOOM,
  bounds: [-180, -85, 180, 85],
  metadata: { name: 'World', attribution: 'Natural Earth, GeoNames' },
});
const list = writeTowns(towns);
writeFileSync(at('web/src/assets/map/world.pmtiles'), archive);
writeFileSync(at('assets/towns.br'), list);
process.stdout.write(`${towns.length} towns: ${list.length} bytes; map: ${archive.length} bytes\n`);
