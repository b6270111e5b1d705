import type { FileReferenceView } from '../../contract/common.ts';
import type { PhotoView } from '../../contract/photos.ts';
import { listPhotoAlbums } from '../../views/index.ts';
import { escapeHtml, hrefOf } from '../format/html.ts';
import { placeName } from '../language/town.ts';
import type { Words } from '../language/words.ts';
import { isAboutOneFile } from '../one-file-errors.ts';
import { allItems } from '../paged.ts';
import { bytesContents, OWN_ALBUMS, photosOf } from '../photos/export-photos.ts';
import type { ExportFile, OpenedFile } from '../types.ts';
import type { Kit, Section } from './kit.ts';
import { monthOf } from './month.ts';
import { PageWriter } from './page-writer.ts';
import { PhotoAlbums, peopleOf } from './photo-albums.ts';

/** Artifact whose kinds are shown here. */
export const PHOTO_ARTIFACT = 'photos';
/** Name of the export. */
export const PHOTOS = 'photos';

/** Folder of the pages. */
const FOLDER = 'photos';
/** Photos of a page. */
const PAGE_SIZE = 200;
/** Sides of squares that thumbnails fill, and of pictures, in pixels. */
const THUMBNAIL = 360;
const PICTURE = 2048;
const QUALITY = 80;
/** Photos whose pictures are made at once: more than there are processes that make them. */
const AT_ONCE = 8;

/** The files of a photo in the keepsake. */
interface PhotoFiles {
  readonly photo: PhotoView;
  /** Paths below {@link FOLDER}; null for what there is not. */
  readonly thumbnail: string | null;
  readonly picture: string | null;
  readonly video: string | null;
  readonly original: string | null;
  /** True for a video that some browsers do not play, and of which there is no copy that they do. */
  readonly isFilmAsItWas: boolean;
  readonly files: readonly ExportFile[];
  readonly close: () => Promise<void>;
}

/** The grid of all photos by month, with a view of each, and their albums and people. */
export async function* photoFiles(kit: Kit): AsyncGenerator<ExportFile, Section[], undefined> {
  const { job, clock, search, sections } = kit;
  const { words } = job;
  const { keepsake, counted } = words.text;
  const { keys: _, query: __, ...request } = job.request;
  const selection = { ...job, request };
  const titles = new Map<string, string>();
  for await (const { key, title, kind } of allItems((place) => listPhotoAlbums(job.views, job.backup, place))) {
    if (OWN_ALBUMS.has(kind)) titles.set(key, title ?? key);
  }
  const albums = new PhotoAlbums(titles);
  const writer = new PageWriter({
    folder: FOLDER,
    title: keepsake.photos,
    words,
    size: PAGE_SIZE,
    sections,
    around: ['<div class="grid">\n', '</div>\n'],
    counted: (count) => counted.photos({ count }),
    complete: (views) => withoutLastStep(views),
  });
  search.begin(keepsake.photos, keepsake.photos);
  for await (const photos of photosOf(selection)) {
    for await (const made of madeInOrder(photos, (photo, number) => filesOf(kit, photo, number), writer.count)) {
      try {
        yield* made.files;
      } finally {
        await made.close();
      }
      const { photo } = made;
      const page = writer.turn();
      const number = writer.count + 1;
      const there = clock.at(photo.utcOffset);
      const stamp = there.stamp(photo.createdAt);
      const html = tileHtml(made, number, stamp, words);
      writer.add({
        html,
        after: viewHtml(made, number, stamp, albums, words),
        ...monthOf(there.day(photo.createdAt), words),
      });
      albums.add(photo, { number, page, thumbnail: made.thumbnail, label: labelOf(photo, stamp, words) });
      const address = `${writer.pathOf(page)}#p${number}`;
      search.add({
        address,
        title: labelOf(photo, '', words),
        stamp,
        at: photo.createdAt,
        text: wordsOf(photo, albums),
      });
    }
    yield* writer.take();
    yield* search.take();
  }
  yield* writer.end();
  if (writer.count === 0) return [];
  const found: Section[] = [
    { name: keepsake.photos, area: 'media', path: writer.entrance, size: counted.photos({ count: writer.count }) },
  ];
  return [...found, ...(yield* albums.files(kit, (page) => writer.pathOf(page)))];
}

/** Makes the files of several photos at once, and gives them in order. */
async function* madeInOrder(
  photos: readonly PhotoView[],
  make: (photo: PhotoView, number: number) => Promise<PhotoFiles>,
  before: number,
): AsyncGenerator<PhotoFiles, void, undefined> {
  const running: Promise<PhotoFiles>[] = [];
  let next = 0;
  try {
    while (next < photos.length || running.length > 0) {
      for (; running.length < AT_ONCE && next < photos.length; next++) {
        const made = make(photos[next] as PhotoView, before + next + 1);
        // Whoever takes it gets the error.
        made.catch(() => undefined);
        running.push(made);
      }
      const first = running.shift();
      if (first !== undefined) yield await first;
    }
  } finally {
    for (const made of running) void made.then((files) => files.close()).catch(() => undefined);
  }
}

async function filesOf({ job, options }: Kit, photo: PhotoView, number: number): Promise<PhotoFiles> {
  const { files: source } = job;
  const { shown, files, kind } = photo;
  const made: ExportFile[] = [];
  const closing: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const each of closing) await each();
  };
  const nothing = { thumbnail: null, picture: null, video: null, original: null, isFilmAsItWas: false };
  const result = { photo, ...nothing, files: made, close };
  let isFilmAsItWas = false;
  if (source === null) return result;
  const put = (name: string, contents: ExportFile['contents']): string => {
    made.push({ path: `${FOLDER}/${name}`, modifiedAt: photo.createdAt, compress: false, contents });
    return name;
  };
  /** An MP4 of a film that some browsers do not play; null if it is fit, or cannot be made. */
  const filmOf = async (fileID: string, folder: string): Promise<OpenedFile | null> => {
    if (folder !== 'v' || (await source.needsFilm?.(fileID)) !== true) return null;
    if (!job.canConvert) {
      isFilmAsItWas = true;
      return null;
    }
    try {
      return await source.open(fileID, 'mp4');
    } catch (error) {
      if (!isAboutOneFile(error)) throw error;
      isFilmAsItWas = true;
      return null;
    }
  };
  const copy = async (fileID: string | null, folder: string, fallback: string): Promise<string | null> => {
    if (fileID === null) return null;
    const film = await filmOf(fileID, folder);
    const opened = film ?? (await source.open(fileID));
    if (opened === null) return null;
    closing.push(() => opened.close());
    const extension = film === null ? (/\.[a-z0-9]{1,8}$/i.exec(opened.name)?.[0] ?? fallback) : '.mp4';
    return put(`${folder}/${number}${extension.toLowerCase()}`, opened.contents);
  };
  const jpeg = async (fileID: string | null, folder: string, size: number): Promise<string | null> => {
    const picture = fileID === null ? null : await source.picture(fileID, { size, quality: QUALITY });
    return picture === null ? null : put(`${folder}/${number}.jpg`, bytesContents(picture.bytes));
  };
  const small = presentIn(files.thumbnail);
  const best = shown?.fileID ?? null;
  const thumbnail = (await jpeg(small, 't', THUMBNAIL)) ?? (await jpeg(best, 't', THUMBNAIL));
  if (options.pictures === 'thumbnails') return { ...result, thumbnail };
  const isMovie = kind === 'video';
  const movie = isMovie ? best : presentIn(files.liveVideo);
  const isMovieThere = movie !== null && (!isMovie || shown?.from !== 'thumbnail');
  const video = isMovieThere ? await copy(movie, 'v', '.mov') : null;
  const picture = isMovie ? null : await jpeg(best, 'p', PICTURE);
  const original = options.pictures === 'originals' && !isMovie ? await copy(presentIn(files.original), 'o', '') : null;
  return { ...result, thumbnail, picture, video, original, isFilmAsItWas };
}

function presentIn(file: FileReferenceView | null): string | null {
  return file?.state === 'present' ? file.fileID : null;
}

/** `IMG_1.HEIC, 2024-05-01 10:00:00` */
function labelOf({ title, filename, kind }: PhotoView, stamp: string, { text: { keepsake } }: Words): string {
  return [title ?? filename ?? (kind === 'video' ? keepsake.video : keepsake.photo), stamp]
    .filter((part) => part !== '')
    .join(', ');
}

function tileHtml({ photo, thumbnail }: PhotoFiles, number: number, stamp: string, words: Words): string {
  const label = escapeHtml(labelOf(photo, stamp, words));
  const picture = thumbnail === null ? label : `<img src="${hrefOf(thumbnail)}" alt="${label}" loading="lazy">`;
  const mark = photo.kind === 'video' ? `<span class="t">▶ ${durationOf(photo.duration, words)}</span>` : '';
  return `<a id="t${number}" href="#p${number}">${picture}${mark}</a>\n`;
}

function durationOf(seconds: number | null, { text }: Words): string {
  if (seconds === null) return text.keepsake.video;
  const rounded = Math.round(seconds);
  return `${Math.floor(rounded / 60)}:${String(rounded % 60).padStart(2, '0')}`;
}

/** Where a photo was taken, or the nearest town. */
function placeOf({ place, latitude, longitude }: PhotoView, words: Words): string {
  if (latitude === null || longitude === null) return place ?? '';
  return placeName({ place: { name: place, latitude, longitude } }, words);
}

/** A photo that covers the page while it is the target of a link. */
function viewHtml(
  { photo, picture, video, thumbnail, original, isFilmAsItWas }: PhotoFiles,
  number: number,
  stamp: string,
  albums: PhotoAlbums,
  words: Words,
): string {
  const { keepsake } = words.text;
  const label = escapeHtml(labelOf(photo, stamp, words));
  const shown = picture ?? (video === null ? thumbnail : null);
  const movie =
    video === null ? '' : `<video src="${hrefOf(video)}" controls preload="none"${poster(thumbnail)}></video>`;
  const still = shown === null ? '' : `<img src="${hrefOf(shown)}" alt="${label}" loading="lazy">`;
  const lacks = photo.shown === null ? words.page.photos.viewer.notHere : keepsake.pictureMissing;
  const isSmall = photo.availability === 'thumbnail-only' && still !== '';
  const view = still + movie === '' ? `<p>${escapeHtml(lacks)}</p>` : still + movie;
  const facts: (readonly [string, string])[] = [
    [keepsake.people, peopleOf(photo).join(', ')],
    [keepsake.albums, albums.titlesOf(photo).join(', ')],
    [keepsake.keywords, photo.keywords.join(', ')],
    [keepsake.place, placeOf(photo, words)],
  ];
  const lines = [
    `<b>${label}</b>`,
    ...(photo.caption === null ? [] : [escapeHtml(photo.caption)]),
    ...facts.flatMap(([name, value]) => (value === '' ? [] : [escapeHtml(keepsake.fact({ name, value }))])),
    ...(isSmall ? [keepsake.onlySmall] : []),
    ...(isFilmAsItWas ? [keepsake.filmAsItWas] : []),
    ...(original === null ? [] : [`<a href="${hrefOf(original)}">${keepsake.original}</a>`]),
  ];
  const isFirst = (number - 1) % PAGE_SIZE === 0;
  const steps = [
    isFirst ? '' : `<a href="#p${number - 1}">← ${keepsake.previousPhoto}</a>`,
    `<a href="#t${number}">${keepsake.close}</a>`,
    `<a href="#p${number + 1}">${keepsake.nextPhoto} →</a>`,
  ];
  return `<figure id="p${number}"><nav aria-label="${label}">${steps.join(' ')}</nav><div class="view">${view}</div><figcaption>${lines.map((line) => `<p>${line}</p>`).join('')}</figcaption></figure>\n`;
}

/** The views of a page; the last has no next one. */
function withoutLastStep(views: string): string {
  const last = views.lastIndexOf('<figure');
  return views.slice(0, last) + views.slice(last).replace(NEXT_STEP, '');
}

const NEXT_STEP = / <a href="#p\d+">[^<]* →<\/a>/;

function poster(thumbnail: string | null): string {
  return thumbnail === null ? '' : ` poster="${hrefOf(thumbnail)}"`;
}

function wordsOf(photo: PhotoView, albums: PhotoAlbums): string {
  const { filename, caption, altText, recognisedText, keywords, place, comments } = photo;
  const texts = [filename, caption, altText, place, ...peopleOf(photo), ...albums.titlesOf(photo), ...keywords];
  return [...texts, ...comments.map(({ text }) => text), recognisedText]
    .filter((text) => text !== null && text !== '')
    .join('\n');
}
