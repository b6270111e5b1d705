import { describe, expect, it } from 'vitest';
import type { FileReference } from '../../../kit/artifact.ts';
import { drawingPaths, type FileAt, findFile, mediaPaths, previewPaths, scanPaths } from './attachment-files.ts';

const FILES: Readonly<Record<string, FileReference['state']>> = {
  // Paths as in docs/format/notes.md.
  'Accounts/LocalAccount/Media/M1/IMG.jpg': 'present',
  'Accounts/A1/Media/M2/G2/IMG.jpg': 'present',
  'Media/M3/IMG.jpg': 'present',
  'Accounts/A1/Media/M4/M4': 'present',
  'Accounts/A1/Media/M5/G5/IMG.jpg': 'payload-missing',
  'Accounts/A1/FallbackImages/D1.png': 'present',
  'Accounts/A1/FallbackImages/D2/G/FallbackImage.jpeg': 'present',
  'Accounts/A1/FallbackPDFs/S1.pdf': 'present',
  'Accounts/A1/FallbackPDFs/S2/G/FallbackPDF.pdf': 'present',
  'Accounts/A1/Previews/P1.png': 'present',
  'Accounts/A1/Previews/P2-oriented.jpeg': 'present',
  'Accounts/A1/Previews/P3/G/Preview.png': 'present',
  'Accounts/A1/Previews/P4/G/OrientedPreview.jpeg': 'present',
};

const fileAt: FileAt = (domain, path) => {
  const state = domain === 'AppDomainGroup-group.com.apple.notes' ? FILES[path] : undefined;
  return state === undefined ? { fileID: null, state: 'not-in-backup' } : { fileID: path, state };
};

function find(paths: readonly string[]): string | null {
  return findFile({ account: 'A1', paths }, fileAt).fileID;
}

describe('files of attachments', () => {
  it('are found at the paths of each iOS', () => {
    expect(find(mediaPaths('M1', 'IMG.jpg', null))).toBe('Accounts/LocalAccount/Media/M1/IMG.jpg');
    expect(find(mediaPaths('M2', 'IMG.jpg', 'G2'))).toBe('Accounts/A1/Media/M2/G2/IMG.jpg');
    expect(find(mediaPaths('M3', 'IMG.jpg', 'G3'))).toBe('Media/M3/IMG.jpg');
    expect(find(mediaPaths('M4', 'IMG.jpg', null))).toBe('Accounts/A1/Media/M4/M4');
    expect(find(drawingPaths('D1', null))).toBe('Accounts/A1/FallbackImages/D1.png');
    expect(find(drawingPaths('D2', 'G'))).toBe('Accounts/A1/FallbackImages/D2/G/FallbackImage.jpeg');
    expect(find(scanPaths('S1', null))).toBe('Accounts/A1/FallbackPDFs/S1.pdf');
    expect(find(scanPaths('S2', 'G'))).toBe('Accounts/A1/FallbackPDFs/S2/G/FallbackPDF.pdf');
    expect(find(previewPaths('P1', null))).toBe('Accounts/A1/Previews/P1.png');
    expect(find(previewPaths('P2', null))).toBe('Accounts/A1/Previews/P2-oriented.jpeg');
    expect(find(previewPaths('P3', 'G'))).toBe('Accounts/A1/Previews/P3/G/Preview.png');
    expect(find(previewPaths('P4', 'G'))).toBe('Accounts/A1/Previews/P4/G/OrientedPreview.jpeg');
  });

  it('are present, listed without payload, or missing', () => {
    const listed = { fileID: 'Accounts/A1/Media/M5/G5/IMG.jpg', state: 'payload-missing' };
    expect(findFile({ account: 'A1', paths: mediaPaths('M5', 'IMG.jpg', 'G5') }, fileAt)).toEqual(listed);
    expect(findFile({ account: null, paths: mediaPaths('M9', 'x', null) }, fileAt).state).toBe('not-in-backup');
    expect(findFile({ account: 'A1', paths: [] }, fileAt)).toEqual({ fileID: null, state: 'no-path' });
  });

  it('cannot have paths that lead elsewhere', () => {
    expect(mediaPaths('..', 'x', null)).toEqual([]);
    expect(mediaPaths('a/b', 'x', null)).toEqual([]);
    expect(mediaPaths('M', '../x', '..')).toEqual(['Media/M/M']);
    expect(drawingPaths('../D', null)).toEqual([]);
    const paths: string[] = [];
    findFile({ account: '../..', paths: ['x'] }, (_domain, path) => {
      paths.push(path);
      return { fileID: null, state: 'not-in-backup' };
    });
    expect(paths).toEqual(['Accounts/LocalAccount/x', 'x']);
  });
});
