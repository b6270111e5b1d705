import { describe, expect, it } from 'vitest';
import { extractFiles } from '../../../test/support/artifacts/extract-files.ts';
import { exampleBytes } from '../../synthetic/examples/example-bytes.ts';
import type { ArtifactDefinition } from '../kit/artifact.ts';
import type { ExampleFiles } from '../kit/records/declaration.ts';
import { filesOfExample } from '../kit/records/example.ts';
import { line } from './line.ts';

type Rows = readonly Readonly<Record<string, unknown>>[];

/** What is read of a chat app whose stores have values that phones have and examples do not. */
function read(artifact: ArtifactDefinition, files: NonNullable<ExampleFiles['files']>) {
  const { rows, notes } = extractFiles(
    artifact,
    filesOfExample({ id: artifact.id, example: { files } }, {}).map(({ domain, relativePath, contents }) => ({
      domain,
      relativePath,
      bytes: exampleBytes(contents),
    })),
  );
  const tables = Object.entries<Rows>(rows);
  const ending = (name: string): Rows => tables.find(([table]) => table.endsWith(name))?.[1] ?? [];
  return { chats: ending('_chats'), messages: ending('_messages'), calls: ending('_calls'), notes };
}

describe('LINE', () => {
  const { chats, messages, notes } = read(line, {
    'AppDomainGroup-group.com.linecorp.line/Library/Application Support/PrivateStore/P_u99/Messages/Line.sqlite': {
      tables: {
        ZUSER: `Z_PK | ZMID | ZNAME \n 1 | u42 | 愛子 \n 2 | u99 | Robin`,
        ZGROUP: [{ Z_PK: 1, ZID: 'c7', ZNAME: '収穫' }],
        ZCHAT: `Z_PK | ZMID | ZTYPE \n 1 | u42 | 0 \n 2 | c7 | 2`,
        Z_1MEMBERS: `Z_1CHATS | Z_12MEMBERS \n 2 | 1 \n 2 | 2`,
        ZMESSAGE: `
          Z_PK | ZID | ZCHAT | ZSENDER | ZTEXT                   | ZTIMESTAMP    | ZCONTENTTYPE
          1    | 901 | 2     |         | 愛子 renamed the group. | 1743296399000 | 18
          2    | 902 | 1     | 2       | Mine                    | 1743296401000 | 0
          3    |     | 1     |         | Mine too                | 1743296401001 | 0`,
      },
    },
  });

  it('says itself that a group has a new name: the owner did not write it', () => {
    expect(messages[0]).toMatchObject({ isFromMe: false, kind: 'event', text: null, sender: null });
    expect(messages[0]?.['event']).toMatchObject({ kind: 'other', parameter: '愛子 renamed the group.' });
    expect(notes).toEqual({});
  });

  it('knows own messages whose sender is the account', () => {
    expect(messages.slice(1)).toMatchObject([
      { isFromMe: true, sender: null, text: 'Mine' },
      { isFromMe: true, sender: null, text: 'Mine too' },
    ]);
    expect(chats[1]).toMatchObject({ title: '収穫', participants: [{ handle: 'line:u42', name: '愛子' }] });
  });
});
