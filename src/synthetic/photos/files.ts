import type { SyntheticEntry } from '../backup-folder/backup-spec.ts';
import { gradient, writePng } from '../encoders/images.ts';
import { writeJpeg } from '../encoders/jpeg-writer.ts';
import type { PhotosTruth, WrittenAsset, WrittenPhotoFile } from './truth.ts';

/** Files of an asset in the camera roll (docs/format/photos.md). */
export function filesOf(asset: WrittenAsset): readonly WrittenPhotoFile[] {
  const { directory, filename, form, holding, hue } = asset;
  const stem = filename.slice(0, filename.lastIndexOf('.'));
  const isVideo = form === 'video' || form === 'slow-motion';
  const picture = form === 'screenshot' ? 'png' : 'jpeg';
  const file = (relativePath: string, kind: WrittenPhotoFile['kind'], missing = false): WrittenPhotoFile => {
    return { relativePath, kind, hue, missing };
  };
  const files: WrittenPhotoFile[] = [];
  const original = `Media/${directory}/${filename}`;
  if (holding === 'original') files.push(file(original, isVideo ? 'video' : picture));
  // The manifest lists some originals without a payload.
  else if (holding === 'thumbnail-only' && asset.rowId % 2 === 0) files.push(file(original, 'jpeg', true));
  if (holding === 'original' && form === 'live-photo') files.push(file(`Media/${directory}/${stem}.MOV`, 'video'));
  if (asset.isEdited) {
    const render = `Media/PhotoData/Mutations/${directory}/${stem}/Adjustments/FullSizeRender`;
    files.push(isVideo ? file(`${render}.mov`, 'video') : file(`${render}.jpg`, 'jpeg'));
  }
  if (holding !== 'not-in-backup' && holding !== 'edited-only') {
    files.push(file(`Media/PhotoData/Thumbnails/V2/${directory}/${filename}/5005.JPG`, 'jpeg'));
  }
  return files;
}

/** Manifest entries for the files of a library. */
export function* photoEntries({ files }: PhotosTruth): Generator<SyntheticEntry, void, undefined> {
  for (const { relativePath, kind, hue, missing } of files) {
    yield {
      domain: 'CameraRollDomain',
      relativePath,
      kind: 'file',
      contents: contentsOf(kind, hue, relativePath),
      missing,
    };
  }
}

function contentsOf(kind: WrittenPhotoFile['kind'], hue: number, relativePath: string): Buffer {
  if (kind === 'video') return emptyMovie();
  if (kind === 'png') return writePng(120, 200, gradient(hue, 200));
  return relativePath.includes('/Thumbnails/')
    ? writeJpeg(64, 48, gradient(hue, 64))
    : writeJpeg(320, 240, gradient(hue, 320));
}

/** A minimal QuickTime movie without tracks (QuickTime File Format, "Atoms"). */
function emptyMovie(): Buffer {
  const header = Buffer.alloc(100);
  header.writeUInt32BE(1000, 12);
  header.writeUInt32BE(0x0001_0000, 20);
  header.writeUInt16BE(0x0100, 24);
  // The identity matrix in 16.16 and 2.30 fixed point; then the number of the next track.
  header.writeUInt32BE(0x0001_0000, 36);
  header.writeUInt32BE(0x0001_0000, 52);
  header.writeUInt32BE(0x4000_0000, 68);
  header.writeUInt32BE(1, 96);
  const fileType = Buffer.from('qt  \0\0\0\0qt  ', 'latin1');
  return Buffer.concat([atom('ftyp', fileType), atom('moov', atom('mvhd', header))]);
}

function atom(type: string, contents: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(contents.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, contents]);
}
