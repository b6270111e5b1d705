import { type ExportRequest, PLAN_FILE } from '../../contract/export.ts';
import { type PhotoExport, PhotoExportSchema } from '../../contract/photo-export.ts';
import type { PhotoAlbumView, PhotoView } from '../../contract/photos.ts';
import type { SearchHitView } from '../../contract/search.ts';
import { msg } from '../../locales/messages.ts';
import { isCompressible, ProblemList, SafePaths } from '../../media/index.ts';
import { DomainError } from '../../model/errors.ts';
import { getPhotos, listPhotoAlbums, listPhotoKeys, marksOfKind, type PhotoQuery, search } from '../../views/index.ts';
import { textContents } from '../attachments.ts';
import type { Exporter } from '../exporter.ts';
import { LocalTime } from '../format/local-time.ts';
import { problemWords } from '../language/problem-words.ts';
import { exportedMark, type Marks } from '../marks/marks.ts';
import { PROOF } from '../pack/manifest.ts';
import { allItems, countItems, HITS } from '../paged.ts';
import { isWithin } from '../period.ts';
import { startedAhead } from '../started-ahead.ts';
import type { ExportFile, ExportFiles, ExportJob, LeftOutPhotos, OpenedFile, Selection } from '../types.ts';
import { faceAreas } from './face-areas.ts';
import { type AlbumPlace, PlaceTemplate, parseTemplate } from './template.ts';
import { type FileRole, type WantedFile, type WantedFiles, wantedFiles } from './wanted-files.ts';
import { xmpSidecar } from './xmp.ts';

/** Photos that are read at once: the maximum of the views. */
const PAGE = 200;
/** Converted photos that are made before their turn: each takes a process, and some megabytes until it is written. */
const CONVERTED_AHEAD = 4;
/** Folders in each other; a crafted library may have circles. */
const MAX_FOLDERS = 10;
/** Albums that people fill; others (imports, moments …) are made by the phone. */
export const OWN_ALBUMS = new Set(['album', 'shared']);
/** Pictures that few programs outside of Apple's can show. */
const HEIF = /^\.(?:heic|heif|heics|hif)$/i;
const JPEG = '.jpg';
/** Kind of the records of photos. */
const KIND = 'photo';
/** The first time that there is (ECMA-262, "Time Values and Time Range"). */
const FIRST_TIME = -8.64e15;
/** Files with a sidecar of their own; videos of Live Photos share that of the picture. */
const DESCRIBED: ReadonlySet<FileRole> = new Set(['original', 'edited', 'thumbnail', 'raw']);

/** A file of a photo that can be written. */
interface ReadyFile extends OpenFile {
  /** Text beside it; null for none. */
  readonly xmp: string | null;
}

interface OpenFile extends WantedFile {
  readonly extension: string;
  readonly isConverted: boolean;
  readonly contents: AsyncIterable<Uint8Array>;
  readonly close: () => Promise<void>;
}

/** The files of a photo that could be opened, and what is wrong with the others: a name and a problem each. */
interface OpenedPhoto {
  readonly ready: readonly ReadyFile[];
  readonly problems: readonly (readonly [name: string, problem: string])[];
}

/** Exports photos and videos as files with sidecars. */
class PhotoFiles {
  readonly #job: ExportJob;
  readonly #files: ExportFiles;
  readonly #options: PhotoExport;
  readonly #clock: LocalTime;
  readonly #template: PlaceTemplate;
  readonly #albums: ReadonlyMap<string, PhotoAlbumView>;
  readonly #paths = new SafePaths({ showsAll: true });
  readonly #problems = new ProblemList();

  readonly #marks: Marks;

  constructor(job: ExportJob, files: ExportFiles, albums: ReadonlyMap<string, PhotoAlbumView>, marks: Marks) {
    this.#marks = marks;
    this.#job = job;
    this.#files = files;
    this.#options = optionsOf(job.request);
    this.#clock = new LocalTime(job.request.timeZone, job.words);
    this.#template = new PlaceTemplate(this.#options.folders, this.#clock);
    this.#albums = albums;
    for (const name of RESERVED) this.#paths.place(name, '', 'directory');
  }

  async *all(): AsyncGenerator<ExportFile, void, undefined> {
    for await (const photos of photosOf(this.#job)) {
      const wanted = photos.map((photo) => ({ photo, ...wantedFiles(photo, this.#options.versions, this.#job.words) }));
      const isConverted = this.#job.request.format === 'jpeg';
      const opened = startedAhead(
        wanted,
        async (each) => ({ ...each, opened: await this.#openAll(each.photo, each.files) }),
        (each) => closeAll(each.opened),
        { heavy: { is: () => isConverted, most: CONVERTED_AHEAD } },
      );
      for await (const each of opened) yield* this.#photo(each);
    }
    if (this.#problems.isEmpty) return;
    yield {
      path: MISSING,
      modifiedAt: null,
      compress: true,
      contents: textContents(this.#problems.text(problemWords(this.#job.words))),
    };
  }

  async *#photo({
    photo,
    files,
    missing,
    opened,
  }: WantedFiles & { readonly photo: PhotoView; readonly opened: OpenedPhoto }): AsyncGenerator<
    ExportFile,
    void,
    undefined
  > {
    let first: OpenedPhoto | null = opened;
    try {
      const albums = this.#albumsOf(photo);
      for (const problem of missing) this.#missing(photo, problem);
      const chosen = this.#options.filter?.album;
      const inFolders = chosen === undefined ? albums : [this.#placeOf(chosen)];
      for (const { folders, stem } of this.#template.placesOf(photo, inFolders)) {
        const here = first ?? (await this.#openAll(photo, files));
        first = null;
        try {
          for (const [name, problem] of here.problems) this.#problems.add(name, problem);
          yield* this.#write(photo, here.ready, folders, stem);
        } finally {
          await closeAll(here);
        }
      }
    } finally {
      if (first !== null) await closeAll(first);
    }
  }

  async #openAll(photo: PhotoView, files: readonly WantedFile[]): Promise<OpenedPhoto> {
    const ready: ReadyFile[] = [];
    const problems: [name: string, problem: string][] = [];
    try {
      for (const file of files) {
        const opened = await this.#open(file, photo, problems);
        if (opened !== null) ready.push(await this.#described(opened, photo));
        else problems.push([this.#nameOf(photo), this.#job.words.text.files.unreadable({ role: file.role })]);
      }
      return { ready, problems };
    } catch (error) {
      await closeAll({ ready });
      throw error;
    }
  }

  async *#write(
    photo: PhotoView,
    files: readonly ReadyFile[],
    folders: readonly string[],
    stem: string,
  ): AsyncGenerator<ExportFile, void, undefined> {
    if (files.length === 0) return;
    const { sidecars } = this.#options;
    const names = distinctEndings(files);
    const described = files.filter(({ xmp }) => xmp !== null);
    const endings = [
      ...names.values(),
      ...described.map((file) => `${names.get(file)}.xmp`),
      ...(sidecars.includes('json') ? ['.json'] : []),
    ];
    const paths = this.#paths.placeGroup(folders, stem, endings);
    const next = (): string => paths.shift() ?? '';
    const placed: Record<string, string> = {};
    for (const { role, contents, extension } of files) {
      const path = next();
      placed[role] = path.slice(path.lastIndexOf('/') + 1);
      yield { path, modifiedAt: photo.createdAt, compress: isCompressible(extension), contents };
    }
    const made = (text: string): ExportFile => {
      return { path: next(), modifiedAt: null, compress: true, contents: textContents(text) };
    };
    for (const { xmp } of described) yield made(xmp ?? '');
    if (sidecars.includes('json')) yield made(`${JSON.stringify(this.#allOf(photo, placed), null, 2)}\n`);
  }

  /** All that is known of a photo, and what people put on it. */
  #allOf(photo: PhotoView, exported: Readonly<Record<string, string>>): object {
    const mark = this.#marks.get(photo.key);
    const marked = mark === undefined ? {} : { mark: exportedMark(mark) };
    return { exported, ...photo, albums: this.#named(photo), ...marked };
  }

  /** A file with its XMP in it or beside it, as it was asked for. */
  async #described(file: OpenFile, photo: PhotoView): Promise<ReadyFile> {
    const { embed = false, sidecars } = this.#options;
    const { role, isConverted } = file;
    if (!DESCRIBED.has(role) || !(embed || sidecars.includes('xmp'))) return { ...file, xmp: null };
    const isUpright = isConverted || role === 'edited' || role === 'thumbnail';
    const tags = this.#marks.get(photo.key)?.tags ?? [];
    const faces = facesIn(photo, role, isUpright);
    const xmp = xmpSidecar({ photo, tags, albums: this.#albumsOf(photo), faces }, this.#clock);
    if (!embed) return { ...file, xmp };
    try {
      const { contents, isEmbedded } = await this.#job.withXmp(file.contents, xmp);
      return { ...file, contents, xmp: isEmbedded && !sidecars.includes('xmp') ? null : xmp };
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** A file of the backup, or a JPEG that is made of it. */
  async #open(
    file: WantedFile,
    photo: PhotoView,
    problems: [name: string, problem: string][],
  ): Promise<OpenFile | null> {
    const jpeg = this.#job.request.format === 'jpeg' ? await this.#jpeg(file, problems) : null;
    if (jpeg !== null) return jpeg;
    const opened: OpenedFile | null = await this.#files.open(file.fileID);
    if (opened === null) return null;
    const extension = extensionOf(opened.name);
    const taken = file.role === 'original' ? extensionOf(photo.filename ?? '') : extension;
    return {
      ...file,
      extension: formatOf(taken) === formatOf(extension) ? taken : extension,
      isConverted: false,
      contents: opened.contents,
      close: () => opened.close(),
    };
  }

  async #jpeg(file: WantedFile, problems: [name: string, problem: string][]): Promise<OpenFile | null> {
    const name = await this.#files.name(file.fileID);
    if (name === null || !HEIF.test(extensionOf(name))) return null;
    const { quality } = this.#options;
    const picture = await this.#files.picture(file.fileID, { size: null, quality, keepsMetadata: true });
    if (picture === null) {
      problems.push([name, this.#job.words.text.files.notJpeg]);
      return null;
    }
    const contents = bytesContents(picture.bytes);
    return { ...file, extension: JPEG, isConverted: true, contents, close: async () => undefined };
  }

  #missing(photo: PhotoView, problem: string): void {
    this.#problems.add(this.#nameOf(photo), problem);
  }

  #nameOf({ filename, key, createdAt, utcOffset }: PhotoView): string {
    const taken = this.#clock.at(utcOffset).stamp(createdAt);
    return `${filename ?? key}${taken === '' ? '' : `, ${taken}`}`;
  }

  /** The albums of a photo that people filled. */
  #albumsOf({ albums }: PhotoView): AlbumPlace[] {
    return albums
      .filter(({ kind, key }) => OWN_ALBUMS.has(kind) && this.#albums.has(key))
      .map(({ key }) => this.#placeOf(key));
  }

  #placeOf(key: string): AlbumPlace {
    const album = this.#albums.get(key);
    const folders: string[] = [];
    for (let at = album?.folder; at !== null && at !== undefined && folders.length < MAX_FOLDERS; ) {
      const folder = this.#albums.get(at);
      folders.unshift(folder?.title ?? at);
      at = folder?.folder;
    }
    return { title: album?.title ?? key, folders };
  }

  /** The albums of a photo with the folders that they are in. */
  #named({ albums }: PhotoView): unknown[] {
    return albums.map((album) => ({ ...album, folders: this.#placeOf(album.key).folders }));
  }
}

async function closeAll({ ready }: Pick<OpenedPhoto, 'ready'>): Promise<void> {
  for (const file of ready) await file.close();
}

const MISSING = 'MISSING.txt';
/** Names of files that describe the export. */
const RESERVED = ['ABOUT.json', PLAN_FILE, MISSING, 'DAMAGED.txt', 'INCOMPLETE.txt', ...PROOF];

/** What follows the name of the photo in those of its files: two files of a photo may have the same extension. */
function distinctEndings(files: readonly ReadyFile[]): Map<ReadyFile, string> {
  const taken = new Set<string>();
  return new Map(
    files.map((file) => {
      const { mark, extension, role } = file;
      let ending = mark + extension;
      if (taken.has(ending.toLowerCase())) ending = `${mark} (${role})${extension}`;
      taken.add(ending.toLowerCase());
      return [file, ending];
    }),
  );
}

/** Other spellings of extensions. */
const SPELLINGS: Readonly<Record<string, string>> = {
  '.jpeg': '.jpg',
  '.tiff': '.tif',
  '.heif': '.heic',
  '.mpeg': '.mpg',
};

function formatOf(extension: string): string {
  const lower = extension.toLowerCase();
  return SPELLINGS[lower] ?? lower;
}

/** A file extension that is valid on every system; empty for none. */
function extensionOf(name: string): string {
  return /\.[a-z0-9]{1,8}$/i.exec(name)?.[0] ?? '';
}

/** The faces in a file of a photo; those of an edited photo may lie elsewhere in its original. */
function facesIn(photo: PhotoView, role: FileRole, isUpright: boolean): ReturnType<typeof faceAreas> {
  const isOther = photo.traits.includes('edited') && (role === 'original' || role === 'raw');
  return isOther ? null : faceAreas(photo, isUpright ? 1 : photo.orientation);
}

/** Bytes as the contents of a file. */
export async function* bytesContents(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes;
}

function optionsOf({ photos }: ExportRequest): PhotoExport {
  return photos ?? PhotoExportSchema.parse({});
}

/** The photos of a request in full, a page at a time; the oldest first unless they are chosen by keys. */
export async function* photosOf({
  views,
  backup,
  request,
  onRecords,
}: Selection): AsyncGenerator<PhotoView[], void, undefined> {
  let chosen: string[] = [];
  const load = async (): Promise<PhotoView[]> => {
    const photos = await getPhotos(views, backup, chosen);
    chosen = [];
    const within = photos.filter(({ createdAt }) => isWithin(createdAt, request));
    onRecords?.(within.length);
    return within;
  };
  for await (const key of photoKeys({ views, backup, request })) {
    if (chosen.push(key) === PAGE) yield await load();
  }
  yield await load();
}

/** The keys of the photos of a request, the oldest first unless they are chosen by keys. */
export async function* photoKeys({ views, backup, request }: Selection): AsyncGenerator<string, void, undefined> {
  const { keys, query } = request;
  if (keys !== undefined) yield* new Set(keys);
  else if (query === undefined) yield* listed({ views, backup, request });
  else {
    const found = { q: `${query} type:${KIND}`, backup, sort: 'oldest' as const };
    for await (const hit of allItems<SearchHitView>((place) => search(views, { ...found, ...place }), HITS)) {
      if (hit.kind === KIND) yield hit.key;
    }
  }
}

function listed(
  { views, backup, request }: Selection,
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- JSON has no undefined values
  filter = optionsOf(request).filter as Partial<PhotoQuery> | undefined,
): AsyncGenerator<string, void, undefined> {
  const { from, to } = request;
  const query = {
    ...filter,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
  return allItems((place) => listPhotoKeys(views, backup, { ...query, ...place, order: 'oldest' }));
}

async function* exportPhotos(job: ExportJob): AsyncGenerator<ExportFile, void, undefined> {
  const { views, backup, files } = job;
  if (files === null) return;
  const albums = new Map<string, PhotoAlbumView>();
  for await (const album of allItems((place) => listPhotoAlbums(views, backup, { ...place, trashed: 'too' }))) {
    albums.set(album.key, album);
  }
  yield* new PhotoFiles(job, files, albums, await marksOfKind(views, backup, KIND)).all();
}

async function check({ views }: Pick<ExportJob, 'views'>, backup: string, request: ExportRequest): Promise<void> {
  const { filter, folders } = optionsOf(request);
  if (!request.files) throw new DomainError('BAD_REQUEST', msg('detail.photos-need-files'));
  if ([filter, request.keys, request.query].filter((choice) => choice !== undefined).length > 1) {
    throw new DomainError('BAD_REQUEST', msg('detail.keys-or-filter'));
  }
  parseTemplate(folders);
  if (request.keys === undefined) return;
  const wanted = [...new Set(request.keys)];
  for (let first = 0; first < wanted.length; first += PAGE) {
    const part = wanted.slice(first, first + PAGE);
    if ((await getPhotos(views, backup, part)).length < part.length) {
      throw new DomainError('NOT_FOUND', msg('detail.no-photo'));
    }
  }
}

async function count({ views }: Pick<ExportJob, 'views'>, backup: string, request: ExportRequest): Promise<number> {
  const { keys, query } = request;
  if (keys === undefined && query === undefined) return countItems(listed({ views, backup, request }));
  let total = 0;
  for await (const photos of photosOf({ views, backup, request })) total += photos.length;
  return total;
}

/** Number of photos that the export would have without a period, and in no period: those without a time. */
async function countUndated(ctx: Pick<ExportJob, 'views'>, backup: string, request: ExportRequest): Promise<number> {
  const { from: _from, to: _to, ...whole } = request;
  return (await count(ctx, backup, whole)) - (await count(ctx, backup, { ...whole, from: FIRST_TIME }));
}

/** Number of all photos that there are, hidden and deleted ones too. */
async function countAll({ views }: Pick<ExportJob, 'views'>, backup: string): Promise<number> {
  return countItems(allItems((place) => listPhotoKeys(views, backup, { ...place, hidden: 'too', trashed: 'too' })));
}

/** The number of hidden and deleted photos that the export would have if it were asked for them. */
async function leftOut(
  { views }: Pick<ExportJob, 'views'>,
  backup: string,
  request: ExportRequest,
): Promise<LeftOutPhotos | null> {
  if (request.keys !== undefined || request.query !== undefined) return null;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- JSON has no undefined values
  const { library: _, ...filter } = (optionsOf(request).filter ?? {}) as Partial<PhotoQuery>;
  const { hidden = 'no', trashed = 'no' } = filter;
  // Without `library`: what the library shows are never hidden or deleted photos.
  const countOf = (others: Partial<PhotoQuery>): Promise<number> =>
    countItems(listed({ views, backup, request }, { ...filter, ...others }));
  const numbers = {
    hidden: hidden === 'no' ? await countOf({ hidden: 'only', trashed: trashed === 'no' ? 'too' : trashed }) : 0,
    trashed: trashed === 'no' ? await countOf({ hidden, trashed: 'only' }) : 0,
  };
  return numbers.hidden + numbers.trashed === 0 ? null : numbers;
}

/** True unless hidden and deleted photos are exported, too, without another condition. */
function isPart(request: ExportRequest): boolean {
  const { hidden, trashed, ...others } = optionsOf(request).filter ?? {};
  return hidden !== 'too' || trashed !== 'too' || Object.keys(others).length > 0;
}

/** Exporter of photos and videos as files. */
export const photoExporter: Exporter = {
  what: 'photos',
  formats: ['original', 'jpeg'],
  filePerRecord: ['original', 'jpeg'],
  artifacts: ['photos'],
  takesQuery: true,
  check,
  counted: 'photos',
  isPart,
  count,
  countUndated,
  countAll,
  leftOut,
  files: exportPhotos,
};
