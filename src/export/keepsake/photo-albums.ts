import type { PhotoView } from '../../contract/photos.ts';
import { escapeHtml, hrefOf } from '../format/html.ts';
import type { ExportFile } from '../types.ts';
import type { Kit, Section } from './kit.ts';
import { PageWriter } from './page-writer.ts';

/** Photos of a page of an album. */
const PAGE_SIZE = 500;
/** Albums of a page of the list. */
const LIST_SIZE = 500;

/** A photo of an album. */
interface Member {
  readonly number: number;
  readonly page: number;
  /** Path below the folder of the photos. */
  readonly thumbnail: string | null;
  readonly label: string;
}

/** Albums and people of the photos, which are collected while these are written. */
export class PhotoAlbums {
  readonly #titles: ReadonlyMap<string, string>;
  readonly #albums = new Map<string, Member[]>();
  readonly #people = new Map<string, Member[]>();

  /** `titles`: the albums that people filled, by key. */
  constructor(titles: ReadonlyMap<string, string>) {
    this.#titles = titles;
  }

  add(photo: PhotoView, member: Member): void {
    for (const { key } of photo.albums) if (this.#titles.has(key)) put(this.#albums, key, member);
    for (const name of peopleOf(photo)) put(this.#people, name, member);
  }

  /** Titles of the albums of a photo. */
  titlesOf({ albums }: PhotoView): string[] {
    return albums.flatMap(({ key }) => this.#titles.get(key) ?? []);
  }

  /** Pages of the albums and people, whose pictures lead to the pages of the photos. */
  async *files(kit: Kit, pageOf: (page: number) => string): AsyncGenerator<ExportFile, Section[], undefined> {
    const albums = [...this.#albums].map(([key, members]) => [this.#titles.get(key) ?? key, members] as const);
    return [
      ...(yield* groupFiles(kit, {
        folder: 'albums',
        name: kit.job.words.text.keepsake.albums,
        groups: albums,
        pageOf,
      })),
      ...(yield* groupFiles(kit, {
        folder: 'people',
        name: kit.job.words.text.keepsake.people,
        groups: [...this.#people],
        pageOf,
      })),
    ];
  }
}

/** Names of the people in a photo, each once. */
export function peopleOf({ faces }: PhotoView): string[] {
  return [...new Set(faces.flatMap(({ name, isHidden }) => (name === null || name === '' || isHidden ? [] : [name])))];
}

function put(groups: Map<string, Member[]>, key: string, member: Member): void {
  const members = groups.get(key);
  if (members === undefined) groups.set(key, [member]);
  else members.push(member);
}

interface Groups {
  readonly folder: string;
  readonly name: string;
  readonly groups: readonly (readonly [title: string, members: readonly Member[]])[];
  readonly pageOf: (page: number) => string;
}

function* groupFiles(kit: Kit, { folder, name, groups, pageOf }: Groups): Generator<ExportFile, Section[], undefined> {
  if (groups.length === 0) return [];
  const { sections } = kit;
  const { words } = kit.job;
  const { counted } = words.text;
  const list = new PageWriter({
    folder,
    title: name,
    words,
    size: LIST_SIZE,
    sections,
    around: ['<ul class="l">\n', '</ul>'],
    counted: (count) => counted.entries({ count }),
  });
  const sorted = groups.toSorted(([one], [other]) => one.localeCompare(other, words.language));
  for (const [index, [title, members]] of sorted.entries()) {
    const writer = new PageWriter({
      folder: `${folder}/${index + 1}`,
      title,
      words,
      size: PAGE_SIZE,
      sections,
      around: ['<div class="grid">\n', '</div>\n'],
      counted: (count) => counted.photos({ count }),
    });
    for (const { number, page, thumbnail, label } of members) {
      const alt = escapeHtml(label);
      const picture =
        thumbnail === null ? alt : `<img src="../../photos/${hrefOf(thumbnail)}" alt="${alt}" loading="lazy">`;
      writer.add({ html: `<a href="../../${pageOf(page)}#p${number}">${picture}</a>\n` });
      yield* writer.take();
    }
    yield* writer.end();
    const path = writer.entrance.slice(folder.length + 1);
    const size = counted.photos({ count: members.length });
    list.add({ html: `<li><a href="${path}">${escapeHtml(title)}</a><div class="p">${size}</div></li>\n` });
    yield* list.take();
  }
  yield* list.end();
  return [{ name, area: 'media', path: list.entrance, size: counted.entries({ count: groups.length }) }];
}
