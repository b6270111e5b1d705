import type { FileReferenceView } from '../../contract/common.ts';
import type { PhotoExport } from '../../contract/photo-export.ts';
import type { PhotoView } from '../../contract/photos.ts';
import type { Words } from '../language/words.ts';

/** What a file of a photo is. */
export type FileRole = 'original' | 'edited' | 'thumbnail' | 'liveVideo' | 'editedLiveVideo' | 'raw';

/** A file of a photo that is exported. */
export interface WantedFile {
  readonly role: FileRole;
  readonly fileID: string;
  /** Added to the name of the photo. */
  readonly mark: string;
}

/** The files of a photo that are exported, and what else was asked for. */
export interface WantedFiles {
  readonly files: readonly WantedFile[];
  readonly missing: readonly string[];
}

type Version = 'original' | 'edited';

/** As the page names single downloads. */
const MARKS: Readonly<Record<FileRole, string>> = {
  original: '',
  liveVideo: '',
  raw: '',
  edited: ' (edited)',
  editedLiveVideo: ' (edited)',
  thumbnail: ' (small)',
};

/**
 * Chooses the files of a photo. A Live Photo has its video beside each version. If the backup has none of the wanted
 * versions, the best picture that it has is taken.
 */
export function wantedFiles(photo: PhotoView, versions: PhotoExport['versions'], { text }: Words): WantedFiles {
  const { files, more } = photo;
  const present = {
    original: presentIn(files.original),
    edited: presentIn(files.edited),
    thumbnail: presentIn(files.thumbnail),
    liveVideo: presentIn(files.liveVideo),
  };
  const isEdited = files.edited !== null;
  const wanted: Version[] =
    versions === 'both' && isEdited
      ? ['original', 'edited']
      : [versions === 'edited' && isEdited ? 'edited' : 'original'];
  const best = (['edited', 'original', 'thumbnail'] as const).find((role) => present[role] !== null);
  const isAny = wanted.some((version) => present[version] !== null);
  const taken = isAny || best === undefined ? wanted : [best];
  const found: WantedFile[] = [];
  const add = (role: FileRole, fileID: string | null): void => {
    if (fileID !== null) found.push({ role, fileID, mark: MARKS[role] });
  };
  for (const role of taken) add(role, present[role]);
  if (taken.includes('original')) add('raw', more.raw);
  if (taken.includes('edited') && more.editedLiveVideo !== null) {
    add('editedLiveVideo', more.editedLiveVideo);
    if (taken.includes('original')) add('liveVideo', present.liveVideo);
  } else if (present.liveVideo !== null) {
    const mark = taken.includes('original') ? '' : MARKS[taken[0] ?? 'original'];
    found.push({ role: 'liveVideo', fileID: present.liveVideo, mark });
  }
  const missing = wanted
    .filter((version) => present[version] === null)
    .map((version) => {
      const problem = version === 'original' ? text.files.noOriginal : text.files.noEdited;
      return isAny || best === undefined ? problem : insteadOf(best, problem, text.files);
    });
  if (files.liveVideo !== null && present.liveVideo === null) missing.push(text.files.noLiveVideo);
  return { files: found, missing };
}

/** A problem, and what is in the export instead. */
function insteadOf(best: Version | 'thumbnail', problem: string, words: Words['text']['files']): string {
  if (best === 'thumbnail') return words.insteadThumbnail({ problem });
  return best === 'edited' ? words.insteadEdited({ problem }) : words.insteadOriginal({ problem });
}

function presentIn(file: FileReferenceView | null): string | null {
  return file?.state === 'present' ? file.fileID : null;
}
