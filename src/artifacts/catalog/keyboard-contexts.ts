import { defineRecords, documents, f, from, plistOf, textOf } from '../kit/records/index.ts';
import { asRecord, type Value } from '../kit/records/value.ts';

const PLACE = 'Library/Preferences/UITextInputContextIdentifiers.plist';
const PREFIX = 'ID_';
const TIME = '_SETTIME';
/** How WhatsApp names the chat with a person. */
const PERSON = /^(\d{5,20})@s\.whatsapp\.net$/;

/** Makes a record of each text field: its language and its time are entries of their own. */
function* fieldsIn(document: Value): Generator<Value> {
  const entries = asRecord(document) ?? {};
  const ids = new Set(
    Object.keys(entries)
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => (key.endsWith(TIME) ? key.slice(0, -TIME.length) : key)),
  );
  for (const id of ids) {
    yield { field: id.slice(PREFIX.length), language: entries[id] ?? '', at: entries[`${id}${TIME}`] ?? '' };
  }
}

const isPerson = (field: string) => PERSON.test(field);
const FIELD = from(['field'], (field) => (isPerson(textOf(field)) ? null : field));
const HANDLE = from(['field'], (field) => {
  const number = PERSON.exec(textOf(field))?.[1];
  return number === undefined ? null : `+${number}`;
});

/**
 * Text fields of apps for which the keyboard keeps a language. Chat apps give each chat an id of its own, which stays
 * when the chat is deleted.
 */
export const keyboardContexts = defineRecords({
  id: 'keyboard-contexts',
  title: 'Chats with a keyboard language',
  area: 'communication',
  version: 1,
  needs: 'any',
  absent: 'No app of this backup keeps a keyboard language for its chats.',
  seenOn: [
    'iOS 12 to 26 (files of 20 phones, as another tool reads them)',
    'iOS 27 (file of a real backup)',
    'synthetic',
  ],
  store: documents('AppDomain-*', PLACE),
  table: 'keyboard_contexts',
  name: ['Chat with a keyboard language', 'Chats with a keyboard language'],
  icon: 'keyboard',
  privacy: 'P2',
  rows: fieldsIn,
  key: from(['@app', 'field'], (app, field) => `${textOf(app)}/${textOf(field)}`),
  fields: {
    notedAt: f.date('at', 'When the app noted it: shortly before something was sent there, where that was compared.', {
      label: 'Noted',
    }),
    app: f.text('@app', 'Bundle id of the app.'),
    person: f.handle(HANDLE, 'The person of the chat, where the app names the chat by the number.'),
    chat: f.text(FIELD, 'The chat or text field, as the app names it.', { label: 'Chat' }),
    language: f.text('language', 'Keyboard that was last used there.', { label: 'Keyboard' }),
  },
  show: { at: 'notedAt', title: ['person', 'chat', 'app'], text: ['app', 'language'], with: 'person' },
  example: {
    files: {
      [`AppDomain-net.whatsapp.WhatsApp/${PLACE}`]:
        plistOf(`{"ID_4915112345670@s.whatsapp.net": "de_DE@sw=QWERTZ;hw=Automatic",
        "ID_4915112345670@s.whatsapp.net_SETTIME": "2025-06-06T08:53:20Z", "ID_120363000000000000@g.us": "en_GB", "other": 1}`),
      [`AppDomain-com.facebook.Messenger/${PLACE}`]: plistOf(
        '{"ID_100001_200002_0_SETTIME": "2025-06-07T10:53:20Z", "ID_": "en_US"}',
      ),
    },
    rows: `
      notedAt              | app                    | person         | chat                    | language
      2025-06-06T08:53:20Z | net.whatsapp.WhatsApp  | +4915112345670 |                         | de_DE@sw=QWERTZ;hw=Automatic
                           | net.whatsapp.WhatsApp  |                | 120363000000000000@g.us | en_GB
      2025-06-07T10:53:20Z | com.facebook.Messenger |                | 100001_200002_0         |
                           | com.facebook.Messenger |                |                         | en_US`,
  },
});
