import { expect, it } from 'vitest';
import { type Rows, readStores } from '../../../test/support/artifacts/read-stores.ts';
import { imo } from './imo.ts';

it('has the words, files, places and calls of newer versions of imo', () => {
  const { tables } = readStores(imo, {
    'AppDomain-co.babypenguin.imo/Documents/IMODb2.sqlite': {
      tables: {
        ZIMOCONTACT: `
          Z_PK | ZBUID  | ZDISPLAY | ZREMARKNAME | ZPHONE       | ZFORMATED_PHONE
          1    | '2001' | Luca     | Luca Conti  | '5551230014' | '+1 555 123 0014'`,
        ZIMOCHATMSG: `
          Z_PK | ZBUID  | ZA_UID | ZISSENT | ZTS                 | ZTEXT  | ZIMDATA
          1    | '2001' | '2001' | 0       | 1748775600000000000 | Kites? | plist{"type": "im"}
          2    | '2001' |        | 1       | 1748775601000000000 |        | plist{"type": "location", "latitude": 45.5, "longitude": 9.25, "placeName": "Duomo"}
          3    | '2001' |        | 1       | 1748775602000000000 |        | plist{"type": "call_log", "chat_type": "video_chat", "call_duration": 63}
          4    | '2001' |        | 1       | 1748775603000000000 |        | plist{"type": "bigo_uploaded", "objects": [{"type": "audio", "filename": "a.aac", "filesize": 2048, "bigo_url": "https://i.example.org/a", "type_specific_params": {"duration": 7}}]}
          5    | '2001' |        | 1       | 1748775604000000000 |        | plist{"type": "bigo_uploaded", "file_name": "plan.rtf", "file_size": 745, "url": "http://i.example.org/p"}
          6    | '2001' |        | 1       | 1748775605000000000 | New    | plist{"type": "of another version"}`,
      },
    },
  });
  const ending = (name: string): Rows => Object.entries(tables).find(([table]) => table.endsWith(name))?.[1] ?? [];
  expect(ending('_messages')).toMatchObject([
    { kind: 'text', text: 'Kites?', sender: '+15551230014', senderName: 'Luca Conti' },
    { kind: 'location', location: { latitude: 45.5, longitude: 9.25, name: 'Duomo' } },
    { kind: 'call', call: { seconds: 63, isVideo: true } },
    { kind: 'audio', attachmentCount: 1 },
    { kind: 'file', attachmentCount: 1 },
    { kind: 'text', text: 'New' },
  ]);
  expect(ending('_attachments')).toMatchObject([
    { name: 'a.aac', totalBytes: 2048, url: 'https://i.example.org/a' },
    { name: 'plan.rtf', totalBytes: 745, url: 'http://i.example.org/p' },
  ]);
});
