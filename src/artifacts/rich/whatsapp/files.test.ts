import { expect, it } from 'vitest';
import { AppFiles } from './files.ts';

const GROUP = 'AppDomainGroup-group.net.whatsapp.WhatsApp.shared';
const SANDBOX = 'AppDomain-net.whatsapp.WhatsApp';

/** Has only these paths; those that end in `?` are listed without a payload. */
function filesOf(domain: string, ...paths: readonly string[]): AppFiles {
  return new AppFiles(domain, (asked, path) => {
    if (asked === domain && paths.includes(path)) return { fileID: path, state: 'present' };
    if (asked === domain && paths.includes(`${path}?`)) return { fileID: path, state: 'payload-missing' };
    return { fileID: null, state: 'not-in-backup' };
  });
}

it('finds files of messages under Message, in every form of the path', () => {
  const files = filesOf(GROUP, 'Message/Media/a.jpg');
  const onPhone = '/var/mobile/Containers/Shared/AppGroup/5D0C/Message/Media/a.jpg';
  for (const path of ['Media/a.jpg', '/Media/a.jpg', 'Message/Media/a.jpg', '//Message/Media/a.jpg', onPhone]) {
    expect(files.media(path)).toEqual({ fileID: 'Message/Media/a.jpg', state: 'present' });
  }
  expect(files.media('Media/b.jpg').state).toBe('not-in-backup');
  expect(files.media(null).state).toBe('no-path');
});

it('finds files of versions before app groups under Library', () => {
  const files = filesOf(SANDBOX, 'Library/Media/a.jpg', 'Library/Media/Profile/1-2.thumb');
  expect(files.media('/Media/a.jpg').state).toBe('present');
  expect(files.picture('Media/Profile/1-2').fileID).toBe('Library/Media/Profile/1-2.thumb');
});

it('prefers the large picture, and one with a payload', () => {
  expect(filesOf(GROUP, 'P/1.jpg', 'P/1.thumb').picture('P/1.thumb').fileID).toBe('P/1.jpg');
  expect(filesOf(GROUP, 'P/1.jpg?', 'P/1.thumb').picture('/P/1').fileID).toBe('P/1.thumb');
  expect(filesOf(GROUP, 'P/1.jpg?').picture('P/1')).toEqual({ fileID: 'P/1.jpg', state: 'payload-missing' });
  expect(filesOf(GROUP).picture('blob').state).toBe('not-in-backup');
});
