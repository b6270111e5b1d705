import { existsSync, readFileSync } from 'node:fs';
import type { SyntheticEntry } from '../backup-folder/backup-spec.ts';
import { STORY_DOCUMENT } from './retell.ts';

/** Pictures, sounds and films that `scripts/demo-media.ts` made. */
const FOLDER = new URL('../../../assets/demo/', import.meta.url);

/** Documents of chats. */
const DOCUMENT = /^Message\/Media\/.*\.txt$/;

const PICTURES = 16;
const FILMS = 2;
const FACES = 12;

const read = new Map<string, Buffer | null>();

/** A file of the folder; null where a package was made without it. */
function media(name: string): Buffer | null {
  let bytes = read.get(name);
  if (bytes === undefined) {
    const path = new URL(name, FOLDER);
    bytes = existsSync(path) ? readFileSync(path) : null;
    read.set(name, bytes);
  }
  return bytes;
}

/** The face of a contact; null where a package was made without the pictures. */
export function storyFace(number: number): Buffer | null {
  return media(`face-${String((number % FACES) + 1).padStart(2, '0')}.jpg`);
}

/** The entries of a backup with contents that show and play instead of gradients, tones and empty films. */
export function* withStoryMedia(entries: Iterable<SyntheticEntry>): Generator<SyntheticEntry, void, undefined> {
  for (const entry of entries) {
    const name = entry.kind === 'file' ? mediaName(entry.relativePath) : null;
    const contents = DOCUMENT.test(entry.relativePath) ? STORY_DOCUMENT : name === null ? null : media(name);
    yield contents === null ? entry : { ...entry, contents };
  }
}

/** The file that shows or plays for a path; null for files of other kinds. */
function mediaName(path: string): string | null {
  const [, stem = '', extension = ''] = /([^/]+)\.([a-z0-9]+)(?:\/5005\.JPG)?$/i.exec(path) ?? [];
  // Original, edited version and thumbnail of a photo are named by its number: all show the same.
  const number = /IMG_(\d+)/.exec(path)?.[1];
  const which = number === undefined ? sum(path) : Number(number) - 1;
  const picture = String((which % PICTURES) + 1).padStart(2, '0');
  switch (extension.toLowerCase()) {
    case 'jpg':
    case 'jpeg':
    case 'heic':
      return path.includes('/Thumbnails/')
        ? `${picture}-small.jpg`
        : /icon|avatar|profile/i.test(stem)
          ? null
          : `${picture}.jpg`;
    case 'png':
      return /^(?:IMG_|Screenshot)/.test(stem) ? `${picture}.jpg` : null;
    case 'mov':
    case 'mp4':
      return path.includes('/Thumbnails/') ? `${picture}-small.jpg` : `film-${(which % FILMS) + 1}.mp4`;
    case 'm4a':
    case 'opus':
    case 'amr':
    case 'wav':
      return `tune.${extension.toLowerCase()}`;
    default:
      return null;
  }
}

function sum(text: string): number {
  let total = 0;
  for (let index = 0; index < text.length; index++) total = (total * 31 + text.charCodeAt(index)) % 65_536;
  return total;
}
