import { expect, it } from 'vitest';
import type { AttachmentView, MessageView } from '../contract/chat.ts';
import { messageChanges } from './message-changes.ts';

type Edits = MessageView['edits'];

const UNSENT: Edits = [{ part: 0, unsent: true, history: [{ at: 1, text: 'gone' }] }];
const EDITED: Edits = [
  {
    part: 1,
    unsent: false,
    history: [
      { at: 1, text: 'frist' },
      { at: 5, text: 'first' },
    ],
  },
];
const ANNOUNCEMENT = { kind: 'unsent', text: 'Anna unsent a message' } as NonNullable<MessageView['announcement']>;

it.each<readonly [string, Partial<MessageView>, readonly [unknown, boolean, number | null, number | null]]>([
  ['neither', { text: 'Hi' }, [null, false, null, null]],
  ['edited', { text: 'first', edits: EDITED, editedAt: 5 }, [null, true, 5, null]],
  ['edited in an app without versions', { text: 'Hi', editedAt: 7 }, [null, true, 7, null]],
  ['edited without a date', { text: 'first', edits: EDITED }, [null, true, null, null]],
  ['unsent', { announcement: ANNOUNCEMENT, edits: UNSENT, editedAt: 9 }, ['whole', false, null, 9]],
  ['unsent without an announcement', { edits: UNSENT, editedAt: 9 }, ['whole', false, null, 9]],
  ['partly unsent', { text: 'left', edits: UNSENT, editedAt: 9 }, ['part', false, null, 9]],
  [
    'unsent except for a picture',
    { attachments: [{} as AttachmentView], edits: UNSENT, editedAt: null },
    ['part', false, null, null],
  ],
  ['edited, then partly unsent', { text: 'first', edits: [...UNSENT, ...EDITED], editedAt: 9 }, ['part', true, 5, 9]],
  [
    'partly unsent, then edited',
    { text: 'first', edits: [...UNSENT, ...EDITED], editedAt: 5 },
    ['part', true, 5, null],
  ],
])('knows a message that was %s', (_name, fields, [unsent, isEdited, editedAt, unsentAt]) => {
  const message = { announcement: null, attachments: [], edits: [], editedAt: null, text: null, ...fields };
  expect(messageChanges(message)).toEqual({ unsent, isEdited, editedAt, unsentAt });
});
