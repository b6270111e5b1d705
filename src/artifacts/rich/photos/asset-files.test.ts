import { describe, expect, it } from 'vitest';
import type { FileReference } from '../../kit/artifact.ts';
import { locateFiles } from './asset-files.ts';

/** A camera roll with these files; a leading `!` means without a payload. */
function roll(...paths: readonly string[]): (domain: string, path: string) => FileReference {
  return (domain, path) => {
    expect(domain).toBe('CameraRollDomain');
    if (paths.includes(path)) return { fileID: path, state: 'present' };
    if (paths.includes(`!${path}`)) return { fileID: path, state: 'payload-missing' };
    return { fileID: null, state: 'not-in-backup' };
  };
}

const PHOTO = {
  directory: 'DCIM/100APPLE',
  filename: 'IMG_0001.HEIC',
  isVideo: false,
  isLivePhoto: false,
  isAdjusted: false,
  hasRaw: false,
  bundleScope: null,
};
const ORIGINAL = 'Media/DCIM/100APPLE/IMG_0001.HEIC';
const RENDER = 'Media/PhotoData/Mutations/DCIM/100APPLE/IMG_0001/Adjustments/FullSizeRender';
const THUMBNAIL = 'Media/PhotoData/Thumbnails/V2/DCIM/100APPLE/IMG_0001.HEIC';

describe('the files of an asset', () => {
  it('are found at the paths of a phone', () => {
    const files = locateFiles(
      { ...PHOTO, isLivePhoto: true, isAdjusted: true, hasRaw: true },
      roll(
        ORIGINAL,
        `${RENDER}.heic`,
        `${RENDER}.mov`,
        `${THUMBNAIL}/5003.JPG`,
        'Media/DCIM/100APPLE/IMG_0001.MOV',
        'Media/DCIM/100APPLE/IMG_0001.DNG',
      ),
    );
    expect(files.original.fileID).toBe(ORIGINAL);
    expect(files.edited.fileID).toBe(`${RENDER}.heic`);
    expect(files.editedLiveVideo.fileID).toBe(`${RENDER}.mov`);
    expect(files.thumbnail.fileID).toBe(`${THUMBNAIL}/5003.JPG`);
    expect(files.liveVideo.fileID).toBe('Media/DCIM/100APPLE/IMG_0001.MOV');
    expect(files.raw.fileID).toBe('Media/DCIM/100APPLE/IMG_0001.DNG');
  });

  it('are found with extensions in another case', () => {
    const files = locateFiles(
      { ...PHOTO, filename: 'IMG_0001.mp4', isVideo: true },
      roll('Media/DCIM/100APPLE/IMG_0001.MP4'),
    );
    expect(files).toMatchObject({ original: { state: 'present' }, availability: 'original' });
  });

  it('are the best available: an original without a payload does not count', () => {
    const missing = `!${ORIGINAL}`;
    const cases = [
      [[ORIGINAL, `${RENDER}.jpg`], 'original'],
      [[missing, `${RENDER}.jpg`, `${THUMBNAIL}/5005.JPG`], 'edited-only'],
      [[missing, `!${RENDER}.jpg`, `${THUMBNAIL}/5005.JPG`], 'thumbnail-only'],
      [[missing], 'not-in-backup'],
      [[], 'not-in-backup'],
    ] as const;
    for (const [paths, availability] of cases) {
      const files = locateFiles({ ...PHOTO, isAdjusted: true }, roll(...paths));
      expect(files.availability).toBe(availability);
      const state = paths.length === 0 ? 'not-in-backup' : paths[0] === missing ? 'payload-missing' : 'present';
      expect(files.original.state).toBe(state);
    }
  });

  it('of an iOS 9 video include its poster', () => {
    const poster = 'Media/PhotoData/Metadata/DCIM/100APPLE/IMG_0001.THM';
    const files = locateFiles({ ...PHOTO, filename: 'IMG_0001.MOV', isVideo: true }, roll(poster));
    expect(files).toMatchObject({ thumbnail: { fileID: poster }, availability: 'thumbnail-only' });
  });

  it('of a picture that came with a message are in a scope of their own', () => {
    const scope = 'Media/PhotoData/UBF/scopes/syndication';
    const shared = { ...PHOTO, directory: '4', filename: '4A.HEIC', bundleScope: 3 };
    const files = locateFiles(
      { ...shared, isLivePhoto: true },
      roll(
        `${scope}/originals/4/4A.HEIC`,
        `${scope}/originals/4/4A_3.mov`,
        `${scope}/resources/derivatives/4/4A_1_102_o.jpeg`,
      ),
    );
    expect(files).toMatchObject({
      original: { state: 'present' },
      liveVideo: { state: 'present' },
      thumbnail: { state: 'present' },
      edited: { state: 'no-path' },
      availability: 'original',
    });
  });

  it('are not searched without a name', () => {
    const files = locateFiles({ ...PHOTO, filename: null }, () => expect.fail('nothing to look for'));
    expect(files).toMatchObject({ original: { state: 'no-path' }, availability: 'not-in-backup' });
  });
});
