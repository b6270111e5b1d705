/**
 * The grid of 100,000 photos in a real browser, served by the real server on the same machine: time to the first
 * picture and to one in the middle of the library, the frames of continuous scrolling, and growth of memory.
 */
import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { ArtifactTables } from '../../src/artifacts/registry.ts';
import type { BatchBuilder } from '../../src/storage/index.ts';
import { rowOf } from '../artifact-rows.ts';
import { printRows } from '../bench.ts';
import { measureScrolling, timing, withSyntheticIndex } from './browser.ts';

const COUNT = Number(process.env.BENCH_PHOTOS ?? 100_000);

/** With a freshly started browser. */
const MAX_FIRST_MS = 2000;
const MAX_JUMP_MS = 1000;

/** Pixels per second: two screens of photos. */
const SPEED = 1800;
/** The scrolled element. */
const GRID = '[role="region"]';

/** A photo every 40 minutes: 36 per day for seven and a half years. */
const STEP_MS = 40 * 60_000;
const NEWEST = Date.UTC(2025, 5, 1, 12);

/** Width by height of photos taken by phones. */
const SIZES = [
  [4032, 3024],
  [3024, 4032],
  [3840, 2160],
  [1170, 2532],
] as const;

/** Pictures of the demo's camera roll, shared by all photos. */
const PICTURES = Array.from({ length: 11 }, (_, index) => `IMG_${String(index + 1).padStart(4, '0')}.JPG`)
  .filter((_, index) => (index + 1) % 6 !== 0)
  .map((name) => createHash('sha1').update(`CameraRollDomain-Media/DCIM/100APPLE/${name}`).digest('hex'));

await withSyntheticIndex({ artifact: 'photos', count: COUNT, add: addPhoto }, async (page, backup) => {
  const firstMs = await until(page, () => page.goto(`${backup}/photos`));
  const jumpMs = await until(page, () => scrollTo(page, 0.5));
  await scrollTo(page, 0.1);
  const subject = `${COUNT.toLocaleString('en')} photos`;
  printRows([
    timing(`${subject}: address to first picture`, firstMs, MAX_FIRST_MS),
    timing(`${subject}: jump to the middle, to its pictures`, jumpMs, MAX_JUMP_MS),
    ...(await measureScrolling(page, { subject, selector: GRID, speed: SPEED })),
  ]);
});

function addPhoto(builder: BatchBuilder<ArtifactTables>, number: number): void {
  const index = number - 1;
  const [width, height] = SIZES[index % SIZES.length] ?? SIZES[0];
  const file = PICTURES[index % PICTURES.length] ?? '';
  const photo = rowOf('photo_assets', {
    key: `photo-${index}`,
    kind: 'photo',
    subtype: 'plain',
    filename: `IMG_${index}.JPG`,
    createdAt: NEWEST - index * STEP_MS,
    width,
    height,
    availability: 'original',
    originalFile: file,
    originalState: 'present',
    thumbnailFile: file,
    thumbnailState: 'present',
    isFavourite: false,
    isHidden: false,
    isTrashed: false,
    isScreenshot: false,
    inLibrary: true,
  });
  builder.add('photo_assets', photo);
}

/** Milliseconds until a picture is drawn in view after an action. */
async function until(page: Page, act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  await page.waitForFunction(() => {
    const inView = [...document.querySelectorAll<HTMLImageElement>('a[data-index] img')].filter((image) => {
      const { top, bottom } = image.getBoundingClientRect();
      return bottom > 200 && top < innerHeight;
    });
    return inView.length > 0 && inView.every((image) => image.complete && image.naturalWidth > 0);
  });
  return performance.now() - start;
}

async function scrollTo(page: Page, part: number): Promise<void> {
  await page
    .locator(GRID)
    .first()
    .evaluate((grid, part) => grid.scrollTo({ top: grid.scrollHeight * part }), part);
}
